"""Clauses as one text: what is of one part of the whole, or of one verb, is told together."""

from collections.abc import Sequence

from core.messages import recap as messages
from core.reading.clauses import Clause

_SUPPORT = "support for "


def joined(told: Sequence[Clause]) -> tuple[list[Clause], str]:
    """Return the clauses in the order of their text, and the text: "net: added A and B; fixed C".

    What is of no part stands first, so that nothing seems to belong to the part before it.
    """
    parts: dict[str, list[Clause]] = {clause.scope: [] for clause in told if not clause.scope}
    for clause in told:
        parts.setdefault(clause.scope, []).append(clause)
    texts = [_part(scope, clauses) for scope, clauses in parts.items()]
    return [clause for clauses in parts.values() for clause in clauses], "; ".join(texts)


def _part(scope: str, clauses: Sequence[Clause]) -> str:
    if len(clauses) == 1:
        return clauses[0].text
    said = "; ".join(_acts(clauses))
    return f"{scope}: {said}" if scope else said


def _acts(told: Sequence[Clause]) -> list[str]:
    """Return the clauses as texts, those of one verb together: "added A and B"."""
    groups: dict[object, list[Clause]] = {}
    for number, clause in enumerate(told):
        alone = not clause.verb or not clause.what or clause.is_problem or clause.is_compound
        groups.setdefault(number if alone else clause.verb, []).append(clause)
    return [clauses[0].said if len(clauses) == 1 else _act(clauses) for clauses in groups.values()]


def _act(clauses: Sequence[Clause]) -> str:
    whats = list(dict.fromkeys(clause.what for clause in clauses))
    if all(what.startswith(_SUPPORT) for what in whats):
        whats = [whats[0], *(what.removeprefix(_SUPPORT) for what in whats[1:])]  # "support for A, B and C"
    text = f"{clauses[0].verb} {messages.listed(whats)}"
    coming = next((clause.coming for clause in clauses if clause.coming), "")
    return messages.with_these(text, coming) if coming else text
