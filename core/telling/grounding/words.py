"""Hold a clause's words against a fact: what is neither a report's own word nor in the facts is invented."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.model import State, WorkKind
from core.telling.grounding.clauses import Clause
from core.telling.grounding.closed import CAUSES, LIGHT, LITERAL, NEGATIONS, REPORT, STATES
from core.telling.grounding.counts import is_count
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.names import NUMBERED
from core.telling.grounding.objects import is_content, spelled
from core.telling.grounding.order import Role, is_decimal
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.statements import Statement
from core.telling.grounding.stems import stem
from core.telling.grounding.synonyms import senses
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import acts_of, form, is_verb
from core.telling.standing import is_draft, is_open

_BOTH = 2
# What backs a word that must stand in the facts otherwise: an act, or the kind of the item.
_LITERAL_ACTS = dict.fromkeys(["available", "possible"], frozenset({"add", "enable"})) | {
    "new": frozenset({"add"}),
    "more": frozenset({"improve"}),
    "improved": frozenset({"improve"}),
}
_ALIKE = {"each": "every", "every": "each"}
_LITERAL_KINDS = {
    WorkKind.RELEASE: frozenset({"after"}),
    WorkKind.PERFORMANCE: frozenset({"performance", "improve", "improved", "improves"}),
}
_WAYS = frozenset({"up", "down"})
_REASONS = frozenset({"because", "since", "due"})
_DRAFTS = frozenset({"draft", "drafts"})
_NUMBERS = frozenset({TokenKind.NUMBER, TokenKind.REFERENCE})
_TOGETHER = frozenset({"together", "coauthored", "paired", "alongside", "jointly"})


def unsupported(clause: Clause, fact: Evidence, near: Sequence[Statement], *, cited: Sequence[Evidence]) -> Refusal | None:
    """Refuse the first word of a clause that the fact does not support. `near` are the fact's statements that it tells."""
    for token in clause.tokens:
        if token.kind is not TokenKind.WORD:
            continue
        broken = _unsupported(token, clause, fact, near)
        if broken and not _is_counted(token, clause, fact, cited):
            return Refusal(broken, token.text)
    return None


def _unsupported(token: Token, clause: Clause, fact: Evidence, near: Sequence[Statement]) -> Rule | None:
    word = token.key
    leads = clause.leads and word == clause.verb
    if word in STATES and (leads or not any(word in each.keys or stem(word) in each.keys for each in near)):
        return None if _has_state(word, fact, near) else Rule.STATE
    if word in CAUSES:
        return None if any(each.keys & CAUSES for each in near) or _is_reason(token, clause, fact) else Rule.SCOPE
    if word in LITERAL:
        return None if _is_literal(word, clause, fact, near) else Rule.SCOPE
    if word in REPORT or word in LIGHT or word in NEGATIONS or _tells(word, clause, near):
        return None  # negations and the leading verb have rules of their own
    if word in fact.literal or senses(word) & fact.senses:
        return None
    return Rule.PERSON if word in _TOGETHER and not fact.others else None if word in _TOGETHER else Rule.WORD


def _is_reason(cause: Token, clause: Clause, fact: Evidence) -> bool:
    """Say whether what follows a "because" is what a body says besides the title, or the facts have the word itself."""
    if any(cause.key in each.keys for each in fact.statements):
        return True
    if cause.key not in _REASONS:
        return False
    reasons = [token for token in clause.tokens[clause.tokens.index(cause) + 1 :] if is_content(token)]
    if any(each.keys & _REASONS and spelled(token) & each.senses for each in fact.statements for token in reasons):
        return True
    told = frozenset(sense for each in fact.statements if each.is_title for sense in each.senses)
    more = frozenset(sense for each in fact.statements if not each.is_title for sense in each.senses)
    return any(spelled(token) & (more - told) for token in reasons)


def _tells(word: str, clause: Clause, near: Sequence[Statement]) -> bool:
    """Say whether a word is the clause's verb, which another rule holds."""
    if word == clause.spare:
        return any(acts_of(word) & each.acts for each in near)
    return clause.leads and word == clause.verb and bool(acts_of(word))


def _is_counted(noun: Token, clause: Clause, fact: Evidence, cited: Sequence[Evidence]) -> bool:
    """Say whether a word is of a number that is right: "both" of two, "commits" of "3 commits", "pull request" of a reference."""
    place = clause.tokens.index(noun)
    if noun.key in _WAYS and _goes(clause.tokens[place + 1 : place + 3], noun.key, fact):
        return True
    if noun.key == "up":
        return "down" not in fact.literal and place > 0 and clause.tokens[place - 1].key.endswith(("ed", "ing"))  # "picked up"
    if noun.key == "both":
        return len(cited) == _BOTH
    if noun.key in NUMBERED and any(token.kind in _NUMBERS for token in clause.tokens[place + 1 : place + 3]):
        return True
    numbers = [token for token in clause.tokens[max(0, place - 3) : place] if token.kind is TokenKind.NUMBER and token.key.isdigit()]
    return any(is_count(int(number.key), noun, clause.tokens, fact, cited) for number in numbers)


def _goes(after: Sequence[Token], way: str, fact: Evidence) -> bool:
    """Say whether the facts go up or down from the number that stands after "up from" or "down from"."""
    if [token.key for token in after[:1]] != ["from"] or not all(is_decimal(token.key) for token in after[1:]):
        return False
    start = after[-1].key
    if not any(Role.SOURCE in each.roles.get(start, frozenset()) for each in fact.statements):
        return False
    others = [float(key) for each in fact.statements for key in each.keys if is_decimal(key) and key != start]
    return any((other > float(start)) == (way == "up") for other in others)


def _has_state(word: str, fact: Evidence, near: Sequence[Statement]) -> bool:
    if word in _DRAFTS and is_open(fact.item):
        return is_draft(fact.item)
    if fact.item.state in STATES[word]:
        return True
    if State.RELEASED in STATES[word] and fact.item.kind is WorkKind.RELEASE:
        return True
    if State.REVERTED in STATES[word] and fact.is_undone:
        return True
    return is_verb(word) and form(word) != "base" and any(each.is_title and acts_of(word) & each.acts for each in near)


def _pairs(word: str, clause: Clause) -> list[str]:
    """Return a word with what follows it, and with a "per" before it."""
    beside = list(pairwise(clause.tokens))
    after = [f"{word} {after.key}" for token, after in beside if token.key == word and is_content(after)]
    return after + [f"per {word}" for before, token in beside if before.key == "per" and token.key == word]


def _stands(words: str, fact: Evidence) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}", fact.text, re.IGNORECASE) is not None


def _is_literal(word: str, clause: Clause, fact: Evidence, near: Sequence[Statement]) -> bool:
    acts = frozenset(act for each in near for act in each.acts)
    if any(_stands(pair, fact) for pair in _pairs(word, clause)):
        return True
    if acts & _LITERAL_ACTS.get(word, frozenset()) or word in _LITERAL_KINDS.get(fact.item.kind, frozenset()):
        return True
    if word in {"simpler", "simple", "clearer", "clear"} and senses(word) & frozenset(sense for each in near for sense in each.senses):
        return True
    titles = [each for each in fact.statements if each.is_title] if is_verb(word) else []
    alike = {word, word.removesuffix("ly") if word.endswith("ly") else stem(word), _ALIKE.get(word, word)}
    return any(alike & each.keys for each in (*near, *titles))
