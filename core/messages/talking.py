"""What is said in a chat around answers: signs of life, refusals, what buttons are called."""

from core.messages.recap import counted

LOOKING = "Looking at what was done…"
WITHDRAWN = "Others can read this place since you asked, so that the answer was taken back. Ask again to see what may be told here."
POST, DIRECT, SHORTER, LONGER, WHY, REFRESH = "Post here", "Live in DM", "Shorter", "Longer", "Why", "Refresh"


def allow(events: int) -> str:
    """Name the button that lets people with access show what is hidden."""
    return f"{events:,} hidden here"


KEEPS_OUT = "They keep out of shared places: ask privately, without “here”."


def kept_out(people: int) -> str:
    """Say that not everybody is told of."""
    return f"{counted(people, 'person keeps', 'people keep')} out of shared places."


def too_many(people: int, most: int) -> str:
    """Refuse a question about too many people."""
    return f"That is {people} people, and {most} at most are told of at once: name some of them, or a smaller group."
