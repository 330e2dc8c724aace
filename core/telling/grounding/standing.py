"""Hold a clause that only says where a request stands against what its host says: a draft, waiting for review, approved."""

from collections.abc import Sequence

from core.model import Blocker, WorkItem
from core.telling.grounding.clauses import Clause
from core.telling.grounding.tokens import TokenKind
from core.telling.standing import blockers, is_approved, is_draft, is_open

_CLAIMS = {
    "open": is_open,
    "draft": is_draft,
    "approved": is_approved,
    "review": lambda item: Blocker.REVIEW in blockers(item),
    "changes": lambda item: Blocker.CHANGES in blockers(item),
    "checks": lambda item: Blocker.CHECKS in blockers(item),
    "conflicts": lambda item: Blocker.CONFLICTS in blockers(item),
    "merged": is_open,  # behind a "not"
}
_BESIDE = frozenset(
    "the a an is are it its has have with for in as on and but which still yet not now pull merge request requests waiting waits wait "
    "awaiting awaits pending requested asked were was red failing fail".split()
)


def stands(clause: Clause, facts: Sequence[WorkItem]) -> bool | None:
    """Say whether where a clause says that requests stand is true of all facts; None where it says something else."""
    words = {token.key for token in clause.tokens}
    said = words & _CLAIMS.keys()
    if not said or not words <= _CLAIMS.keys() | _BESIDE or any(token.kind is not TokenKind.WORD for token in clause.tokens):
        return None
    if not all(map(is_open, facts)) or ("merged" in said) != ("not" in words):
        return None
    return all(_CLAIMS[each](item) for each in said for item in facts)
