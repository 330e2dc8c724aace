"""People in a line: whom it may name, and where."""

import re
from collections.abc import Iterable, Sequence

from core.telling.grounding.evidence import Evidence
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import form, is_verb

_COMPANY = frozenset({"with", "and", "alongside", "by", "from", "thanks"})


def veil(line: str, names: Iterable[str]) -> tuple[str, Sequence[str]]:
    """Put a marker in the place of each known name, so that it is one token; return the names by their markers' numbers."""
    known = sorted(filter(None, names), key=lambda name: (-len(name), name))
    for number, name in enumerate(known):
        if name in line:
            line = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"\ue000{number}\ue001", line)
    return line, known


def misnamed(tokens: Sequence[Token], position: int, names: Sequence[str], fact: Evidence) -> Refusal | None:
    """Refuse a person at a position who has no part in the fact, or another part than the line gives."""
    name = names[int(tokens[position].key[1:-1])]
    after = tokens[position + 1].key if position + 1 < len(tokens) else ""
    before = tokens[position - 1] if position else None
    acting = position == 0 or (is_verb(after) and form(after) in {"past", "s"}) or tokens[position].text[-1] != "\ue001"
    joined = before is not None and (before.key in _COMPANY or before.kind is TokenKind.PERSON)
    if name in fact.actors and (acting or joined):
        return None
    return None if name in fact.others and joined and not is_verb(after) else Refusal(Rule.PERSON, name)
