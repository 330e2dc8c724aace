"""Each rule of the grounding check, by what it refuses and what it lets pass."""

from dataclasses import replace

import pytest

from core.model import Change, Identity, State, WorkItem, WorkKind
from core.telling.grounding import Ground, Rule, grounded
from tests.grounding.fact import NOON, commit, item

PLAIN = item("Add a retry handler to the web client (#12)", kind=WorkKind.FEATURE)
OPEN = item("Add a retry handler to the web client (#12)", kind=WorkKind.FEATURE, state=State.OPEN)
SHIPPED = item("Add a retry handler to the web client (#12)", kind=WorkKind.FEATURE, state=State.RELEASED)
TOGETHER = item(commit("Add a retry handler", others=("Bo Li", "Cleo")))
RICH = item(
    commit(
        "Fix `parse_date()` in core/dates.py for 3 formats",
        body="See https://docs.example/dates and thanks @octo\n* Add tests for Parser.read(text)\nSigned-off-by: Ana",
        change=Change(
            committed=NOON, branch="feature/dates", tags=("v2.1.0",), added=40, removed=7, paths=("core/dates.py", "tests/test_dates.py")
        ),
        reverts=("abcdef1234567890abcdef1234567890abcdef12",),
    ),
    commit("Fix a typo", number=2),
    kind=WorkKind.FIX,
)
WINDOWS = item("Fix path handling, only on Windows", kind=WorkKind.FIX)
SILENT = item("Do not log tokens", kind=WorkKind.CHANGE)
RENAMED = item("Rename Parser to Reader")
REVERTED = item('Revert "Enable the new cache"', kind=WorkKind.REVERT)
RELEASE = item("version 1.7.0", "version 1.7.0rc2", "version 1.7.0rc1", kind=WorkKind.RELEASE, state=State.RELEASED)
UNNAMED = item("Make the cache size configurable")
DOCS = item("docs: describe the cache", kind=WorkKind.DOCUMENTATION)
TESTED = item("Add tests for the cache", kind=WorkKind.TEST)
CAUSED = item("Disable the cache due to a deadlock")
LEAN = item(commit("Remove the old cache", change=Change(committed=NOON, added=2, removed=7)), kind=WorkKind.REMOVAL)
CRASH = item(commit("Fix a crash in the parser", number=11), kind=WorkKind.FIX)
TYPO = item(commit("Fix a typo in the docs", number=12), kind=WorkKind.FIX)
FAVORED = item("Drop Travis in favor of Actions")
FIRST = item("Ensure config is loaded before plugins start")
MIXED = item("Add a retry handler", "Remove the old cache")
CLOSING = item("Fix #31 by adding app.error handler", kind=WorkKind.FIX)
PICKED = item("Pick the retry handler for the web client")
CASES = [
    ("", (PLAIN,), Rule.EMPTY),
    ("   ", (PLAIN,), Rule.EMPTY),
    ("(#12)", (PLAIN,), Rule.EMPTY),
    ("Worked on this (#12)", (PLAIN,), Rule.EMPTY),
    ("Added " + "a retry handler " * 20, (PLAIN,), Rule.LENGTH),
    ("Added a retry\u200b handler", (PLAIN,), Rule.CHARACTER),
    ("Added a retry\u202e handler", (PLAIN,), Rule.CHARACTER),
    ("Added a retry handlеr", (PLAIN,), Rule.CHARACTER),  # a Cyrillic letter
    ("Added a retry handler\U000e0041", (PLAIN,), Rule.CHARACTER),
    ("Added a re\u0301try handler", (PLAIN,), Rule.CHARACTER),
    ("Added a retry handler (#１２)", (PLAIN,), Rule.CHARACTER),  # wide digits
    ("Added a retry handler\x07", (PLAIN,), Rule.CHARACTER),
    ("Added a retry handler 🎉", (PLAIN,), Rule.CHARACTER),
    ("Added a <b>retry</b> handler", (PLAIN,), Rule.MARKUP),
    ("Added a retry handler <!channel>", (PLAIN,), Rule.MARKUP),
    ("Added a retry handler @here", (PLAIN,), Rule.MARKUP),
    ("Added a **retry** handler", (PLAIN,), Rule.MARKUP),
    ("Added a [retry handler](https://x.example)", (PLAIN,), Rule.MARKUP),
    ("Added a retry handler &amp; more", (PLAIN,), Rule.MARKUP),
    ("Added a retry handler, see https://x.example", (PLAIN,), Rule.LINK),
    ("Added a retry handler with @octo", (PLAIN,), Rule.HANDLE),
    ("Added a retry handler for ana@example.org", (PLAIN,), Rule.HANDLE),
    ("Added a retry handler (#13)", (PLAIN,), Rule.REFERENCE),
    ("Added a retry handler (other/web#12)", (PLAIN,), Rule.REFERENCE),
    ("Added a retry handler (deadbe1)", (PLAIN,), Rule.REFERENCE),
    ("Added a retry handler in pull request 13", (PLAIN,), Rule.NUMBER),
    ("Added 3 retry handlers", (PLAIN,), Rule.NUMBER),
    ("Added three retry handlers", (PLAIN,), Rule.NUMBER),
    ("Fixed parse_date() in 3 dates", (RICH,), Rule.NUMBER),
    ("Added RetryHandler", (PLAIN,), Rule.NAME),
    ("Added retry_handler", (PLAIN,), Rule.NAME),
    ("Added handler()", (PLAIN,), Rule.NAME),
    ("Added a retry handler in client.py", (PLAIN,), Rule.NAME),
    ("Released 1.7.1", (RELEASE,), Rule.NAME),
    ("Added a “retry manager”", (PLAIN,), Rule.QUOTE),
    ("Added a `retry handler", (PLAIN,), Rule.QUOTE),
    ("Bo Li added a retry handler", (TOGETHER,), Rule.PERSON),
    ("Added Bo Li's retry handler", (TOGETHER,), Rule.PERSON),
    ("Added a retry handler together", (PLAIN,), Rule.PERSON),
    ("Added a retry handler and a cache", (PLAIN,), Rule.WORD),
    ("Removed the retry handler from the web client (#12)", (PLAIN,), Rule.ACT),
    ("Reviewed the retry handler (#12)", (PLAIN,), Rule.ACT),
    ("Worked on the cache", (CAUSED,), Rule.ACT),
    ("Described tokens", (SILENT,), Rule.ACT),
    ("Added the cache", (TESTED,), Rule.ACT),
    ("Wrote about this", (DOCS,), Rule.EMPTY),
    ("Shipped a retry handler (#12)", (OPEN,), Rule.STATE),
    ("Released a retry handler (#12)", (PLAIN,), Rule.STATE),
    ("Started a retry handler (#12)", (SHIPPED,), Rule.STATE),
    ("Undid a retry handler (#12)", (SHIPPED,), Rule.STATE),
    ("Added all retry handlers", (PLAIN,), Rule.SCOPE),
    ("Added a great retry handler", (PLAIN,), Rule.SCOPE),
    ("Added a retry handler because of the client", (PLAIN,), Rule.SCOPE),
    ("Added a retry handler, not to the web client", (PLAIN,), Rule.NEGATION),
    ("Logged tokens", (SILENT,), Rule.ACT),
    ("Fixed path handling", (WINDOWS,), Rule.QUALIFIER),
    ("Renamed Reader to Parser", (RENAMED,), Rule.ORDER),
    ("Added a retry handler to the web client (#12)", (PLAIN, RENAMED), Rule.UNTOLD),
    ("(#12) Added a retry handler to the web client, renamed Parser to Reader", (PLAIN, RENAMED), Rule.REFERENCE),
    ("Added a retry handler to the web client, and renamed Parser to Reader (#12)", (PLAIN, RENAMED), Rule.REFERENCE),
    ("Added a retry handler to the web client by renaming Parser to Reader", (PLAIN, RENAMED), Rule.WORD),
    ("Added a removed retry handler", (MIXED,), Rule.ACT),
    ("Added version 1.7.0", (RELEASE,), Rule.ACT),
    ("Dropped Actions in favor of Travis", (FAVORED,), Rule.ACT),
    ("Ensured that plugins start before the config is loaded", (FIRST,), Rule.ORDER),
]  # fmt: skip
SHOWN = [
    ("Added a retry handler to the web client (#12)", (PLAIN,)),
    ("Added a retry handler to the web client in acme/web#12", (PLAIN,)),
    ("Added a retry handler to the web client, pull request 12", (PLAIN,)),
    ("Ana Silva added a retry handler to the web client (#12)", (PLAIN,)),
    ("Shipped a retry handler for the web client (#12)", (PLAIN,)),
    ("Released a retry handler for the web client (#12)", (SHIPPED,)),
    ("Started a retry handler for the web client; the branch is open (#12)", (OPEN,)),
    ("Added a retry handler for the web client, not yet merged (#12)", (OPEN,)),
    ("Added a retry handler, with Bo Li and Cleo", (TOGETHER,)),
    ("Added a retry handler together with Bo Li", (TOGETHER,)),
    ("Fixed `parse_date()` in core/dates.py for 3 formats", (RICH,)),
    ("Fixed parse_date() in dates.py on feature/dates, and added tests for Parser.read()", (RICH,)),
    ("Fixed parse_date in 2 commits and 2 files (abcdef1)", (RICH,)),
    ("Fixed parse_date with 40 lines, see https://docs.example/dates", (RICH,)),
    ("Fixed parse_date in v2.1.0", (RICH,)),
    ("Fixed parser docs: a crash in the parser, and a typo in the docs", (CRASH, TYPO)),
    (f"Fixed the parser's crash and the docs' typo ({CRASH.events[0].ref[:7]}, {TYPO.events[0].ref[:9]})", (CRASH, TYPO)),
    ("Dropped Travis in favor of Actions", (FAVORED,)),
    ("Closed #31 by adding an app.error handler", (CLOSING,)),
    ("Added an app.error handler, closing #31", (CLOSING,)),
    ("Picked up the retry handler for the web client", (PICKED,)),
    ("Removed 7 lines of the old cache", (LEAN,)),
    ("Fixed path handling, only on Windows", (WINDOWS,)),
    ("Stopped logging tokens", (SILENT,)),
    ("Renamed Parser to Reader", (RENAMED,)),
    ("Reverted the new cache", (REVERTED,)),
    ("Released 1.7.0, after two candidates", (RELEASE,)),
    ("Cut three versions: 1.7.0rc1, 1.7.0rc2 and 1.7.0", (RELEASE,)),
    ("Made the cache size configurable", (UNNAMED,)),
    ("Added a setting for the cache size", (UNNAMED,)),
    ("Documented the cache", (DOCS,)),
    ("Tested the cache", (TESTED,)),
    ("Turned off the cache because of a deadlock", (CAUSED,)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "facts", "rule"), CASES)
def test_a_line_that_breaks_a_rule_is_refused_by_that_rule(line: str, facts: tuple[WorkItem, ...], rule: Rule) -> None:
    refused = grounded(line, facts)
    assert refused is not None
    assert refused.rule is rule


@pytest.mark.parametrize(("line", "facts"), SHOWN)
def test_a_line_that_says_what_the_facts_say_is_shown(line: str, facts: tuple[WorkItem, ...]) -> None:
    assert grounded(line, facts) is None


def test_a_line_that_cites_nothing_is_refused() -> None:
    assert Ground(()).judge("Added a retry handler") is not None


def test_each_person_is_told_with_their_own_work() -> None:
    ana = item(commit("Add a login page (#4)"))
    bo = item(replace(commit("Remove the cache (#5)", number=2), actor=Identity("Bo Li")))
    assert grounded("Ana Silva added a login page (#4), and Bo Li removed the cache (#5)", (ana, bo)) is None
    assert grounded("Bo Li added a login page (#4), and Ana Silva removed the cache (#5)", (ana, bo)) is not None
    assert grounded("Ana Silva removed a login page (#4), and Bo Li added the cache (#5)", (ana, bo)) is not None


def test_a_refusal_names_the_word_that_is_to_blame() -> None:
    refused = grounded("Added a retry handler and a dashboard", (PLAIN,))
    assert refused is not None
    assert refused.why == "dashboard"
