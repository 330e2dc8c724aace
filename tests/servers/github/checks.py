"""What the statuses and check runs of a commit come to: its rollup."""

from tests.servers.github.nouns import Commit

_RED = frozenset(["failure", "error", "timed_out", "cancelled", "action_required", "startup_failure"])
_GREEN = frozenset(["success", "neutral", "skipped"])


def state_of(commit: Commit) -> str:
    """Return red where the newest word of any check is, else pending where one is not done; empty where there are none."""
    newest = {check.name: check.outcome for check in sorted(commit.checks, key=lambda check: check.at)}
    outcomes = set(newest.values())
    if outcomes & _RED:
        return "FAILURE"
    return ("SUCCESS" if outcomes <= _GREEN else "PENDING") if outcomes else ""
