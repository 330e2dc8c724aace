from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.model import Bullet, Copies, EventKind, Folded, Link, Noise, Recap, State
from core.telling.why import why
from tests.core.recaps import recap
from tests.facts import commit, item

NIGHT = datetime(2021, 7, 13, 23, 30, tzinfo=UTC)


def explained() -> Recap:
    """Two bullets of which one is a tag, one smaller change, one copy, one bump; read in Tokyo, where the night is another day."""
    login = commit("Add login (#4)", at=NIGHT)
    release = replace(commit("Release", at=NIGHT, kind=EventKind.TAG), ref="v1.0", doubt="the tag's date is impossible")
    typo = commit("Fix a typo", at=NIGHT + timedelta(hours=1))
    again = commit("Add login (#4)", at=NIGHT, branch="v1")
    bump = commit("Bump left-pad", at=NIGHT + timedelta(hours=2))
    items = (
        replace(item(login, id_="W1"), links=(Link("#4"),)),
        item(release, id_="W2", state=State.RELEASED),
        item(typo, id_="W3"),
    )
    start = recap()
    return replace(
        start,
        request=replace(start.request, window=replace(start.request.window, zone="Asia/Tokyo")),
        bullets=(Bullet("Added login (#4)", ("W1",)), Bullet("Released 1.0", ("W2", "W9"))),
        smaller=("W3", "W8"),
        folded=Folded(items=items, copies=(Copies(login, (again,)),), noise=(Noise("bot", "1 bump", (bump,)),)),
        events=(login, release, typo, again, bump),
    )


def test_why_tells_what_everything_stands_on_and_what_was_left_out() -> None:
    whole = explained()
    login, _, typo, again, bump = (event.ref[:7] for event in whole.events)
    assert why(whole) == [
        "1. Added login (#4)",
        f"   {login} · Wed 14 Jul 2021 · Add login (#4) · acme/web",
        "2. Released 1.0",
        "   v1.0 · Wed 14 Jul 2021 · Release · acme/web",
        "      the tag's date is impossible",
        "In the line of smaller changes:",
        f"   {typo} · Wed 14 Jul 2021 · Fix a typo · acme/web",
        "Counted, but not told one by one:",
        f"   {again} · the same change as {login}",
        f"   {bump} · Wed 14 Jul 2021 · Bump left-pad · done by a bot",
    ]


def test_why_finds_a_bullet_by_number_reference_tag_and_hash() -> None:
    whole = explained()
    assert why(whole, "2") == why(whole, "v1.0") == why(whole, "V1.0")
    assert why(whole, "2")[0] == "2. Released 1.0"
    assert why(whole, "#4")[0] == why(whole, whole.events[0].ref[:9])[0] == "1. Added login (#4)"


def test_why_finds_what_was_left_out() -> None:
    whole = explained()
    assert why(whole, whole.events[4].ref)[0] == "Counted, but not told one by one:"


def test_why_says_where_something_may_be_that_is_not_there() -> None:
    assert "#999 is not among the 5 events" in why(explained(), "#999")[0]
    assert "v9 " in why(explained(), "v9")[0]
    assert len(why(explained(), "#999")) == 1


def test_why_of_nothing_is_nothing() -> None:
    assert why(recap()) == []
