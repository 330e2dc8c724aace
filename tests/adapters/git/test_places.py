"""Where a commit stands: its branch, the merge that brought it in, the release that holds it."""

from dataclasses import replace

from core.model import EventKind, Where
from tests.adapters.git.conftest import History, query, told
from tests.adapters.git.test_source import by_title, change


async def test_a_merge_is_told_and_what_it_brought_in_names_it(history: History) -> None:
    root = history.commit("Start")
    history.commit("Begin the export", branch="export", parents=[root])
    history.commit("Finish the export", branch="export")
    history.commit("Meanwhile")
    merge = history.merge("export")
    history.commit("After")

    events = by_title(await told(history))

    assert events["Merge branch 'export'"].kind is EventKind.MERGE
    assert {title: change(event).merge for title, event in events.items()} == {
        "Start": "",
        "Begin the export": merge,
        "Finish the export": merge,
        "Meanwhile": "",
        "Merge branch 'export'": "",
        "After": "",
    }
    assert {change(event).branch for event in events.values()} == {"main"}
    assert all(change(event).is_merged for event in events.values())


async def test_main_merged_into_a_branch_does_not_make_mains_commits_the_branchs(history: History) -> None:
    root = history.commit("Start")
    history.commit("On the branch", branch="topic", parents=[root])
    history.commit("On main")
    history.commit("Merge main", branch="topic", parents=[history.tips["topic"], history.tips["main"]])

    events = by_title(await told(history))

    assert (change(events["On main"]).merge, change(events["On main"]).branch) == ("", "main")
    assert change(events["On the branch"]).branch == "topic"
    assert not change(events["On the branch"]).is_merged
    assert not change(events["Merge main"]).is_merged


async def test_a_branch_that_was_asked_for_is_named_before_the_default_one(history: History) -> None:
    history.point("release-1", history.commit("Old"))
    history.commit("New")

    events = by_title(await told(history, replace(query(), where=Where(branches=("release-*",)))))

    assert (change(events["Old"]).branch, change(events["Old"]).is_merged) == ("release-1", True)
    assert change(events["New"]).branch == "main"


async def test_the_merge_that_led_to_main_is_named_before_another(history: History) -> None:
    root = history.commit("Start")
    history.commit("Part", branch="part", parents=[root])
    history.commit("Other", branch="other", parents=[root])
    history.merge("part", into="other", message="Take it early", at="2026-05-05 12:00")
    merge = history.merge("part", at="2026-05-05 13:00")

    assert change(by_title(await told(history))["Part"]).merge == merge


async def test_a_merge_made_by_a_clock_that_is_behind_still_counts(history: History) -> None:
    root = history.commit("Start", at="2026-05-05 10:00")
    history.commit("Ahead", at="2026-05-05 10:10", branch="topic", parents=[root])
    merge = history.merge("topic", at="2026-05-05 10:05")

    events = by_title(await told(history))

    assert change(events["Ahead"]).is_merged
    assert change(events["Ahead"]).merge == merge


async def test_the_nearest_release_that_holds_a_commit_is_named(history: History) -> None:
    one = history.commit("One", at="2026-05-04 10:00")
    history.commit("Two", at="2026-05-05 10:00")
    three = history.commit("Three", at="2026-05-06 10:00")
    history.commit("Four", at="2026-05-07 10:00")
    history.tag("v1.0", one)
    history.tag("nightly", history.tips["main"])
    history.tag("stable", three, at="2026-05-06 12:00", message="Stable")

    events = by_title(await told(history))

    assert [change(events[title]).released for title in ("One", "Two", "Three", "Four")] == ["v1.0", "stable", "stable", ""]
    assert change(events["One"]).tags == ("v1.0",)
    assert change(events["Four"]).tags == ("nightly",)


async def test_the_default_branch_is_where_the_remote_says(history: History) -> None:
    root = history.commit("Start")
    history.point("refs/remotes/origin/trunk", history.commit("Shared", branch="work", parents=[root]))
    history.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    history.git("remote", "add", "origin", "https://github.com/acme/web")
    history.commit("Only here")

    events = by_title(await told(history))

    assert (change(events["Shared"]).branch, change(events["Shared"]).is_merged) == ("trunk", True)
    assert (change(events["Only here"]).branch, change(events["Only here"]).is_merged) == ("main", False)
