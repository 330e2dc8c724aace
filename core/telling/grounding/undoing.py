"""Work that was taken back: a line must say so."""

from collections.abc import Sequence

from core.model import State
from core.telling.grounding.clauses import Clause
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.statements import Statement
from core.telling.grounding.tokens import TokenKind
from core.telling.grounding.verbs import acts_of, acts_of_noun

_AFTERTHOUGHTS = frozenset({"with", "which", "that", "as"})


def unsaid(clause: Clause, fact: Evidence, told: Sequence[Statement]) -> Refusal | None:
    """Refuse a clause that tells what was taken back as if it were done."""
    if not fact.is_undone or clause.bound or clause.tokens[0].key in _AFTERTHOUGHTS or _goes_on(clause, fact):
        return None
    words = [clause.verb, *(token.key for token in (*clause.tokens, *clause.chain) if token.kind is TokenKind.WORD)]
    said = frozenset(act for word in words for act in acts_of(word) | acts_of_noun(word))
    undoing = frozenset({"revert"}).union(*(each.acts for each in told if "revert" in each.acts))
    return None if said & undoing else Refusal(Rule.ACT, "revert")


def _goes_on(clause: Clause, fact: Evidence) -> bool:
    """Say whether a clause only adds to what the one before it said was reverted."""
    return fact.item.state is State.REVERTED and not clause.leads and bool(clause.before)
