"""Words that a question may hold and that change nothing."""

FILLER = frozenset(
    """
    a about accomplish accomplished achieve achieved activities activity actually add added again all also am an and any anything are
    ask at authored be been best bit branch branches but by can catch change changed changes check close closed code commit commits
    committed complete completed contribute contributed contributions could create created currently daily day day's day-to-day delete
    deleted deliver delivered deploy deployed did didn't do does doing don't done during each entire even everything exactly far fetch
    find finish finished fix fixed for from full generate get getting give go goes going gone got had happen happened happening has
    hasn't have haven't he he's hello help her hey hi him his how how's i i'd i'll i'm i've if improved in is isn't issues it its just
    kindly know landed lately let let's like list little long-running look looks made make max maximum maybe me merge merged mine more
    most much my need new nothing now of ok okay old on ones only open opened or our out over overview own path paths personal please
    pls points post pr print produce progress project projects prs pull push pushed put quick quite read really recap recapped recaps
    recently refactored release released removed repo report repos repositories repository requests result results review reviewed
    reviews right see send she she's ship shipped should show so some something start started starting status stuff style summarise
    summarize summary tell than thank thanks that the their them there these they thing things think those to today's too top topic
    topics total touched translate translated up update updates us use using ve version wanna want was wasn't we we've well went were
    what what's whatever whats when where which who who's whole why will with work worked working works would write writing written
    wrote you your yours
    """.split()
)
