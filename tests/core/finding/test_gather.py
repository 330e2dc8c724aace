from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import AuthError, TransientError
from core.finding.gather import gather
from core.finding.kept import Kept
from core.model import Activity, Event, EventKind, Failure, Identity, RecapRequest, Where, Who, WhoKind, Window
from tests.core.finding.made import CAT, DEPENDABOT, after
from tests.facts import ANA, BOB, MONDAY, commit
from tests.fakes import FakeSource

WEEK = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "Mon 1 – Sun 7 Feb 2021")
EVERYONE = (Who(WhoKind.EVERYONE),)
ME = (Who(WhoKind.ME),)
ANYWHERE = Where()
WHOLE = commit("Add login", paths=("web/login.py",), size=(10, 2))


async def gathered(
    *sources: FakeSource, who: tuple[Who, ...] = EVERYONE, where: Where = ANYWHERE, me: tuple[Identity, ...] = (ANA,), most: int = 99
) -> Activity:
    request = RecapRequest(who=who, window=WEEK, where=where)
    return await gather(sources, request, me=me, now=after(200), most=most)


def told(activity: Activity) -> list[str]:
    return [event.title for event in activity.events]


async def test_events_of_all_sources_are_numbered_in_order_of_time_and_measured() -> None:
    late = commit("Fix logout", at=after(5), repository="acme/api")
    activity = await gathered(FakeSource("api", late), FakeSource("web", WHOLE))
    assert [(event.id, event.title) for event in activity.events] == [("E1", "Add login"), ("E2", "Fix logout")]
    assert activity.events[0].change == WHOLE.change
    assert activity.repositories == ("api", "web")
    assert not any([activity.people, activity.busiest, activity.failures, activity.notes])


async def test_what_two_accounts_at_one_host_see_is_one_event() -> None:
    known = replace(WHOLE, actor=replace(ANA, login="gitlab:ana"))
    noted = [
        Event(kind=EventKind.COMMENT, at=after(1), actor=who, ref="!4", title="Cache", repository="acme/web")
        for who in (known.actor, Identity("Bob", login="gitlab:bob"))
    ]
    ana = FakeSource("git.test (ana)", WHOLE, *noted, host="git.test")
    bob = FakeSource("git.test (bob)", *noted, known, host="git.test")

    activity = await gathered(ana, bob)
    apart = await gathered(ana, FakeSource("other.test", WHOLE, host="other.test"), FakeSource("web", WHOLE))

    assert sorted((event.kind, event.actor.login) for event in activity.events) == [
        (EventKind.COMMENT, "gitlab:ana"),
        (EventKind.COMMENT, "gitlab:bob"),
        (EventKind.COMMIT, "gitlab:ana"),
    ]
    assert [event.host for event in apart.events if event.kind is EventKind.COMMIT] == ["git.test", "other.test", ""]


@pytest.mark.fault("F068")
async def test_a_window_takes_its_start_and_leaves_its_end_out() -> None:
    edges = [WEEK.start - timedelta(microseconds=1), WEEK.start, WEEK.end - timedelta(microseconds=1), WEEK.end]
    source = FakeSource("web", *(commit(f"Add {number}", at=at) for number, at in enumerate(edges)))
    assert told(await gathered(source)) == ["Add 1", "Add 2"]
    assert len(source.measured_refs) == 2


async def test_a_person_s_events_are_those_done_alone_or_with_others_under_any_joined_name() -> None:
    work = Identity("Ana Lima", "ana@work.example")
    events = [
        commit("Add one"),
        commit("Add two", actor=work, at=after(1)),
        replace(commit("Add three", actor=BOB, at=after(2)), others=(work,)),
        commit("Add four", actor=BOB, at=after(3)),
    ]
    activity = await gathered(FakeSource("web", *events), who=ME)
    assert told(activity) == ["Add one", "Add two", "Add three"]
    assert [(person.name, set(person.identities)) for person in activity.people] == [("Ana Lima", {ANA, work})]


async def test_a_repository_may_be_asked_for_in_place_of_a_person() -> None:
    source = FakeSource("all", commit("Add one", repository="acme/web"), commit("Add two", repository="acme/api", actor=BOB))
    repository = Who(WhoKind.REPOSITORY, "acme/api")
    assert told(await gathered(source, who=(repository,))) == ["Add two"]
    assert sorted(told(await gathered(source, who=(repository, *ME)))) == ["Add one", "Add two"]


async def test_filters_on_where_are_applied_before_and_after_measuring() -> None:
    other = commit("Add css", at=after(1), paths=("css/a.css",))
    far = commit("Add api", at=after(2), repository="acme/api", paths=("web/a.py",))
    source = FakeSource("all", WHOLE, other, far)
    assert told(await gathered(source, where=Where(repositories=("web",), paths=("web",)))) == ["Add login"]
    assert source.measured_refs == [WHOLE.ref, other.ref]
    assert source.asked[0].where.paths == ("web",)


async def test_a_source_that_fails_is_named_and_what_it_had_yielded_stays() -> None:
    broken = FakeSource("api", commit("Add half", repository="acme/api"), breaks=AuthError("The token has expired."))
    activity = await gathered(broken, FakeSource("web", WHOLE))
    assert sorted(told(activity)) == ["Add half", "Add login"]
    assert activity.failures == (Failure("api", "The token has expired."),)
    assert activity.repositories == ("web",)


async def test_sizes_that_cannot_be_read_are_named_and_the_events_stay() -> None:
    activity = await gathered(FakeSource("web", WHOLE, breaks_measuring=TransientError("An object is unreadable.")))
    assert told(activity) == ["Add login"]
    assert activity.failures == (Failure("web", "An object is unreadable."),)


async def test_what_fails_twice_in_the_same_way_is_told_once() -> None:
    damage = "An object is unreadable."
    source = FakeSource("web", WHOLE, breaks=TransientError(damage), breaks_measuring=TransientError(damage))
    assert (await gathered(source)).failures == (Failure("web", damage),)


async def test_nothing_later_than_now_is_told() -> None:
    later = commit("Add later", at=after(3))
    request = RecapRequest(who=EVERYONE, window=WEEK)
    activity = await gather([FakeSource("web", WHOLE, later)], request, me=(), now=after(2))
    assert told(activity) == ["Add login"]
    assert told(await gather([FakeSource("web", later)], request, me=(), now=later.at)) == ["Add later"]


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


async def test_our_own_bug_is_not_swallowed() -> None:
    with pytest.raises(ExceptionGroup) as caught:
        await gathered(FakeSource("web", breaks=ZeroDivisionError()))
    assert caught.group_contains(ZeroDivisionError)


async def test_sources_are_read_side_by_side_but_not_all_at_once() -> None:
    FakeSource.busiest = 0
    sources = [FakeSource(f"r{number}", *[commit(f"Add {number} {step}") for step in range(3)]) for number in range(20)]
    assert len((await gathered(*sources)).events) == 60
    assert FakeSource.busiest == 8


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


async def test_the_same_hash_in_two_sources_is_two_events() -> None:
    activity = await gathered(FakeSource("one", WHOLE), FakeSource("two", WHOLE))
    assert [(event.id, event.ref) for event in activity.events] == [("E1", WHOLE.ref), ("E2", WHOLE.ref)]


async def test_progress_is_told_at_the_start_on_the_way_and_at_the_end() -> None:
    told: list[tuple[str, int, bool]] = []
    source = FakeSource("web", *(commit(f"Add {number}") for number in range(501)))
    request = RecapRequest(who=EVERYONE, window=WEEK)
    await gather([source], request, me=(), now=after(200), report=lambda *progress: told.append(progress))
    assert told == [("web", 0, False), ("web", 500, False), ("web", 501, True)]


@pytest.mark.fault("F065")
async def test_a_window_with_too_much_says_how_much_was_looked_at() -> None:
    events = [commit(f"Add {number}", at=after(number)) for number in range(5)]
    activity = await gathered(FakeSource("web", *events), most=3)
    assert told(activity) == ["Add 2", "Add 3", "Add 4"]
    assert [failure.source for failure in activity.failures] == ["web"]
    assert activity.failures[0].why.startswith("3 of 5 ")


@pytest.mark.fault("F065")
async def test_too_much_of_others_costs_the_asked_person_nothing() -> None:
    mine = commit("Add login")
    activity = await gathered(FakeSource("web", mine, *(commit(f"Add {n}", actor=BOB, at=after(n)) for n in range(9))), who=ME, most=3)
    assert told(activity) == ["Add login"]
    assert activity.failures == ()


def test_what_is_kept_is_the_likely_before_the_later() -> None:
    kept = Kept(lambda identity: identity is ANA, most=2)
    events = [
        commit("a", at=after(0)),
        commit("b", actor=BOB, at=after(9)),
        commit("c", at=after(1)),
        commit("d", at=after(2)),
    ]
    for event in events:
        kept.add(0, event)
    assert {event.title for event in kept.of(0)} == {"c", "d"}
    assert kept.of(1) == []
    assert kept.counts == {ANA: 3, BOB: 1}
    assert sum(kept.dropped.values()) == 2


def test_what_was_done_with_others_is_as_likely() -> None:
    kept = Kept(lambda identity: identity is ANA, most=1)
    for event in [replace(commit("a", actor=BOB), others=(ANA,)), commit("b", actor=BOB, at=after(9))]:
        kept.add(0, event)
    assert [event.title for event in kept.of(0)] == ["a"]
