"""What stands around the bullets of a recap."""

from collections.abc import Sequence

from core.messages.recap import counted, listed

ACCOUNTS = "accounts"  # the source that stands for all that are linked, where none of them could be had
EVERYONE = "Everyone"
NO_SOURCE = "There is no repository here and no account is linked: name one with --repo PATH, or link one: recap connect github"
FUTURE = "Nothing yet: this window lies in the future."
NOTHING_OPEN = "next is left out: no branch holds unmerged work of this window"
NO_BLOCKED = "blocked is left out: git alone does not tell it"


def clipped(names: Sequence[str], most: int) -> str:
    """Return "A, B, C and 4 more"."""
    more = len(names) - most
    return ", ".join(names[:most]) + f" and {more} more" if more > 0 else ", ".join(names)


def repositories(names: Sequence[str], most: int) -> str:
    """Name the repositories, or count them where they are many."""
    return ", ".join(names) if len(names) <= most else f"{len(names)} repositories"


def filters(*, repositories: Sequence[str], fields: Sequence[tuple[str, str]], excluded: Sequence[str]) -> str:
    """Write filters as the question would."""
    inside = [f"in {', '.join(repositories)}"] if repositories else []
    outside = [f"not in {', '.join(excluded)}"] if excluded else []
    return ", ".join([*inside, *(f"{name}:{value}" for name, value in fields), *outside])


def covered(events: int, thing: str, *, branches: int, repositories: int) -> str:
    """Say that every event is told, in a bullet or in the line of what has none, and how many are the same change again, and where."""
    copies = [(branches, "on another branch"), (repositories, "in another repository")]
    again = [f"{count:,} of them {'a copy' if count == 1 else 'copies'} {where}" for count, where in copies if count]
    return ", ".join([f"{events:,} of {counted(events, thing)} told", *again])


def nothing(filters: str) -> str:
    """Say that nobody did anything that was asked about."""
    return f"Nothing in this window matches “{filters}”." if filters else "Nothing happened in this window."


def nothing_by(people: Sequence[str], filters: str, *, has_hosts: bool = False) -> str:
    """Say for whom nothing was found, and with which filters; at hosts there is more than commits."""
    what, matches = ("Nothing", "matches") if has_hosts else ("No commits", "match")
    return f"{what} in this window by {listed(people)}{f' that {matches} “{filters}”' if filters else ''}."


def nobody_called(names: Sequence[str]) -> str:
    """Name people of whom nothing is known, beside others."""
    return f"Nobody is called {' or '.join(names)} here in this window."


def elsewhere(name: str, count: int, thing: str) -> str:
    """Say that there is something, outside of what was asked about."""
    if not name:
        return f"{counted(count, thing)} in this window {'is' if count == 1 else 'are'} elsewhere."
    return f"{name} has {counted(count, thing)} in this window elsewhere."


def busiest(authors: Sequence[tuple[str, int]]) -> str:
    """Name who did something, for a person who looked for the wrong name."""
    named = ", ".join(f"{name} ({commits:,})" for name, commits in authors)
    first = authors[0][0]
    how = f"by the name in quotes, as in “{first}”" if " " in first else f"with @ before the name, as in @{first}"
    return f"The busiest here: {named}. Ask for one of them {how}."


def failure(source: str, why: str) -> str:
    """Name a source that could not be looked at, or only in part: "git.acme.dev (ana) did not answer", once where `why` names it too."""
    if source == ACCOUNTS:
        return f"Linked accounts were not looked at: {why}"
    host = source.partition(" (")[0]
    if why.startswith(f"{host} "):
        return source + why.removeprefix(host)
    return why if source in why else f"{source}: {why}"


def doubts(events: int) -> str:
    """Say that dates were impossible."""
    if events == 1:
        return "1 commit has an impossible author date and counts by its committer's"
    return f"{events:,} commits have an impossible author date and count by their committer's"
