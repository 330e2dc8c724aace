"""Subject lines as clauses in the simple past."""

import pytest

from core.reading.clauses import clauses

TOLD = [
    ("Add cli hooks", ["added cli hooks"]),
    ("Move document generator scripts and fix minor doc issues", ["moved document generator scripts and fixed minor doc issues"]),
    ("Fix package name & mark the object as deprecated", ["fixed package name & marked the object as deprecated"]),
    ("Add support and help", ["added support and help"]),
    ("Remove the cache and update docs", ["removed the cache and update docs"]),  # "update" may be a noun here, and is left alone
    ("Remove the cache and update the docs", ["removed the cache and updated the docs"]),
    ("Add A class. Updating B validation. Removing C", ["added A class", "updated B validation", "removed C"]),
    ("Fix #36 simple sample app doesn't work", ["fixed: simple sample app doesn't work"]),
    ("rtm: fix reconnect", ["rtm: fixed reconnect"]),
    ("fix(reconnect): handle reconnect twice", ["handled reconnect twice"]),
    ("chore(deps): bump x from 1.0 to 1.1", ["bumped x from 1.0 to 1.1"]),
    ("Future async", ["Future async"]),
    ("Fix #12", ["fixed"]),
]


@pytest.mark.parametrize(("title", "told"), TOLD)
def test_clauses_tell_each_act_of_a_title(title: str, told: list[str]) -> None:
    assert [clause.text for clause in clauses(title)] == told
