"""Events of all sources become one list: whose they are, in order of time, each once, as far as was asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.finding.gather import gather
from core.model import Event, EventKind, Identity, RecapRequest, Where, Who, WhoKind
from tests.core.finding.gathered import EVERYONE, ME, WEEK, WHOLE, gathered, told
from tests.core.finding.made import after
from tests.facts import ANA, BOB, commit
from tests.fakes import FakeSource


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


async def test_nothing_later_than_now_is_told() -> None:
    later = commit("Add later", at=after(3))
    request = RecapRequest(who=EVERYONE, window=WEEK)
    activity = await gather([FakeSource("web", WHOLE, later)], request, me=(), now=after(2))
    assert told(activity) == ["Add login"]
    assert told(await gather([FakeSource("web", later)], request, me=(), now=later.at)) == ["Add later"]


async def test_the_same_hash_in_two_sources_is_two_events() -> None:
    activity = await gathered(FakeSource("one", WHOLE), FakeSource("two", WHOLE))
    assert [(event.id, event.ref) for event in activity.events] == [("E1", WHOLE.ref), ("E2", WHOLE.ref)]
