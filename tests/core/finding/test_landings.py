"""What one's own commits came in with, where somebody else pressed the button."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.finding.fold import fold
from core.finding.gather import gather
from core.finding.landings import with_landings
from core.model import Activity, Event, EventKind, Identity, Landing, Link, RecapRequest, Window, WorkItem
from core.telling.sentence import sentence
from tests.core.finding.made import after, changed, merge
from tests.facts import ANA, BOB, MONDAY, commit
from tests.fakes import FakeSource

WEEK = Window(MONDAY, after(24 * 7), "UTC", "a week")
TITLE = "Merge pull request #412 from acme/login"
FORM, BUTTON = commit("Add the form", at=after(1)), commit("Style the button", at=after(2))


async def gathered(*events: Event, me: Sequence[Identity] = (ANA,)) -> Activity:
    return await gather([FakeSource("web", *events)], RecapRequest(window=WEEK), me=me, now=after(200))


def items(activity: Activity) -> tuple[WorkItem, ...]:
    return fold(activity.events, activity.people).items


async def test_commits_that_somebody_else_merged_carry_their_request() -> None:
    activity = await gathered(*merge(TITLE, FORM, BUTTON, at=after(5), body="Add login\n\nCloses #7", actor=BOB))

    (item,) = items(activity)

    assert [event.title for event in activity.events] == ["Add the form", "Style the button"], "the merge does not count"
    assert (item.title, item.links[0]) == ("Add login", Link("#412", "https://git.example/acme/web/issues/412"))
    assert [link.ref for link in item.links] == ["#412"]
    assert "(#412)" in sentence([item])


async def test_a_single_commit_keeps_its_own_title_and_gets_the_number() -> None:
    (item,) = items(await gathered(*merge(TITLE, FORM, at=after(5), body="Add login", actor=BOB)))
    assert (item.title, [link.ref for link in item.links]) == ("Add the form", ["#412"])


async def test_what_names_the_request_later_belongs_to_it() -> None:
    later = commit("Keep the session of #412", at=after(9))
    (item,) = items(await gathered(*merge(TITLE, FORM, BUTTON, at=after(5), body="Add login", actor=BOB), later))
    assert len(item.events) == 3


async def test_a_merge_of_one_s_own_is_an_event_and_no_landing() -> None:
    activity = await gathered(*merge(TITLE, FORM, at=after(5), body="Add login"))
    assert [event.change and event.change.landing for event in activity.events] == [None, None]


@pytest.mark.parametrize("title", ["Merge branch 'login'", "Merge remote-tracking branch 'origin/main'"])
async def test_a_merge_that_lands_no_request_says_nothing(title: str) -> None:
    activity = await gathered(*merge(title, FORM, at=after(5), actor=BOB))
    assert [event.change and event.change.landing for event in activity.events] == [None]


def test_a_merge_of_very_many_commits_names_none_of_them() -> None:
    many = [commit(f"Change {number}", at=after(number)) for number in range(30)]
    few, all_of_them = (merge(TITLE, *brought, at=after(50), body="Release", actor=BOB) for brought in (many[:20], many))
    assert {event.change and event.change.landing for event in with_landings(few[1:], few)} == {Landing("#412", "Release", _url(few[0]))}
    assert with_landings(all_of_them[1:], all_of_them) == all_of_them[1:]


def test_the_same_hash_in_another_repository_is_another_merge() -> None:
    landing, mine = merge(TITLE, FORM, at=after(5), body="Add login", actor=BOB)
    fork = replace(landing, repository="bob/web")
    assert with_landings([mine], [fork, mine]) == [mine]


def test_a_tag_has_no_landing() -> None:
    tag = Event(kind=EventKind.TAG, at=MONDAY, actor=ANA, ref="v1", title="v1", repository="acme/web")
    assert with_landings([tag], [tag]) == [tag]


def test_many_merged_requests_are_listed_without_the_issues_that_they_close() -> None:
    landed = [
        merge(f"Merge pull request #{number} from acme/b{number}", at=after(number), body=f"Closes #{number + 500}")[0]
        for number in range(1, 6)
    ]
    folded = fold([changed(event, merge="") for event in landed]).items
    assert sentence(folded) == "Merged 5 pull requests (#1, #2, +3)"


def _url(event: Event) -> str:
    return event.mentions[0].url
