"""Hold what a clause claims against what the fact states: the act, its polarity, negation, left-out limits, and from where to where."""

from collections.abc import Sequence

from core.model import WorkKind
from core.telling.grounding.acts import BACKED, NEGATIVE
from core.telling.grounding.clauses import Clause
from core.telling.grounding.closed import LIGHT, NEGATIONS, STATES
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.objects import artifacts, denied, direct, is_content, spelled
from core.telling.grounding.order import roles
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.statements import Statement, qualifiers
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import acts_of


_MENDED = frozenset({"missing", "absent", "invalid", "empty"})  # a fix or an addition may leave out what was wrong


def near(clause: Clause, fact: Evidence) -> list[Statement]:
    """Return the fact's statements that a clause shares most with: what it tells, if it tells the fact at all."""
    objects = [token for token in clause.tokens if _is_object(token, clause)]
    shares = [(_share(objects, statement), statement) for statement in fact.statements]
    best = max((share for share, _ in shares), default=0)
    return [statement for share, statement in shares if share == best and (best or statement.is_title)]


def contradicted(clause: Clause, fact: Evidence, told: Sequence[Statement]) -> Refusal | None:
    """Refuse a clause that says something else of its objects than the fact does."""
    if not any(_is_backed(verb, told) for verb in (clause.verb, *filter(None, [clause.spare]))):
        return Refusal(Rule.ACT, clause.verb)
    words = [token.key for token in clause.tokens if token.kind is TokenKind.WORD]
    said = frozenset(act for word in (*words, clause.verb) for act in acts_of(word))
    stated = frozenset(act for each in told for act in each.acts)
    if told and all(each.is_negative for each in told) and not any(BACKED.get(act, frozenset({act})) & stated for act in said):
        return Refusal(Rule.ACT, clause.verb)
    if taken := next(
        (word for word in words if _takes(word) and not _is_backed(word, told) and not any(word in each.keys for each in told)), ""
    ):
        return Refusal(Rule.ACT, taken)
    return _misdirected(clause, fact, told) or _negated(clause, words, told) or _reordered(clause, fact)


def _is_backed(verb: str, told: Sequence[Statement]) -> bool:
    acts = acts_of(verb) if verb not in STATES and verb not in LIGHT else frozenset()
    stated = frozenset(act for each in told for act in each.acts)
    return not acts or any(BACKED.get(act, frozenset({act})) & stated for act in acts)


def _takes(word: str) -> bool:
    return bool(acts_of(word)) and acts_of(word) <= NEGATIVE


def _misdirected(clause: Clause, fact: Evidence, told: Sequence[Statement]) -> Refusal | None:
    """Refuse a verb that is done to something else, and a thing told in the place of its tests, docs or samples."""
    kept = artifacts((*clause.chain, *clause.tokens))
    if told and (lost := frozenset.intersection(*(each.artifacts for each in told)) - kept):
        return Refusal(Rule.ACT, min(lost))
    if (
        not clause.heads
        or clause.verb in LIGHT
        or fact.item.kind is WorkKind.RELEASE
        or (kept and acts_of(clause.verb) & {"test", "document"})
    ):
        return None
    done = direct(clause.tokens, clause.verb)
    known = frozenset(sense for each in told for sense in each.direct)
    return None if not done or not known or done & known else Refusal(Rule.ACT, clause.verb)


def unqualified(line: Sequence[Token], told: Sequence[Statement]) -> Refusal | None:
    """Refuse a line that leaves out an "only", an "except", a "not" or a platform of what it tells."""
    kept = qualifiers(frozenset(part for token in line for part in (token.key, *token.key.split("-"))))
    wanted = frozenset.intersection(*(each.qualifiers for each in told)) if told else frozenset()
    missing = wanted - kept - (_MENDED if any(each.acts & {"fix", "add"} for each in told) else frozenset())
    return Refusal(Rule.QUALIFIER, min(missing)) if missing else None


def _is_object(token: Token, clause: Clause) -> bool:
    return is_content(token) and not (clause.leads and token.key == clause.verb)


def _share(objects: Sequence[Token], statement: Statement) -> int:
    return sum(1 for token in objects if token.key in statement.keys or spelled(token) & statement.senses)


def _negated(clause: Clause, words: Sequence[str], told: Sequence[Statement]) -> Refusal | None:
    """Refuse a negation that is not the facts', and one left out; a fix may leave out what did not work."""
    negation = next((word for word in words if word in NEGATIONS), "")
    if negation and not any(each.denied & denied(clause.tokens, reach=2) for each in told):
        return Refusal(Rule.NEGATION, negation)
    lost = bool(told) and all(each.is_negated and "fix" not in each.acts for each in told)
    return Refusal(Rule.NEGATION) if lost and not negation else None


def _reordered(clause: Clause, fact: Evidence) -> Refusal | None:
    for key, ends in roles(clause.tokens).items():
        known = frozenset(end for each in fact.statements for end in each.roles.get(key, frozenset()))
        if known and not known & ends:
            return Refusal(Rule.ORDER, key)
    return None
