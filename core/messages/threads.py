"""What is said of requests and issues at hosts."""

from core.messages.recap import counted, spelled

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
