"""Histories in which a clock was behind: a commit that looks older than its parents."""

from collections.abc import Callable

import pytest

from adapters.git.source import GitSource
from core.model import Query
from tests.adapters.git.conftest import History, query, seconds, told

BEHIND = "2025-05-06 10:00"
pytestmark = pytest.mark.fault("F068")


async def titles(history: History, asked: Query | None = None) -> list[str]:
    return [event.title for event in await told(history, asked)]


@pytest.mark.parametrize("behind", [BEHIND, "1970-01-02 00:00"])
@pytest.mark.parametrize("commits", [1, 8, 150])
async def test_commits_under_a_tip_that_looks_old_are_told(history: History, behind: str, commits: int) -> None:
    history.commit("Start", at="2026-04-01 10:00")
    history.point("feature", history.commit("Log in", at="2026-05-05 10:00"))
    for _ in range(commits):
        history.commit("Behind", at=behind, branch="feature")
    history.commit("Document", at="2026-05-07 10:00")

    assert await titles(history) == ["Log in", "Document"]


@pytest.mark.parametrize("commits", [1, 8, 150])
async def test_commits_under_others_that_look_old_are_told(history: History, commits: int) -> None:
    history.commit("Start", at="2026-04-01 10:00")
    history.commit("Log in", at="2026-05-05 10:00")
    for _ in range(commits):
        history.commit("Behind", at=BEHIND)
    history.commit("Document", at="2026-05-07 10:00")

    assert await titles(history) == ["Log in", "Document"]


async def test_commits_that_were_merged_by_one_that_looks_old_are_told(history: History) -> None:
    start = history.commit("Start", at="2025-05-01 10:00")
    history.point("feature", start)
    history.commit("Log in", at="2026-05-05 10:00", branch="feature")
    history.merge("feature", at=BEHIND)

    assert await titles(history) == ["Log in"]


async def test_commits_of_a_window_long_ago_are_told_though_later_ones_lie_over_them(history: History) -> None:
    history.commit("Log in", at="2026-05-05 10:00")
    for _ in range(300):
        history.commit("Later", at="2026-08-05 10:00")
    history.commit("Behind", at=BEHIND)
    source = GitSource(history.path, clock=lambda: seconds("2026-09-01"))

    assert [event.title async for event in source.events(query(now="2026-09-01"))] == ["Log in"]


async def test_a_commit_that_only_its_committers_clock_puts_back_is_told(history: History) -> None:
    history.commit("Log in", at="2026-05-05 10:00", committed=BEHIND)

    assert await titles(history) == ["Log in"]


async def test_a_history_with_right_clocks_is_walked_once(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    history.commit("Start", at="2026-04-01 10:00")
    history.point("old", history.commit("Old", at="2026-04-02 10:00"))
    history.commit("Log in", at="2026-05-05 10:00")
    walked = record(monkeypatch)

    assert await titles(history) == ["Log in"]
    assert walked == [seconds("2026-05-04")]


def record(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Remember to which times was walked back."""
    from adapters.git import walk

    seen: list[float | None] = []
    real: Callable[[float | None], tuple[str, ...]] = walk.arguments

    def arguments(since: float | None) -> tuple[str, ...]:
        seen.append(since)
        return real(since)

    monkeypatch.setattr(walk, "arguments", arguments)
    return seen
