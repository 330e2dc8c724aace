"""Where nothing is found: what was searched, what is elsewhere, and who was busy."""

from dataclasses import replace

import pytest

from core.model import Identity, Where, Who, WhoKind
from tests.core.finding.gathered import EVERYONE, ME, WHOLE, gathered
from tests.core.finding.made import CAT, DEPENDABOT, after
from tests.facts import ANA, BOB, commit
from tests.fakes import FakeSource


@pytest.mark.parametrize(
    ("where", "count"),
    [
        (Where(repositories=("api",)), 2),
        (Where(excluded=("web",)), 2),
        (Where(branches=("release-*",)), 2),
        (Where(paths=("docs/**",)), 2),
        (Where(topics=("payments",)), 2),
        (Where(topics=("login",)), 0),
        (Where(repositories=("api",), paths=("css/**",)), 2),
    ],
)
async def test_what_somebody_did_outside_of_the_filters_is_counted_where_nothing_is_inside(where: Where, count: int) -> None:
    other = replace(commit("Fix logout", actor=BOB, at=after(1), paths=("web/logout.py",)), others=(ANA, Identity("Ana Lima", "a@work")))
    mine = await gathered(FakeSource("all", WHOLE, other), who=ME, where=where)
    assert mine.elsewhere == ((("Ana Lima", count),) if count else ())
    everyone = await gathered(FakeSource("all", WHOLE, other), where=where)
    assert everyone.elsewhere == ((("", count),) if count else ())


async def test_nobody_is_called_busy_in_paths_or_topics_of_which_nothing_was_measured() -> None:
    theirs = FakeSource("web", commit("Add css", actor=BOB))
    assert (await gathered(theirs, who=ME)).busiest == (("Bob Berg", 1),)
    assert (await gathered(theirs, who=ME, where=Where(paths=("docs/**",)))).busiest == ()
    assert (await gathered(theirs, who=ME, where=Where(paths=("docs/**",)))).elsewhere == ()


async def test_a_repository_keeps_its_name_whether_or_not_something_was_found() -> None:
    empty = FakeSource("/home/ana/web", repository="acme/web")
    assert (await gathered(empty)).repositories == ("acme/web",)
    assert (await gathered(empty, where=Where(repositories=("acme/web",)))).notes == ()
    both = [empty, FakeSource("api")]
    assert (await gathered(*both, where=Where(repositories=("web",)))).repositories == ("acme/web",)
    assert (await gathered(*both, where=Where(excluded=("web",)))).repositories == ("api",)
    assert (await gathered(*both, where=Where(repositories=("none",)))).repositories == ("acme/web", "api")


async def test_a_mistyped_repository_is_answered_with_the_nearest() -> None:
    (note,) = (await gathered(FakeSource("x", WHOLE, repository="acme/web"), where=Where(excluded=("wbe",)))).notes
    assert note.endswith("(looked at: acme/web). Did you mean “web”?")
    (note,) = (await gathered(FakeSource("x", WHOLE, repository="acme/web"), where=Where(repositories=("acme/wbe",)))).notes
    assert note.endswith("Did you mean “acme/web”?")


async def test_without_an_identity_everybody_is_recapped_and_the_note_says_how_to_change_that() -> None:
    activity = await gathered(FakeSource("web", WHOLE, commit("Fix logout", actor=BOB)), who=ME, me=())
    assert len(activity.events) == 2
    assert activity.people == ()
    assert "--me" in activity.notes[0]
    assert (await gathered(FakeSource("web", WHOLE), who=ME)).notes == ()
    assert (await gathered(FakeSource("web", WHOLE), who=EVERYONE, me=())).notes == ()


async def test_somebody_without_events_gets_the_busiest_authors_of_the_window() -> None:
    events = [
        commit(f"Add {number}", actor=actor, at=after(number)) for number, actor in enumerate([BOB, CAT, BOB, DEPENDABOT, DEPENDABOT])
    ]
    elsewhen = [commit(f"Old {number}", actor=CAT, at=after(-number)) for number in range(1, 5)]
    activity = await gathered(FakeSource("web", *events, *elsewhen), who=ME)
    assert activity.events == ()
    assert [(person.name, person.identities) for person in activity.people] == [("Ana Lima", (ANA,))]
    assert activity.busiest == (("Bob Berg", 2), ("Cat Cole", 1))


async def test_only_five_authors_are_busiest() -> None:
    authors = [Identity(f"Person {number}", f"p{number}@example.org") for number in range(7)]
    activity = await gathered(FakeSource("web", *(commit("Add", actor=actor) for actor in authors)), who=ME)
    assert [name for name, _ in activity.busiest] == ["Person 0", "Person 1", "Person 2", "Person 3", "Person 4"]


async def test_a_repository_that_is_nowhere_is_named_with_those_that_were_looked_at() -> None:
    (note,) = (await gathered(FakeSource("web", WHOLE), where=Where(repositories=("web", "wbe")))).notes
    assert "wbe" in note
    assert "looked at: web" in note
    (note,) = (await gathered(FakeSource("web", WHOLE), who=(Who(WhoKind.REPOSITORY, "acme/nope"),))).notes
    assert "acme/nope" in note
