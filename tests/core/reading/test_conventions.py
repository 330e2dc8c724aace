"""Subject lines of other conventions, other languages, and none at all."""

import pytest

from core.model import WorkKind
from core.reading.subject import read


@pytest.mark.parametrize(
    ("line", "scope", "verb", "rest"),
    [
        ("net: phy: micrel: fix missing clock disable", "net: phy: micrel", "fixed", "missing clock disable"),
        ("ARM: 9145/1: patch: fix BE32 compilation", "ARM: 9145/1: patch", "fixed", "BE32 compilation"),
        ("runtime, internal/poll: get rid of the copy", "runtime, internal/poll", "got", "rid of the copy"),
        ("doc/go1.27: document the change", "doc/go1.27", "documented", "the change"),
        ("docs: process: discourage pr_err()", "process", "discouraged", "pr_err()"),
        ("k8s(prod): scale api to 8 replicas", "k8s(prod)", "scaled", "api to 8 replicas"),
        ("i18n(checkout): add Dutch", "checkout", "added", "Dutch"),
        ("Added: dark mode", "", "added", "dark mode"),
        ("a: b: c: d: e: fix it", "a: b: c: d", "", "e: fix it"),
        ("see https://host/x: add it", "", "", "see https://host/x: add it"),
        ("[maven-release-plugin] prepare the site", "", "prepared", "the site"),
        ("Update the docs for 3: x", "", "updated", "the docs for 3: x"),
    ],
)
def test_subject_s_areas_are_its_scope(line: str, scope: str, verb: str, rest: str) -> None:
    subject = read(line)

    assert (subject.scope, subject.verb, subject.rest) == (scope, verb, rest)


@pytest.mark.parametrize(
    ("line", "verb", "rest"),
    [
        ("Don't crash when the index is empty", "avoided", "crashing when the index is empty"),
        ("do not use stolen memory", "avoided", "using stolen memory"),
        ("dont run twice", "avoided", "running twice"),
        ("Don't panic", "avoided", "panicking"),
        ("Don't tie them", "avoided", "tying them"),
        ("Don't ICE on bad bounds", "", "Don't ICE on bad bounds"),
        ("Temporarily disable the backup", "temporarily disabled", "the backup"),
        ("Also fixed the spinner", "also fixed", "the spinner"),
        ("Only guests", "", "Only guests"),
        ("Initial import of the parser", "", "initial import of the parser"),
        ("Refactoring of the posting rules", "refactored", "the posting rules"),
        ("Removal of the old parser", "removed", "the old parser"),
        ("Cleanup imports of the client", "cleaned up", "imports of the client"),
        ("Cleanup for release", "", "Cleanup for release"),
        ('Reapply "Add dark mode"', "reapplied", "Add dark mode"),
        ("PAY-1226:removed the v1 endpoints", "removed", "the v1 endpoints"),
        ("NOJIRA remove unused dependency", "removed", "unused dependency"),
        ("Merged PR 1201: Add WAF rules", "added", "WAF rules"),
        ("Feature/stripe tax", "added", "stripe tax"),
        ("fix/foo.py is broken", "", "fix/foo.py is broken"),
        ("Move to Fly.io :tada:", "moved", "to Fly.io"),
        ("Fix checkout in prod!!!", "fixed", "checkout in prod"),
    ],
)
def test_subject_is_read_beyond_its_first_word(line: str, verb: str, rest: str) -> None:
    subject = read(line)

    assert (subject.verb, subject.rest) == (verb, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Reviews list",
        "reviews form",
        "Search works",
        "Changes requested by Carlos",
        "Copy changes",
        "Style fixes for Safari",
        "Logging improvements",
        "Rounding",
        "Docker",
        "plots",
    ],
)
def test_subject_that_names_a_thing_is_left_as_it_is(line: str) -> None:
    assert (read(line).verb, read(line).rest) == ("", line)


@pytest.mark.parametrize(
    ("line", "verb"), [("Reviews the plan", "reviewed"), ("Updates README", "updated"), ("Changes the port", "changed")]
)
def test_subject_in_the_third_person_is_an_act_all_the_same(line: str, verb: str) -> None:
    assert read(line).verb == verb


@pytest.mark.parametrize(
    "line",
    [
        "Fehler beim Login behoben",
        "Import von Kundendaten aus SAP",
        "Test für Rabattberechnung",
        "Update der Abhängigkeiten",
        "Remove código morto",
        "Se corrigió el error de paginación",
        "Corrige o cálculo do imposto",
        "Skonto wird berechnet",
        "ログイン画面を追加",
        "Add 多言語対応",
        "Исправить ошибку входа",
    ],
)
def test_subject_in_another_language_is_passed_on_unspoilt(line: str) -> None:
    assert (read(line).verb, read(line).rest) == ("", line)
    assert read(f"feat: {line}").rest == line


def test_subject_in_english_may_have_foreign_names() -> None:
    assert read("Add support for the naïve café reaction").verb == "added"


@pytest.mark.parametrize(
    ("line", "kind", "verb", "rest"),
    [
        ("🐛 cart badge is stale", WorkKind.FIX, "fixed", "cart badge is stale"),
        ("✨ wishlist", WorkKind.FEATURE, "added", "wishlist"),
        ("🔥 old checkout", WorkKind.REMOVAL, "removed", "old checkout"),
        (":recycle: useCart hook", WorkKind.REFACTORING, "", "useCart hook"),
        ("⬆️ deps", WorkKind.CHORE, "", "deps"),
        ("🔥 Add fireworks", WorkKind.FEATURE, "added", "fireworks"),  # the words know better
        ("💄 button colors", WorkKind.CHANGE, "", "button colors"),
    ],
)
def test_emoji_say_what_a_subject_without_a_verb_does(line: str, kind: WorkKind, verb: str, rest: str) -> None:
    subject = read(line)

    assert (subject.kind, subject.verb, subject.rest) == (kind, verb, rest)


@pytest.mark.parametrize(
    "line", [".", "…", "🚧 reviews", "x fmt", "fix ci again", "it works!!!", "Merge branch 'main' of https://git.example/x"]
)
def test_subject_that_says_nothing_is_a_follow_up(line: str) -> None:
    assert read(line).is_follow_up


def test_subject_with_many_marks_is_read_behind_them() -> None:
    subject = read("wip: wip: wip: wip: wip: add login")

    assert (subject.is_follow_up, subject.verb, subject.rest) == (True, "added", "login")


def test_subject_without_words_is_shown_as_it_stands() -> None:
    assert read(".").rest == "."


@pytest.mark.parametrize(
    "line",
    [
        "Fix deadlock when dumping stacks of a goroutine that is dead",
        "Fix NPE in SettlementService when the counterparty has no BIC",
        "Fix not being able to remove a coupon",
        "Fix the page which does not load",
    ],
)
def test_subject_that_names_a_fault_is_no_statement(line: str) -> None:
    assert not read(line).is_problem


@pytest.mark.parametrize("line", ["Fix Tooltip flickers in Safari", "fix: when X is set, Y fails", "Fix login error is not shown"])
def test_subject_that_states_a_fault_is_a_problem(line: str) -> None:
    assert read(line).is_problem


def test_subject_that_names_a_vulnerability_is_security_work() -> None:
    assert read("PAY-1: CVE-2025-22235 - upgrade of spring-security").kind is WorkKind.SECURITY
    assert read("html/template: escape U+2028 (CVE-2026-11111)").kind is WorkKind.SECURITY


@pytest.mark.parametrize(
    ("line", "verb", "rest"),
    [
        ("Fixed #35234 -- Moved system checks", "moved", "system checks"),  # Django
        ("Refs #34900 -- Removed utcfromtimestamp().", "removed", "utcfromtimestamp()"),
        ("[5.0.x] Fixed #35150 -- Fixed crash of Coalesce", "fixed", "crash of Coalesce"),
        ("[3.12] gh-114887: Reject only sockets (GH-114893)", "rejected", "only sockets"),  # CPython
        ("[SPARK-47070][SQL][FOLLOWUP] Add a flag", "added", "a flag"),  # Apache
        ("HDFS-17380. Remove inaccessible nodes. Contributed by Ana Lima.", "removed", "inaccessible nodes"),
        ("KAFKA-16226; Reduce synchronization", "reduced", "synchronization"),
        ("Issue #3421421 by ana, bob: Fix random failures", "fixed", "random failures"),  # Drupal
        ("; Fix typo in comment", "fixed", "typo in comment"),  # Emacs
        ("* lisp/python.el (python-indent): Do not signal error.", "avoided", "signaling error"),
        ("closes https://git.example/12 - added themes", "added", "themes"),  # Ghost
        ("feat: add login [skip ci]", "added", "login"),
        ('Back out "Add login"', "reverted", "Add login"),
        ("No longer use jQuery", "stopped", "using jQuery"),
        ("Never show it twice", "avoided", "showing it twice"),
        ("perf: 20% faster login", "", "20% faster login"),
        ("Lock file maintenance", "", "Lock file maintenance"),
        ("More work on the importer", "", "more work on the importer"),
        ("Update vendored copy of zlib", "updated", "vendored copy of zlib"),
        ("Fix typo: recieve -> receive", "fixed", "typo: recieve -> receive"),
    ],
)
def test_subject_of_a_known_project_is_read(line: str, verb: str, rest: str) -> None:
    subject = read(line)

    assert (subject.verb, subject.rest) == (verb, rest)


@pytest.mark.parametrize("line", ["zlib: Update to 1.3", "Update CHANGELOG for 2.0"])
def test_subject_about_another_s_version_announces_none(line: str) -> None:
    assert read(line).version == ""


def test_bracketed_work_in_progress_is_a_follow_up() -> None:
    assert read("[WIP] Importer").is_follow_up


@pytest.mark.parametrize(
    ("line", "verb"), [("Ask in a terminal", "asked"), ("Email users on signup", "emailed"), ("Reply to comments", "replied")]
)
def test_subject_that_speaks_of_speaking_is_an_act(line: str, verb: str) -> None:
    assert read(line).verb == verb
