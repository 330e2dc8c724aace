"""What is said where not everything may be told."""

from core.messages.recap import counted

ADDRESS = "(address)"
FAILED = "it could not be looked at in full"


def hidden(events: int) -> str:
    """Count what is not told in a place."""
    return f"{counted(events, 'event')} hidden here"
