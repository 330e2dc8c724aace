"""The commits of a merge request that was merged as they are belong to its item, whoever opened and merged it."""

from datetime import timedelta

import pytest

from core.finding.fold import fold
from core.model import Event, Identity, ThreadState
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.servers.gitlab import GitLabServer

HOUR = timedelta(hours=1)
ANA = Identity("Ana Silva", "ana@acme.dev", "gitlab:ana")


async def of_ana(team: Team) -> list[Event]:
    async with GitLabServer(team.world) as server:
        events, error = await found(team.reading(server), query(ANA))
    assert error is None
    return events


@pytest.mark.parametrize(
    ("opened_by", "merged_by", "before"),
    [("ana", "bob", 0), ("ana", "bob", 200), ("bob", "ana", 0), ("ana", "ana", 200)],
)
async def test_all_commits_of_a_merged_request_are_one_piece_of_work(team: Team, opened_by: str, merged_by: str, before: int) -> None:
    people = {"ana": team.ana, "bob": team.bob}
    titles = ("Add the form", "Refresh tokens", "Remove the cache")
    commits = [team.world.commit(team.web, team.ana, title, MONDAY + at * HOUR, branch="x") for at, title in enumerate(titles, 1)]
    team.world.push(team.web, team.ana, MONDAY + 4 * HOUR, branch="x")
    asked = team.world.request(team.web, people[opened_by], "Login", MONDAY + (9 - before) * HOUR, branch="x", commits=commits)
    team.world.merge(asked, people[merged_by], MONDAY + 10 * HOUR)

    (item,) = fold(await of_ana(team)).items

    assert {commit.id for commit in commits} <= {event.ref for event in item.events}
    assert [link.ref for link in item.links] == ["!1"]
    assert item.title == ("Login" if opened_by == "ana" else "Add the form")  # what Bob called it is not what she did


async def test_a_commit_knows_that_its_request_is_a_draft_which_was_opened_before(team: Team) -> None:
    commit = team.world.commit(team.web, team.ana, "Add the form", MONDAY + HOUR, branch="x")
    team.world.push(team.web, team.ana, MONDAY + HOUR, branch="x")
    draft = team.world.request(team.web, team.ana, "Login", MONDAY - 90 * HOUR, branch="x", commits=[commit], is_draft=True)
    draft.updated = MONDAY + HOUR  # by the push

    (event,) = await of_ana(team)

    assert event.thread
    assert (event.thread.ref, event.thread.state) == ("!1", ThreadState.DRAFT)
