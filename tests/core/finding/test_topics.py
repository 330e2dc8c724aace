"""Which commits of an unmerged branch are one piece of work."""

from dataclasses import replace

from core.finding.fold import fold
from core.finding.topics import parted
from tests.core.finding.made import after, on_branch, only, titles


def test_a_branch_with_unrelated_work_is_not_one_item() -> None:
    limits = on_branch("api: rate limits", paths=["api/limits.py"])
    logs = on_branch("Could not reproduce", at=after(1), paths=["worker/logs.py"])
    outage = on_branch("Hotfix for payment outage", at=after(2), paths=["billing/pay.py"])

    assert len(fold([limits, logs, outage]).items) == 3


def test_a_branch_is_one_item_where_its_commits_share_a_folder_a_scope_a_word_or_an_issue() -> None:
    assert only(on_branch("Add form", paths=["web/a/x.py"]), on_branch("Add view", at=after(1), paths=["web/a/y/z.py"]))
    assert only(on_branch("auth: add form", paths=["web/x.py"]), on_branch("auth: add key", at=after(1), paths=["api/x.py"]))
    assert only(on_branch("Add billing page", paths=["web/x.py"]), on_branch("Add billing table", at=after(1), paths=["api/x.py"]))
    assert only(on_branch("Add form #1", paths=["web/x.py"]), on_branch("Add key #1", at=after(1), paths=["api/x.py"]))
    assert only(on_branch("Add form", paths=["README"]), on_branch("Add key", at=after(1), paths=["README"]))


def test_what_finishes_the_work_of_a_branch_or_is_not_measured_stays_with_it() -> None:
    work = on_branch("Add form", at=after(1), paths=["web/x.py"])
    assert only(on_branch("wip", paths=["z/x.py"]), work, on_branch("Add tests for Safari", at=after(2), paths=["tests/x.py"]))
    assert only(work, on_branch("Add key", at=after(2)))
    assert parted([replace(work, change=None), work]) == [[0, 1]]


def test_a_lonely_start_stays_alone() -> None:
    assert titles(fold([on_branch("wip")])) == [{"wip"}]
