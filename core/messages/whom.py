"""What is said of those whom a question is about: who cannot be found, and what of them cannot be looked for."""

from collections.abc import Sequence

from core.messages.recap import listed

EVERYONE = "Everyone is whoever did something in the repositories that the linked accounts read and that are active."
_MOST = 6  # people who are named


def no_person(word: str) -> str:
    """Say that a word for all is nobody."""
    return f"“{word}” is nobody: say “everyone here” for all people in this channel."


def unknown(word: str, near: Sequence[str], here: Sequence[str]) -> str:
    """Say that nobody in a channel has a name that was typed, and who may be meant."""
    looked = f"Nobody here is called {word}, so it was looked for as a login."
    if near:
        return f"{looked} Did you mean {' or '.join(near)}?"
    return f"{looked} Here are {listed(here)}." if 0 < len(here) <= _MOST else looked


def not_looked_for(names: Sequence[str]) -> str:
    """Say of whom nothing at all was looked for."""
    return f"{listed(names)} could not be looked for: a name of one word is nobody's for sure. Say a login, an address or a full name."


def only_commits(names: Sequence[str]) -> str:
    """Say of whom nothing but commits was looked for."""
    return f"Of {listed(names)} only commits were looked for: no account of theirs is known."
