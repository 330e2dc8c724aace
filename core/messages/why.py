"""What is said about which facts an answer stands on, and which it left out."""

NOTHING_YET = "There is no answer to explain yet: ask something first."
NOTHING_FOUND = "The answer before holds no events, so there is nothing to explain."
SMALLER = "In the line of smaller changes:"
LEFT_OUT = "Counted, but not told one by one:"
REASONS = {
    "bot": "done by a bot",
    "merge": "a merge that adds nothing of its own",
    "generated": "lock files or generated files alone",
}


def numbered(number: int, text: str) -> str:
    """Head a bullet's facts."""
    return f"{number}. {text}"


def done(ref: str, act: str, who: str) -> str:
    """Say what was done to something, and of several people who did it: `!1 merged by Ana Lima`."""
    return " ".join(filter(None, (ref, act, f"by {who}" if who else "")))


def fact(done: str, day: str, title: str, repository: str) -> str:
    """Tell one fact."""
    return f"   {done} · {day} · {title} · {repository}"


def copy(ref: str, original: str) -> str:
    """Tell why a commit is not told a second time."""
    return f"   {ref} · the same change as {original}"


def noise(ref: str, day: str, title: str, why: str) -> str:
    """Tell why an event leads no bullet."""
    return f"   {ref} · {day} · {title} · {REASONS.get(why, why)}"


def not_there(word: str, events: int, window: str) -> str:
    """Tell where something may be that the answer does not hold."""
    return (
        f"“{word}” is not among the {events} events of this answer. It is outside of {window}, somebody else's, filtered out, "
        "or in a repository that was not looked at."
    )


def doubt(why: str) -> str:
    """Tell why the date of an event is not the one that its commit carries."""
    return f"      {why}"
