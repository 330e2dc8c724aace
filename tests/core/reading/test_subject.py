"""Subject lines in the conventions that people write them in."""

import pytest

from core.model import WorkKind
from core.reading.clauses import clauses
from core.reading.subject import read

LINES = [
    # a plain imperative, a past, a gerund, a third person
    ("Add typed_body field", WorkKind.FEATURE, "added", "typed_body field"),
    ("Added cli hooks", WorkKind.FEATURE, "added", "cli hooks"),
    ("Switching from localhost binding to all interfaces (#16)", WorkKind.CHANGE, "switched", "from localhost binding to all interfaces"),
    ("Removes the old parser.", WorkKind.REMOVAL, "removed", "the old parser"),
    ("Re-package", WorkKind.CHORE, "re-packaged", ""),
    ("Redact tokens in debug logging", WorkKind.SECURITY, "redacted", "tokens in debug logging"),
    # a reference that is fixed, and then what was done
    ("Fix #372 by adding listener matcher docs (#402)", WorkKind.DOCUMENTATION, "added", "listener matcher docs"),
    ("Fix #893 Add support for admin.barriers.* API methods", WorkKind.FEATURE, "added", "support for admin.barriers.* API methods"),
    ("Fix #400 token rotation feature support", WorkKind.FEATURE, "added", "support for token rotation"),
    ("Fix #782 Audit Logs API support", WorkKind.FEATURE, "added", "support for Audit Logs API"),
    ("Fix #377 Better log messages for AsyncApp", WorkKind.CHANGE, "improved", "log messages for AsyncApp"),
    ("Closes #12: drop Python 2", WorkKind.REMOVAL, "dropped", "Python 2"),
    ("Fix #197 by supporting classic bot messages", WorkKind.FEATURE, "added", "support for classic bot messages"),
    ("Fix #57 by GAE samples (#60)", WorkKind.CHANGE, "worked", "on GAE samples"),
    ("Fix #12", WorkKind.FIX, "fixed", "#12"),
    ("Closes #12 and #13", WorkKind.FIX, "closed", "#12 and #13"),
    ("Fix #558 #619 by revising the signature", WorkKind.CHANGE, "revised", "the signature"),
    ("Fix error handling & improvements for #959 #960", WorkKind.FIX, "fixed", "error handling & improvements"),
    ("Apply the changes to the client:", WorkKind.CHANGE, "applied", "the changes to the client"),
    # conventional commits
    ("feat(models): add BlockChunk type (#1872)", WorkKind.FEATURE, "added", "BlockChunk type"),
    ("feat: Django adapter", WorkKind.FEATURE, "added", "Django adapter"),
    ("fix: XSS in the profile page", WorkKind.SECURITY, "fixed", "XSS in the profile page"),
    ("docs: add security policy (#1881)", WorkKind.DOCUMENTATION, "added", "security policy"),
    ("docs: agent kit (#1478)", WorkKind.DOCUMENTATION, "", "agent kit"),
    ("chore(deps): bump mypy from 1.18 to 1.19 (#1801)", WorkKind.CHORE, "bumped", "mypy from 1.18 to 1.19"),
    ("perf: the tokenizer", WorkKind.PERFORMANCE, "", "the tokenizer"),
    ("ci: do not fail when the upload errors (#1918)", WorkKind.CHORE, "avoided", "failing when the upload errors"),
    ("feat!: drop the v1 payments API", WorkKind.REMOVAL, "dropped", "the v1 payments API"),
    ("feat: block old browsers", WorkKind.FEATURE, "blocked", "old browsers"),
    ("fix: no colour", WorkKind.FIX, "fixed", "no colour"),
    ("Fixed: the colour of links", WorkKind.FIX, "fixed", "the colour of links"),
    ("fix - login", WorkKind.FIX, "fixed", "login"),
    # areas, brackets, tickets, emoji
    ("Bug 1234567 - Fix crash in layout", WorkKind.FIX, "fixed", "crash in layout"),
    ("[TASK] Update the parser", WorkKind.CHANGE, "updated", "the parser"),
    ("- Add login", WorkKind.FEATURE, "added", "login"),
    ("net/http: fix race in transport", WorkKind.FIX, "fixed", "race in transport"),
    ("[v3] Add Dispatch Action in Block Kit #841", WorkKind.FEATURE, "added", "Dispatch Action in Block Kit"),
    ("[#190] Set up the deployment section", WorkKind.CHANGE, "set", "up the deployment section"),
    ("PAY-12: allow refunds", WorkKind.FEATURE, "allowed", "refunds"),
    (":sparkles: Add dark mode", WorkKind.FEATURE, "added", "dark mode"),
    ("✨ feat: dark mode", WorkKind.FEATURE, "added", "dark mode"),
    # nouns that look like verbs, and lines without a verb
    ("Support for webhooks", WorkKind.FEATURE, "added", "support for webhooks"),
    ("Fix for memory leak in the pool", WorkKind.FIX, "fixed", "memory leak in the pool"),
    ("Changes to the installer", WorkKind.CHANGE, "", "Changes to the installer"),
    ("Future async (#719)", WorkKind.CHANGE, "", "Future async"),
    ("Go 1.22", WorkKind.CHANGE, "", "Go 1.22"),
    ("TODO: fix later", WorkKind.CHANGE, "", "TODO: fix later"),
    ("Support Python 3.13", WorkKind.FEATURE, "added", "support for Python 3.13"),
    ("Faster start of the server", WorkKind.PERFORMANCE, "sped up", "start of the server"),
    # what a verb is about decides for documentation, tests and chores
    ("Add more tests for say, respond", WorkKind.TEST, "added", "more tests for say, respond"),
    ("Fix typo in the README", WorkKind.DOCUMENTATION, "fixed", "typo in the README"),
    ("Add export and tests", WorkKind.FEATURE, "added", "export and tests"),
    ("Add Agents & Assistants document page", WorkKind.DOCUMENTATION, "added", "Agents & Assistants document page"),
    ("Add unit and integration tests", WorkKind.TEST, "added", "unit and integration tests"),
    ("Fix crash when opening documents", WorkKind.FIX, "fixed", "crash when opening documents"),
    ("Fix black screen on resume", WorkKind.FIX, "fixed", "black screen on resume"),
    ("Upgrade black to the latest", WorkKind.CHORE, "upgraded", "black to the latest"),
    ("Add workflow step decorator", WorkKind.FEATURE, "added", "workflow step decorator"),
    ("Fix the release workflow", WorkKind.CHORE, "fixed", "the release workflow"),
    ("Update GitHub Actions settings", WorkKind.CHORE, "updated", "GitHub Actions settings"),
    ('Revert "Add dark mode"', WorkKind.REVERT, "reverted", "Add dark mode"),
    ("Revert the default testing mode", WorkKind.REVERT, "reverted", "the default testing mode"),
]


@pytest.mark.parametrize(("line", "kind", "verb", "rest"), LINES)
def test_subject_tells_act_and_object(line: str, kind: WorkKind, verb: str, rest: str) -> None:
    subject = read(line)

    assert (subject.kind, subject.verb, subject.rest) == (kind, verb, rest)


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("version 1.7.0rc1", "1.7.0rc1"),
        ("version version 1.7.0rc2", "1.7.0rc2"),
        ("chore(release): version 1.30.0 (#1550)", "1.30.0"),
        ("chore(main): release 2.1.0", "2.1.0"),
        ("Beta release v 1.15.0.dev0", "1.15.0.dev0"),
        ("Bump version: 1.2.3 → 1.2.4", "1.2.4"),
        ("@acme/web@1.2.3", "1.2.3"),
        ("Release web 1.2.3", "1.2.3"),
        ("v2.1.0", "2.1.0"),
        ("Bump version to 1.2.3", "1.2.3"),
        ("[maven-release-plugin] prepare release foo-1.2.3", "1.2.3"),
    ],
)
def test_subject_announces_a_version(line: str, version: str) -> None:
    assert read(line).version == version
    assert read(line).kind is WorkKind.RELEASE


@pytest.mark.parametrize(
    "line",
    [
        "Upgrade black to 22.3",
        "Bump moto from 1.2 to 1.3",
        "Add v3.3 documents",
        "1.2.1 release notes (#307)",
        "Python 3.9",
        "Bump pytest to 9.1.1",
        "Set pytype version to 2021.4.15",
        "slack_sdk v3.0.0b0",
        "Fix 1.2.3 release",
        "zlib: v1.3",
        "After 1.2.3 release",
    ],
)
def test_subject_that_only_names_a_version_announces_none(line: str) -> None:
    assert read(line).version == ""


@pytest.mark.parametrize(
    "line",
    [
        "Apply suggestions from code review",
        "Apply more suggestions by Alissa",
        "Address review comments",
        "Fix flake8 error",
        "Run ./docs.sh",
        "Fix tests",
        "Add more unit tests",
        "fixup! Add dark mode",
        "WIP: dark mode",
        "Update README.md",
        "Update docs-src/scim/index.rst",
        "Remove unused imports",
        "typo",
        "fix again",
        "checkpoint",
        "temp commit",
        "minor fixes",
        "Added a few adjustments",
        "Updated branch",
        "Added license",
        "See #14",
    ],
)
def test_subject_that_finishes_other_work_is_a_follow_up(line: str) -> None:
    assert read(line).is_follow_up


@pytest.mark.parametrize(
    "line", ["Add dark mode", "version 1.0.0", "Fix the tokenizer", "Add tests for the tokenizer", "Update the Django example"]
)
def test_subject_with_an_outcome_is_no_follow_up(line: str) -> None:
    assert not read(line).is_follow_up


def test_subject_that_says_what_was_wrong_is_a_problem() -> None:
    assert read("Fix #846 RTMClient does not pass timeout value to WebClient").is_problem
    assert read("Fix threading.setDaemon has been deprecated (#1)").is_problem
    assert read("Fix the client still requires aiohttp").is_problem
    assert not read("Fix an issue when the page is empty").is_problem


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Update the documents applying #1076", "the documents applying #1076"),
        ("Adjust the logic added #1246", "the logic added #1246"),
        ("Additional changes to #1609", "changes to #1609"),
        ("Improve #1084 by removing the check and #1092", "#1084 by removing the check and #1092"),
        ("#1084 by removing the check", "#1084 by removing the check"),
        ("Changes requested in #13", "Changes requested in #13"),
        ("Correct #12", "#12"),
        ("Add login for #12", "login"),
        ("Add error handling #12", "error handling"),
        ("Improve the responses. (#453)", "the responses"),
    ],
)
def test_subject_keeps_the_reference_that_its_words_need(line: str, rest: str) -> None:
    assert read(line).rest == rest


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("docs: less pages", "docs: less pages"),
        ("docs: document errors", "docs: document errors"),
        ("test(oauth): token rotation", "oauth tests: token rotation"),
        ("refactor: client internals", "refactoring: client internals"),
        ("perf: fewer allocations", "performance: fewer allocations"),
        ("security: stricter CORS", "security: stricter CORS"),
        ("docs: add the guide", "added the guide"),
        ("test: tests for the wishlist", "tests for the wishlist"),
    ],
)
def test_a_line_without_an_act_says_no_more_than_what_was_worked_on(line: str, text: str) -> None:
    assert clauses(line)[0].text == text


def test_subject_keeps_scope_and_breaking_mark() -> None:
    subject = read("feat(blocks)!: add Card")

    assert (subject.scope, subject.is_breaking) == ("blocks", True)


def test_subject_refers_in_the_order_of_the_line() -> None:
    assert read("Fix #7 by adding listener middleware (#9)").refs == ("#7", "#9")
