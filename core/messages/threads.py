"""What is said of requests and issues at hosts."""

from core.messages.recap import counted, spelled

VERDICTS = {"approved": "approved", "changes_requested": "asked for changes in", "commented": "reviewed"}


def quoted(title: str) -> str:
    """Set off what a request is called."""
    return f"“{title}”"


def issue(title: str) -> str:
    """Name an issue."""
    return f"the issue “{title}”"


def reviewed(requests: int, asked: int) -> str:
    """Return "reviewed 6 pull requests, two of them asked for changes"."""
    wishes = f", {spelled(asked)} of them {'asks' if asked == 1 else 'ask'} for changes" if asked else ""
    return f"reviewed {counted(requests, 'pull request')}{wishes}"
