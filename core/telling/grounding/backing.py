"""Which acts the facts back for a clause of a line."""

from collections.abc import Sequence

from core.model import WorkKind
from core.telling.grounding.acts import BACKED, NAMED
from core.telling.grounding.clauses import Clause
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.statements import Statement

_OF_KINDS = {
    WorkKind.SECURITY: frozenset({"fix"}),
    WorkKind.FIX: frozenset({"fix"}),
    WorkKind.TEST: frozenset({"test"}),
    WorkKind.PERFORMANCE: frozenset({"optimize", "improve"}),
}


def backed(clause: Clause, fact: Evidence, told: Sequence[Statement]) -> frozenset[str]:
    """Return the acts of what a clause tells, and of the title that a body speaks under."""
    stated = frozenset(act for each in told for act in (each.acts if clause.heads else each.acts | each.aims))
    stated |= _OF_KINDS.get(fact.item.kind, frozenset())
    if not clause.leads or not any(each.is_title or each.acts for each in told):
        stated |= frozenset(act for each in fact.statements if each.is_title for act in each.acts)
    if fact.item.kind is WorkKind.DOCUMENTATION and stated <= NAMED:
        stated |= {"document"}
    stated |= {"revert"} if fact.is_undone else frozenset()
    return stated | ({"decrease"} if any("only" in each.qualifiers for each in told) else frozenset())


def backing(acts: frozenset[str]) -> frozenset[str]:
    """Return the stated acts that back a line's."""
    return frozenset(act for each in acts for act in BACKED.get(each, frozenset({each})))
