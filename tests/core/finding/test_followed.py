"""Follow-ups join the change that they finish, and nothing else."""

import pytest

from core.finding.fold import fold
from core.model import Event
from tests.core.finding.made import after, changed, merge, on_branch, titles
from tests.facts import BOB, commit

LOGIN = commit("Add login", at=after(0), paths=("web/login.py", "web/app.py", "docs/login.md"), size=(80, 20))
BILLING = commit("Add billing", at=after(1), paths=("pay/billing.py", "web/style.css"), size=(80, 20))


def joined(event: Event, *others: Event) -> str:
    """Return the title of the change that an event became one item with; empty where it stays by itself."""
    (item,) = (item for item in fold([event, *(others or (LOGIN, BILLING))]).items if event in item.events)
    return item.events[0].title if len(item.events) > 1 else ""


@pytest.mark.parametrize("title", ["Apply suggestions from code review", "Fix tests", "Fix typo", "Run ./docs.sh", "Update login.py"])
def test_a_follow_up_joins_the_nearest_change_in_the_same_file(title: str) -> None:
    assert joined(commit(title, at=after(2), paths=("web/app.py",))) == "Add login"


def test_a_file_counts_more_than_a_folder_and_before_more_than_after() -> None:
    assert joined(commit("Fix tests", at=after(2), paths=("web/new.py",))) == "Add billing"
    assert joined(commit("Fix tests", at=after(0.5), paths=("web/new.py",))) == "Add login"
    assert joined(commit("Fix tests", at=after(0.5), paths=("pay/new.py",))) == "Add billing"


@pytest.mark.parametrize(
    "event",
    [
        commit("Fix tests", at=after(2), paths=("other/a.py",)),
        commit("Fix tests", at=after(2), paths=("README.md",)),
        commit("Fix tests", at=after(2)),
        commit("Fix tests", at=after(80), paths=("web/login.py",)),
        commit("Fix tests", at=after(2), paths=("web/login.py",), actor=BOB),
        commit("Fix tests", at=after(2), paths=("web/login.py",), repository="acme/api"),
        on_branch("Fix tests", at=after(2), paths=("web/login.py",)),
    ],
)
def test_another_file_time_author_repository_or_branch_stays_by_itself(event: Event) -> None:
    assert joined(event) == ""


def test_a_follow_up_in_a_merged_branch_stays_within_it() -> None:
    follow_up = commit("Fix tests", at=after(2), paths=("web/login.py",))
    assert joined(changed(follow_up, merge="m" * 40)) == ""
    _, inside, tied = merge("Merge branch 'x'", changed(LOGIN), follow_up)
    assert joined(tied, inside) == "Add login"


def test_a_lint_fix_on_the_default_branch_is_small_work_of_its_own_and_on_a_topic_branch_is_not() -> None:
    paths = ("web/login.py",)
    assert joined(commit("Fix flake8 error", at=after(2), paths=paths)) == ""
    assert joined(on_branch("Fix flake8 error", at=after(2), paths=paths), on_branch("Add login", paths=paths)) == "Add login"


@pytest.mark.parametrize("title", ["Fix the empty password error", "Correct the examples", "Add missing imports in login"])
def test_a_correction_of_one_s_own_fresh_addition_joins_it(title: str) -> None:
    assert joined(commit(title, at=after(60), paths=("web/login.py", "web/app.py"), size=(9, 1))) == "Add login"


@pytest.mark.parametrize(
    "event",
    [
        commit("Add passwords", at=after(2), paths=("web/login.py",), size=(9, 1)),  # not a correction
        commit("Fix #3 empty password", at=after(2), paths=("web/login.py",), size=(9, 1)),  # known by a number of its own
        commit("Fix the empty password error", at=after(80), paths=("web/login.py",), size=(9, 1)),  # not fresh
        commit("Fix the empty password error", at=after(2), paths=("web/login.py",), size=(90, 1)),  # larger
        commit("Fix the empty password error", at=after(2), paths=("web/login.py", "a.py", "b.py"), size=(9, 1)),  # elsewhere
        commit("Fix the empty password error", at=after(2), size=(9, 1)),  # nobody knows where
        commit("Fix the empty password error", at=after(-1), paths=("web/login.py",), size=(9, 1)),  # before
    ],
)
def test_other_changes_are_no_corrections(event: Event) -> None:
    assert joined(event) == ""


def test_a_correction_of_a_fix_is_a_fix_of_its_own() -> None:
    fix = commit("Fix the login", paths=("web/login.py",), size=(80, 20))
    assert joined(commit("Fix the empty password error", at=after(1), paths=("web/login.py",), size=(9, 1)), fix) == ""


def test_a_follow_up_of_a_follow_up_joins_the_same_change() -> None:
    events = [LOGIN, *(commit("Fix typo", at=after(hours), paths=("web/login.py",)) for hours in (0.5, 1, 1.5))]
    assert len(titles(fold(events))) == 1


def test_many_commits_of_who_wrote_nothing_that_tells_are_one_item() -> None:
    rough = [commit(title, at=after(number)) for number, title in enumerate(["wip", "fix", "typo", "Update index.html"])]
    others = [commit("typo", at=after(9), actor=BOB), commit("fix", at=after(10), actor=BOB), commit("Add login", at=after(90), actor=BOB)]

    assert {"wip", "fix", "typo", "Update index.html"} in titles(fold([*rough, *others]))
    assert len(fold(rough[:3]).items) == 3
    assert len(fold([*rough, commit("Add export", at=after(99))]).items) == 5
