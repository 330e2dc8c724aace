"""What is said of requests and issues at hosts."""

from collections.abc import Sequence

from core.messages.recap import counted, spelled

CLOSED = "closed without a merge"
OPEN = ("the request is open", "the requests are open")
SAID = {"opened": OPEN, "closed": (CLOSED,)}  # by the verb itself
VERDICTS = {"approved": "approved", "changes_requested": "asked for changes in", "commented": "reviewed"}


def quoted(title: str) -> str:
    """Set off what a request is called."""
    return f"“{title}”"


def issue(title: str) -> str:
    """Name an issue."""
    return f"the issue “{title}”"


def requests(count: int, asked: int) -> str:
    """Return "6 pull requests, and asked for changes in two of them"."""
    wishes = f", and asked for changes in {spelled(asked)} of them" if asked else ""
    return counted(count, "pull request") + wishes


def stands(requests: int, why: Sequence[str], *, is_draft: bool, is_approved: bool) -> str:
    """Return "waiting for review", or what else open requests wait for; of drafts that they are open."""
    waits = ", ".join("waiting for review" if one == "review waiting" else one for one in why)
    if is_draft:
        return f"{'the draft is' if requests == 1 else 'the drafts are'} open{f': {waits}' if waits else ''}"
    if waits:
        return waits
    return "approved, not merged yet" if is_approved else OPEN[requests > 1]


def standing(text: str, where: str) -> str:
    """Say behind what was done where it stands."""
    return f"{text}; {where}"
