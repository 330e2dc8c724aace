"""Words that a question may hold and that change nothing."""

FILLER = frozenset(
    """
    a about accomplish accomplished achieve achieved activities activity actually add added again all also am an and any are ask at
    authored be been but by can catch change changed changes check close closed code commit commits committed complete completed
    contribute contributed contributions could create created currently day's delete deleted deliver delivered deploy deployed did
    didn't do does doing don't done during each everything exactly far fetch find finish finished fix fixed for from generate get
    getting give going got had happen happened happening has hasn't have haven't hello help hey hi how how's i i'd i'll i'm i've if
    improved in is isn't issues it its just kindly know landed let let's like long-running look looks made make max maximum maybe me
    merge merged mine more most much my need new now of ok okay old on only open opened or our out over overview please pls points post
    pr print produce progress project projects prs pull push pushed put quick read really recap recapped recaps refactored release
    released removed repo report repos repositories repository requests result results review reviewed reviews right see send ship
    shipped should show so some start started starting status stuff style summarise summarize summary tell than thank thanks that the
    their them there these they thing things think those to today's total touched translate translated up update updates us use using ve
    wanna want was wasn't we we've well went were what what's whatever whats when where which who who's why will with work worked
    working works would write writing written wrote you your yours
    """.split()
)
