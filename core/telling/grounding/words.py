"""Hold a clause's words against a fact: what is neither a report's own word nor in the facts is invented."""

from collections.abc import Sequence

from core.model import State, WorkKind
from core.telling.grounding.clauses import Clause
from core.telling.grounding.closed import CAUSES, LIGHT, LITERAL, NEGATIONS, REPORT, STATES
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.names import COUNTED, NUMBERED
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.statements import Statement
from core.telling.grounding.stems import stem
from core.telling.grounding.synonyms import senses
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import acts_of, form, is_verb

_BOTH = 2
_NUMBERS = frozenset({TokenKind.NUMBER, TokenKind.REFERENCE})
_TOGETHER = frozenset({"together", "coauthored", "paired", "alongside", "jointly"})


def unsupported(clause: Clause, fact: Evidence, near: Sequence[Statement], *, cited: int) -> Refusal | None:
    """Refuse the first word of a clause that the fact does not support. `near` are the fact's statements that it tells."""
    for token in clause.tokens:
        if (
            token.kind is TokenKind.WORD
            and (broken := _unsupported(token, clause, fact, near))
            and not (token.key == "both" and cited == _BOTH)
        ):
            return Refusal(broken, token.text)
    return None


def _unsupported(token: Token, clause: Clause, fact: Evidence, near: Sequence[Statement]) -> Rule | None:
    word = token.key
    leads = clause.leads and word == clause.verb
    if word in STATES and (leads or not any(word in each.keys or stem(word) in each.keys for each in near)):
        return None if _has_state(word, fact, near) else Rule.STATE
    if word in CAUSES:
        return None if any(each.keys & CAUSES for each in near) else Rule.SCOPE
    if word in LITERAL:
        return None if _is_literal(word, fact, near) else Rule.SCOPE
    if (
        word in REPORT
        or word in LIGHT
        or word in NEGATIONS
        or ((leads or word == clause.spare) and acts_of(word))
        or _is_counted(word, clause)
    ):
        return None  # negations, counts and the leading verb have rules of their own
    if word in fact.literal or senses(word) & fact.senses:
        return None
    return Rule.PERSON if word in _TOGETHER and not fact.others else None if word in _TOGETHER else Rule.WORD


def _is_counted(word: str, clause: Clause) -> bool:
    """Say whether a word is what a number counts: the number's rule knows whether it is so."""
    if word in NUMBERED and any(token.kind in _NUMBERS for token in clause.tokens):
        return True
    numbers = [place for place, token in enumerate(clause.tokens) if token.kind is TokenKind.NUMBER]
    return word in COUNTED and any(word == token.key for place in numbers for token in clause.tokens[place + 1 : place + 4])


def _has_state(word: str, fact: Evidence, near: Sequence[Statement]) -> bool:
    if fact.item.state in STATES[word]:
        return True
    if State.RELEASED in STATES[word] and fact.item.kind is WorkKind.RELEASE:
        return True
    if State.REVERTED in STATES[word] and fact.is_undone:
        return True
    return is_verb(word) and form(word) != "base" and any(each.is_title and acts_of(word) & each.acts for each in near)


def _is_literal(word: str, fact: Evidence, near: Sequence[Statement]) -> bool:
    acts = frozenset(act for each in near for act in each.acts)
    if (word == "new" and "add" in acts) or (word in {"more", "improved"} and "improve" in acts):
        return True
    if word in {"available", "possible"} and acts & {"add", "enable"}:
        return True
    if word == "after" and fact.item.kind is WorkKind.RELEASE:
        return True
    if word in {"simpler", "simple", "clearer", "clear"} and senses(word) & frozenset(sense for each in near for sense in each.senses):
        return True
    titles = [each for each in fact.statements if each.is_title] if is_verb(word) else []
    return any(word in each.keys or stem(word) in each.keys for each in (*near, *titles))
