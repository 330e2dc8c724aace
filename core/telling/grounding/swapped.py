"""What stands where: "copy files to the client" is not "copy the client to files"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from core.telling.grounding.closed import REPORT
from core.telling.grounding.objects import PREPOSITIONS
from core.telling.grounding.order import key_of
from core.telling.grounding.tokens import Token, TokenKind

OBJECT = ""  # where what stands before any preposition is found
_LINKS = PREPOSITIONS | {"until", "per"}
_NOTHING: frozenset[str] = frozenset()
Places: TypeAlias = Mapping[str, frozenset[str]]


def places(tokens: Sequence[Token], verb: str) -> Places:
    """Return the keys of what a clause's verb is done to, and of what stands behind each preposition."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    link = OBJECT
    for token in tokens:
        if token.key in _LINKS:
            link = token.key
        elif token.kind is not TokenKind.MARK and token.key not in REPORT and token.key != verb:
            found[link].add(key_of(token))
    return {link: frozenset(keys) for link, keys in found.items()}


def are_swapped(said: Places, known: Places) -> bool:
    """Say whether two things changed places around a preposition."""
    brought, gone = said.get(OBJECT, _NOTHING) - known.get(OBJECT, _NOTHING), known.get(OBJECT, _NOTHING) - said.get(OBJECT, _NOTHING)
    links = (said.keys() & known.keys()) - {OBJECT}
    return any(gone & (said[link] - known[link]) and brought & (known[link] - said[link]) for link in links)
