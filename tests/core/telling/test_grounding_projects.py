"""Rules of the grounding check that other kinds of projects called for, each by what it refuses and what it lets pass."""

import pytest

from core.model import Change, State, WorkItem, WorkKind
from core.telling.grounding import Rule, grounded
from tests.grounding.fact import NOON, commit, item


def _in(title: str, *paths: str, body: str = "", kind: WorkKind = WorkKind.CHANGE, state: State = State.MERGED) -> WorkItem:
    return item(commit(title, body=body, change=Change(committed=NOON, paths=paths)), kind=kind, state=state)


UNDONE = item('Revert "web: enable the offline cache"', kind=WorkKind.REVERT)
RESTORED = item('Revert "Remove the offline cache"', kind=WorkKind.REVERT)
TAKEN_BACK = item("Use mimalloc as the allocator", state=State.REVERTED)
REASONED = item(commit('Revert "Enable lazy images"', body="Paint got worse on phones."), kind=WorkKind.REVERT)
NOT_DELETED = item("Do not delete volumes when the cluster is stopped")
LOSING = item("Fix rotation losing the position", kind=WorkKind.FIX)
PANIC = item("Don't panic on broken names")
BATCH = item("Default batch size 256 -> 512, lr 1e-3 -> 2e-3")
SCORE = item("Top score 79 with averaging (was 78)")
BLEU = item("Compute BLEU with sacrebleu instead of nltk")
TARGETS = item("Raise targetSdk to 34 and minSdk to 24")
SWAPPED = item("Remove jquery datepicker, use native input")
HOW_TO = item("How to restore the database from a snapshot")
LINUX = item(commit("Ring backend", body="Linux only."))
PHP = item("Fix a crash on PHP 8.2", kind=WorkKind.FIX)
UNTUNED = item(commit("Try rank 16 on the decoder", body="So far, not tuned."))
TUPLES = item(commit("Show covers", body="Rows may be skipped when the batch grew."), kind=WorkKind.FEATURE)
LIMITED = item("Print the error only once")
ALERT = item("Alert on disk usage > 85% for 15m")
CLUSTER = item("Run on k8s 1.29")
RULES = _in("Ruleset for styles", "tools/phpcs.xml.dist", "drivers/net/rcar.c")
GUIDE = _in("Rewrite the login page for Okta", "docs/login.md", kind=WorkKind.REFACTORING)
MINIFIED = _in("Cache rows of the grid", kind=WorkKind.PERFORMANCE)
TYPO = item("Fix typo in the message when a shader fails", kind=WorkKind.DOCUMENTATION)
PANDAS = item("BUG: merge losing the name (GH#5120)", kind=WorkKind.FIX)
CRASH = item("Crash fix: empty list in the pager")
TAG = item("payments-2.41.0", kind=WorkKind.RELEASE, state=State.RELEASED)
COMPLETIONS = item("Add shell completions for fish and zsh", kind=WorkKind.FEATURE)
COPY = item("Speed up COPY FROM parsing using SIMD", kind=WorkKind.PERFORMANCE)
JAVADOC = item("Javadoc for the gateway", kind=WorkKind.DOCUMENTATION)
DOUBLE = item(commit("Prevent double submit", body="Reviewed twice."), kind=WorkKind.FIX)
LACKING = item("Reject payments without a code")
SCALED = item("Keep volumes when the cluster is scaled down")
BRACKETED = item("[DOC] mention the limits")
PLAIN_SCOPE = item("gpu(vulkan): bias the depth")
SINCE = item(commit("Fix the pager of the parser for menus", body="Regression since 2.2."), kind=WorkKind.FIX)
STREAMED = item(commit("Stream records instead of loading them", body="Memory drops from 14 GB to 900 MB."), kind=WorkKind.PERFORMANCE)
SKIPPED = item("The schedule skipped February", kind=WorkKind.FIX)
SHOWING = item("Fix the card showing Fahrenheit", kind=WorkKind.FIX)
CRASHING = item("smtpd: fix crash on long names", kind=WorkKind.FIX)
VERIFIER = item("Drop signatures in the verifier", kind=WorkKind.REMOVAL)
OFFLINE = item(commit("Add an offline flag", body="Uses the cache and fails if a package is missing."), kind=WorkKind.FEATURE)
SAGGING = item("Raise the current to 800 mA, since the bed sagged")
NERFED = item("Nerf the drill: 3 blocks per second, was 5")
INPUT = item("Handle CRLF endings in the input", kind=WorkKind.FIX)
BROKE = item(commit('Revert "Enable the offline cache"', body="It broke the pager."), kind=WorkKind.REVERT)
ARCHIVED = item("Do not send invoices to archived customers", kind=WorkKind.FIX)
STAGED = item("Run the linter on staged files only")
RUNNERS = item('Revert "Switch the runners to v24"', kind=WorkKind.REVERT)
CYCLES = item("Detect cycles in graphs")
RETAINED = item("Retain logs for 90 days instead of 30")
EVERY = item("Avoid copying the buffer on every frame")
DEFAULT = item("Make replicas default to 3")
RATE = item("Default to a 48 kHz sample rate, previously 44.1 kHz")

REFUSED = [
    ("Enabled the offline cache", UNDONE, Rule.ACT),
    ("Removed the offline cache", RESTORED, Rule.ACT),
    ("Used mimalloc as the allocator", TAKEN_BACK, Rule.ACT),
    ("Deleted volumes when the cluster is stopped", NOT_DELETED, Rule.NEGATION),
    ("Made rotation lose the position", LOSING, Rule.ACT),
    ("Raised the default batch size from 512 to 256", BATCH, Rule.ORDER),
    ("Lowered the default batch size from 256 to 512", BATCH, Rule.ACT),
    ("Changed the default batch size from 256 to 2e-3", BATCH, Rule.NUMBER),
    ("Reached a top score of 78 with averaging, up from 79", SCORE, Rule.NUMBER),
    ("Reached a top score of 79 with averaging, down from 78", SCORE, Rule.WORD),
    ("Reached a top score with averaging, up from above", SCORE, Rule.WORD),
    ("Reached a top score with averaging, up from 79", SCORE, Rule.WORD),
    ("Moved the top score from 79 to 78", SCORE, Rule.ACT),
    ("Computed BLEU with nltk instead of sacrebleu", BLEU, Rule.ORDER),
    ("Raised targetSdk to 24 and minSdk to 34", TARGETS, Rule.NUMBER),
    ("Replaced the native input with the jquery datepicker", SWAPPED, Rule.ORDER),
    ("Restored the database from a snapshot", HOW_TO, Rule.ACT),
    ("Worked on a ring backend", LINUX, Rule.QUALIFIER),
    ("Fixed a crash", PHP, Rule.QUALIFIER),
    ("Tuned rank 16 on the decoder", UNTUNED, Rule.NEGATION),
    ("Fixed rules in phpcs.xml", RULES, Rule.NAME),
    ("Rewrote login for Okta", GUIDE, Rule.ACT),
    ("Fixed shader failures", TYPO, Rule.ACT),
    ("Showed covers because of phones", TUPLES, Rule.SCOPE),
    ("Showed covers, which caused skipped rows", TUPLES, Rule.SCOPE),
    ("Kept volumes when the cluster is scaled up", SCALED, Rule.WORD),
    ("Printed the error only once (fafaceb)", LIMITED, Rule.REFERENCE),
    ("Loaded records instead of streaming them", STREAMED, Rule.ORDER),
    ("Raised memory from 14 GB to 900 MB", STREAMED, Rule.ACT),
    ("Made the schedule skip February", SKIPPED, Rule.ACT),
    ("Crashed smtpd on long names", CRASHING, Rule.ACT),
    ("Dropped signatures in the signer", VERIFIER, Rule.WORD),
    ("Nerfed the drill from 3 blocks per second to 5", NERFED, Rule.ORDER),
    ("Nerfed the drill in the second part", NERFED, Rule.SCOPE),
    ("Sent invoices to archived customers", ARCHIVED, Rule.ACT),
    ("Fixed archived customers", ARCHIVED, Rule.NEGATION),
    ("Ran the linter on staged files", STAGED, Rule.QUALIFIER),
    ("Switched the runners to v24", RUNNERS, Rule.ACT),
    ("Added cycles in graphs", CYCLES, Rule.ACT),
    ("Retained logs for 30 days instead of 90", RETAINED, Rule.NUMBER),
    ("Kept the jquery datepicker", SWAPPED, Rule.ACT),
    ("Completely added shell completions for fish and zsh", COMPLETIONS, Rule.SCOPE),
    ("Introduced typos in the guide", _in("Fix typos in the guide", "docs/guide.md"), Rule.ACT),
]
SHOWN = [
    ("Reverted enabling the offline cache", UNDONE),
    ("Disabled the offline cache", UNDONE),
    ("Restored the offline cache", RESTORED),
    ("Reverted using mimalloc as the allocator", TAKEN_BACK),
    ("Reverted mimalloc, the allocator", TAKEN_BACK),
    ("Used mimalloc as the allocator, then reverted it", TAKEN_BACK),
    ("Reverted lazy images because paint got worse on phones", REASONED),
    ("Kept volumes when the cluster is stopped", NOT_DELETED),
    ("Fixed rotation, which no longer loses the position", LOSING),
    ("Made rotation keep the position", item("Make rotation keep the position")),
    ("Fixed a panic on broken names", PANIC),
    ("Stopped panicking on broken names", PANIC),
    ("Raised the default batch size from 256 to 512", BATCH),
    ("Reached a top score of 79 with averaging, up from 78", SCORE),
    ("Computed BLEU with sacrebleu rather than nltk", BLEU),
    ("Raised minSdk to 24 and targetSdk to 34", TARGETS),
    ("Replaced the jquery datepicker with native input", SWAPPED),
    ("Documented how to restore the database from a snapshot", HOW_TO),
    ("Worked on a ring backend for Linux only", LINUX),
    ("Fixed a crash on PHP 8.2", PHP),
    ("Tried rank 16 on the decoder, not tuned so far", UNTUNED),
    ("Fixed invoices being sent to archived customers", ARCHIVED),
    ("Limited the linter to staged files", STAGED),
    ("Reverted switching the runners to v24", RUNNERS),
    ("Extended the retention of logs from 30 to 90 days", RETAINED),
    ("Avoided copying the buffer on each frame", EVERY),
    ("Set the default of replicas to 3", DEFAULT),
    ("Streamed records rather than loading them, which cut memory from 14 GB to 900 MB", STREAMED),
    ("Ana Silva streamed records instead of loading them", STREAMED),
    ("Fixed the schedule, which skipped February", SKIPPED),
    ("Fixed the card so that it no longer shows Fahrenheit", SHOWING),
    ("Fixed an smtpd crash on long names", CRASHING),
    ("Added an offline flag that uses the cache", OFFLINE),
    ("Raised the current to 800 mA because the bed sagged", SAGGING),
    ("Nerfed the drill to 3 blocks per second", NERFED),
    ("Fixed input with CRLF endings", INPUT),
    ("Added CRLF support when reading input", INPUT),
    ("Made the default sample rate 48 kHz, previously 44.1 kHz", RATE),
    ("Reverted enabling the offline cache, which broke the pager", BROKE),
    ("Used mimalloc as the allocator, which was reverted", TAKEN_BACK),
    ("Fixed the RISC-V port, next to others", item("Fix the RISCV port alongside others", kind=WorkKind.FIX)),
    ("Limited the error to being printed only once", LIMITED),
    ("Added an alert on disk usage above 85% for 15m", ALERT),
    ("Ran it on Kubernetes 1.29", CLUSTER),
    ("Ran it on k8s 1.29", item("Run on Kubernetes 1.29")),
    ("Fixed the pager of the parser for menus since 2.2", SINCE),
    ("Added a ruleset for styles of the driver in phpcs.xml.dist", RULES),
    ("Rewrote the login docs for Okta", GUIDE),
    ("Improved the performance of the grid by caching its rows", MINIFIED),
    ("Fixed merge losing the name (#5120)", PANDAS),
    ("Fixed the pager's crash on an empty list", CRASH),
    ("Released 2.41.0", TAG),
    ("Added fish and zsh shell completions", COMPLETIONS),
    ("Sped up COPY FROM parsing with SIMD", COPY),
    ("Documented the gateway with Javadoc", JAVADOC),
    ("Prevented double submission", DOUBLE),
    ("Rejected payments that lack a code", LACKING),
    ("Documented the limits", BRACKETED),
    ("Biased the depth on Vulkan", PLAIN_SCOPE),
    ("Cleaned up by removing unused rows", item("Remove unused rows", kind=WorkKind.REMOVAL)),
    (
        "Skipped an attempt, with rows skipped when the batch grew",
        item(commit("Skip a try", body="Rows may be skipped when the batch grew.")),
    ),
]


@pytest.mark.parametrize(("line", "fact", "rule"), REFUSED)
def test_a_line_that_breaks_a_rule_is_refused_by_that_rule(line: str, fact: WorkItem, rule: Rule) -> None:
    refused = grounded(line, (fact,))
    assert refused is not None
    assert refused.rule is rule, refused


@pytest.mark.parametrize(("line", "fact"), SHOWN)
def test_a_line_that_says_what_the_facts_say_is_shown(line: str, fact: WorkItem) -> None:
    assert grounded(line, (fact,)) is None
