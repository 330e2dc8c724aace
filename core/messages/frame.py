"""What stands around the bullets of a recap."""

from collections.abc import Sequence

from core.messages.recap import counted, listed

EVERYONE = "Everyone"
FUTURE = "Nothing yet: this window lies in the future."
NOTHING = "Nothing happened in this window."
NO_BLOCKED = "blocked is left out: git alone does not tell it"


def clipped(names: Sequence[str], most: int) -> str:
    """Return "A, B, C and 4 more"."""
    more = len(names) - most
    return ", ".join(names[:most]) + f" and {more} more" if more > 0 else ", ".join(names)


def repositories(names: Sequence[str], most: int) -> str:
    """Name the repositories, or count them where they are many."""
    return ", ".join(names) if len(names) <= most else f"{len(names)} repositories"


def covered(events: int, thing: str, *, copies: int) -> str:
    """Say that every event is told, in a bullet or in the line of what has none, and how many are the same change again."""
    again = f", {copies:,} of them {'a copy' if copies == 1 else 'copies'} on another branch" if copies else ""
    return f"{events:,} of {counted(events, thing)} told{again}"


def nothing_by(people: Sequence[str]) -> str:
    """Say for whom nothing was found."""
    return f"No commits in this window by {listed(people)}."


def busiest(authors: Sequence[tuple[str, int]]) -> str:
    """Name who did something, for a person who looked for the wrong name."""
    return (
        "The busiest here: " + ", ".join(f"{name} ({commits:,})" for name, commits in authors) + ". Say --me NAME to ask for one of them."
    )


def failure(source: str, why: str) -> str:
    """Name a source that could not be looked at, or only in part."""
    return why if source in why else f"{source}: {why}"


def doubts(events: int) -> str:
    """Say that dates were impossible."""
    if events == 1:
        return "1 commit has an impossible author date and counts by its committer's"
    return f"{events:,} commits have an impossible author date and count by their committer's"
