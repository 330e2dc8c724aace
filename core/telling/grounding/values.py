"""Numbers and the names that they stand behind: "targetSdk to 34" gives no other name the 34."""

import re
from collections.abc import Mapping, Sequence

from core.telling.grounding.objects import is_content
from core.telling.grounding.order import ARROWS, key_of
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import is_verb

_MEASURE = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+|[a-z]{1,3})")  # "2e-3", "30s"
_VALUES = frozenset({TokenKind.NUMBER, TokenKind.VERSION})
_BETWEEN = frozenset({"to", "from", "at", "of", "is", "was", "by"})  # what may stand between a name and its value


def values(lines: Sequence[Sequence[Token]]) -> Mapping[str, frozenset[str]]:
    """Return the numbers and versions that stand behind each name or word."""
    found: dict[str, set[str]] = {}
    for line in lines:
        holder = ""
        for token in line:
            if not _is_value(token):
                holder = _holder(token, holder)
            elif holder:
                found.setdefault(holder, set()).add(token.key)
    return {holder: frozenset(known) for holder, known in found.items()}


def exchanged(tokens: Sequence[Token], known: Mapping[str, frozenset[str]]) -> str:
    """Return a value that stands behind one name and in the facts behind others alone, or nothing."""
    if not known:
        return ""
    for holder, told in values([tokens]).items():
        others = frozenset[str]().union(*(held for name, held in known.items() if name != holder))
        if holder in known and (strange := (told - known[holder]) & others):
            return min(strange)
    return ""


def _is_value(token: Token) -> bool:
    return token.kind in _VALUES or (token.kind is TokenKind.NAME and _MEASURE.fullmatch(token.key) is not None)


def _holder(token: Token, before: str) -> str:
    if token.kind is TokenKind.MARK:
        return before if token.text in ARROWS or token.text == "/" else ""
    if token.kind is TokenKind.NAME or (token.kind is TokenKind.WORD and is_content(token) and not is_verb(token.key)):
        return key_of(token)
    return before if token.key in _BETWEEN else ""
