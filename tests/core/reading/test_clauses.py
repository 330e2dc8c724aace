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
    ("Fix #12", ["fixed #12"]),
    ("fix[pool]: close the door", ["pool: closed the door"]),
    ("net: phy: fix the race", ["net: phy: fixed the race"]),
    ("fix(checkout): the coupon is lost", ["fixed in checkout: the coupon is lost"]),
    ("Send a mail with the time and place of the login", ["sent a mail with the time and place of the login"]),
    ("Lint against it, and document how to silence it", ["linted against it, and documented how to silence it"]),
    ("cmd/cgo: use a pipe. Fixes a race", ["cmd/cgo: used a pipe", "cmd/cgo: fixed a race"]),
    ('Revert "✨ add wishlist"', ["reverted “add wishlist”"]),
    ('Revert "net: drop the copy"', ["reverted “net: drop the copy”"]),
    ("revert: feat(ui): DatePicker (#1218) (#1228)", ["reverted “DatePicker”"]),
    ("Add login. Closes ABC-12.", ["added login"]),
    ("[NFC] Remove whitespace", ["removed whitespace"]),
    ('Revert "Revert "Add login (#12)" (#13)" (#14)', ["reapplied “Add login (#12)”"]),
    ("Fix or silence warnings", ["fixed or silenced warnings"]),
    ("Connect & disconnect", ["Connect & disconnect"]),
    ("Support and flush chunks", ["supported and flushed chunks"]),
    ("Fix proxy issue reported at #820 #821", ["fixed proxy issue reported at #820 #821"]),
    ("[1/3] Add model", ["added model"]),
    ("Revert the default mode", ["reverted the default mode"]),
]


@pytest.mark.parametrize(("title", "told"), TOLD)
def test_clauses_tell_each_act_of_a_title(title: str, told: list[str]) -> None:
    assert [clause.text for clause in clauses(title)] == told


def test_clause_without_a_verb_that_its_title_says_keeps_what_it_is_about() -> None:
    [clause] = clauses("fix(checkout): the coupon is lost")

    assert clause.without("fixed").text == "checkout: the coupon is lost"
    assert clause.without("added") == clause
    assert clauses("Removed")[0].without("removed").text == "removed"
