"""Which facts a part of an answer stands on, found by whatever names it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model import Bullet, Copies, EventKind, Folded, Identity, Link, Noise, Recap, State
from core.telling.why import why
from tests.core.recaps import recap
from tests.facts import ANA, BOB, commit, item
from tests.threads import did, request

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
    assert "“#999” is not among the 5 events" in why(explained(), "#999")[0]
    assert "“v9” " in why(explained(), "v9")[0]
    assert len(why(explained(), "#999")) == 1


@pytest.mark.parametrize("about", ["", "#4", "@ana", "dark mode"])
def test_why_of_an_answer_without_events_has_nothing_to_explain(about: str) -> None:
    assert why(recap(), about) == ["The answer before holds no events, so there is nothing to explain."]


def test_why_finds_what_a_person_did_by_each_of_their_names() -> None:
    whole = explained()
    bob = Identity("Bob Berg", "123+bobby@users.noreply.github.com", "github:bberg")
    item, typo = whole.folded.items[2], whole.events[2]
    folded = replace(whole.folded, items=(*whole.folded.items[:2], replace(item, events=(replace(typo, others=(bob,)),))))
    told = replace(whole, folded=folded)
    about_bob = why(told, "Bob  berg")
    assert about_bob[0] == "In the line of smaller changes:"
    assert len(about_bob) == 2
    assert why(told, "@bobby") == why(told, "@bberg") == why(told, "github:bberg") == why(told, bob.email) == about_bob
    assert why(told, "@ana")[0] == "1. Added login (#4)"
    assert "“@zoe” is not among" in why(told, "@zoe")[0]


def test_why_finds_words_of_bullets_and_of_smaller_changes() -> None:
    whole = explained()
    assert why(whole, "typo")[0] == "In the line of smaller changes:"
    assert why(whole, "LOGIN added")[0] == "1. Added login (#4)"
    assert why(whole, "left-pad")[0] == "Counted, but not told one by one:"
    assert "is not among" in why(whole, "smaller changes")[0]
    assert "is not among" in why(whole, "@typo")[0]


def test_why_says_what_was_done_to_a_request_and_who_of_several_did_it() -> None:
    thread = request("!1", "Add login", author=ANA)
    events = (did(EventKind.PULL_OPENED, thread, actor=ANA), did(EventKind.REVIEW, thread, actor=BOB))
    whole = replace(explained(), bullets=(Bullet("Added login (!1)", ("W1",)),), smaller=(), events=events)
    alone = replace(whole, folded=Folded(items=(item(events[0], id_="W1"),)), events=events[:1])
    both = replace(whole, folded=Folded(items=(item(*events, id_="W1"),)))

    assert [line.partition(" · ")[0].strip() for line in why(alone)[1:]] == ["!1 opened"]
    assert [line.partition(" · ")[0].strip() for line in why(both)[1:]] == ["!1 opened by Ana Lima", "!1 reviewed by Bob Berg"]
