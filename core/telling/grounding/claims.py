"""Hold what a clause claims against what the fact states: the act, its polarity, negation, left-out limits, and from where to where."""

from collections.abc import Sequence
from itertools import pairwise

from core.telling.grounding.acts import IDLE, LITTER, STOPPING
from core.telling.grounding.clauses import Clause
from core.telling.grounding.closed import MENDED, NEGATIONS, STOOD_ON
from core.telling.grounding.doing import misdone
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.objects import denied, is_content, spelled
from core.telling.grounding.order import is_decimal, key_of, roles
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.statements import Statement, qualifiers
from core.telling.grounding.stems import stem
from core.telling.grounding.swapped import are_swapped, places
from core.telling.grounding.synonyms import TROUBLE
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.values import exchanged
from core.telling.grounding.verbs import acts_of, form, is_verb

_LIMITING = frozenset({stem("limit"), stem("restrict")})  # as much as an "only"
_LACKING = frozenset({"lack", "lacks", "lacked", "lacking", "missing", "absent"})  # as much as a "without"


_UNMAKING = STOPPING | {"fix", "revert"}


def near(clause: Clause, fact: Evidence) -> list[Statement]:
    """Return the fact's statements that a clause shares most with: what it tells, if it tells the fact at all."""
    objects = [token for token in _done(clause) if _is_object(token, clause)]
    shares = _shares(objects, fact)
    if not any(share for share, _ in shares):
        shares = _shares([token for token in clause.tokens if is_content(token)], fact)
    best = max((share for share, _ in shares), default=0)
    return [statement for share, statement in shares if share == best and (best or statement.is_title)]


def contradicted(clause: Clause, fact: Evidence, told: Sequence[Statement], *, line: Sequence[Token]) -> Refusal | None:
    """Refuse a clause that says the opposite of the fact, or turns it around."""
    if strange := exchanged(clause.tokens, fact.values):
        return Refusal(Rule.NUMBER, strange)
    turned = misdone(clause, fact, told, line=line) or _negated(clause, told) or _affirmed(clause, fact) or _reordered(clause, fact, told)
    return turned or _elsewhere(clause, fact)


def unqualified(line: Sequence[Token], told: Sequence[Statement]) -> Refusal | None:
    """Refuse a line that leaves out an "only", an "except", a "not" or a platform of what it tells."""
    kept = qualifiers(line) | (STOOD_ON & frozenset(token.key for token in line))
    wanted = frozenset.intersection(*(each.qualifiers for each in told)) if told else frozenset()
    kept |= {"only"} if any(stem(token.key) in _LIMITING for token in line) else frozenset()
    missing = wanted - kept - (MENDED if any(each.acts & {"fix", "add"} for each in told) else frozenset())
    words = [token.key for token in line]
    if told and all(each.keys & IDLE and "remove" in each.acts for each in told) and not LITTER.intersection(words) | _tidied(words):
        return Refusal(Rule.QUALIFIER, min(told[0].keys & IDLE))
    if "not" in missing and (_implies_not(words, told) or any("fix" in each.acts for each in told)):
        missing -= {"not"}
    return Refusal(Rule.QUALIFIER, min(missing)) if missing else None


def _tidied(words: Sequence[str]) -> set[str]:
    return {word for word in words if "clean" in acts_of(word)}


def _is_object(token: Token, clause: Clause) -> bool:
    return is_content(token) and not (clause.leads and token.key == clause.verb)


def _done(clause: Clause) -> Sequence[Token]:
    """Return a clause up to what it was done for: "raised the limit", of "raised the limit to fix an error"."""
    aims = (place for place, (to, verb) in enumerate(pairwise(clause.tokens)) if clause.heads and to.key == "to" and is_verb(verb.key))
    return clause.tokens[: next(aims, len(clause.tokens))]


def _shares(objects: Sequence[Token], fact: Evidence) -> list[tuple[int, Statement]]:
    spellings = [(token.key, spelled(token)) for token in objects]
    return [
        (sum(1 for key, meant in spellings if key in statement.keys or not meant.isdisjoint(statement.senses)), statement)
        for statement in fact.statements
    ]


def _negated(clause: Clause, told: Sequence[Statement]) -> Refusal | None:
    """Refuse a negation that is not the facts', and one left out; a fix may leave out what did not work, and "stopped" says "not"."""
    words = [token.key for token in clause.tokens if token.kind is TokenKind.WORD]
    negation = next((word for word in words if word in NEGATIONS), "")
    if negation and not any((each.denied or each.troubles) & denied(clause.tokens, reach=2) for each in told):
        return Refusal(Rule.NEGATION, negation)
    if negation or not told or _implies_not([*words, clause.verb], told):
        return None
    named = frozenset(key_of(token) for token in clause.tokens) - TROUBLE
    lost = all(each.is_negated and ("fix" not in each.acts or named & each.absent) for each in told)
    return Refusal(Rule.NEGATION) if lost else None


def _implies_not(words: Sequence[str], told: Sequence[Statement]) -> bool:
    """Say whether the words say a "not" without one: they lack it, stop or fix it, or keep what the fact says is not taken away."""
    acts = frozenset(act for word in words for act in acts_of(word))
    if _LACKING.intersection(words) or ("retain" in acts and all("retain" in each.acts for each in told)):
        return True
    stems = frozenset(stem(word) for word in words)
    return _stops(words, told) or (
        "fix" in acts and all(each.acts >= STOPPING and "not" in each.keys and stems & each.absent for each in told)
    )


def _affirmed(clause: Clause, fact: Evidence) -> Refusal | None:
    """Refuse a word that a body has beside its "not" alone, told without one."""
    words = [token.key for token in clause.chain if token.kind is TokenKind.WORD]
    if NEGATIONS.intersection(words) or any(acts_of(word) & _UNMAKING for word in (*words, clause.verb) if form(word) != "base"):
        return None
    absent = frozenset(key for each in fact.statements if not each.is_title for key in each.absent)
    said = frozenset(key for each in fact.statements for key in each.keys - each.absent)
    strange = next((token.text for token in clause.tokens if is_content(token) and key_of(token) in absent - said), "")
    return Refusal(Rule.NEGATION, strange) if strange else None


def _stops(words: Sequence[str], told: Sequence[Statement]) -> bool:
    """Say whether the words stop, skip or prevent what the fact says is not done."""
    if not all(each.acts >= STOPPING for each in told):
        return False
    return any(acts_of(word) & STOPPING and not any(stem(word) in each.keys for each in told) for word in words)


def _elsewhere(clause: Clause, fact: Evidence) -> Refusal | None:
    """Refuse a number that the fact has of something else than what a clause tells by its words."""
    numbers = [token.key for token in clause.tokens if token.kind is TokenKind.NUMBER]
    words = [token for token in clause.tokens if token.kind is not TokenKind.NUMBER and _is_object(token, clause)]
    shares = _shares(words, fact) if numbers else []
    best = max((share for share, _ in shares), default=0)
    known = frozenset[str]().union(*(each.keys for share, each in shares if share == best))
    others = frozenset[str]().union(*(each.keys for _, each in shares)) - known
    strange = next((number for number in numbers if number in others), "") if any(map(is_decimal, known)) else ""
    return Refusal(Rule.NUMBER, strange) if strange else None


def _reordered(clause: Clause, fact: Evidence, told: Sequence[Statement]) -> Refusal | None:
    stands = places(clause.tokens, clause.verb)
    if told and all(are_swapped(stands, each.places) for each in told):
        return Refusal(Rule.ORDER, clause.verb)
    for key, ends in roles(clause.tokens).items():
        known = frozenset(end for each in fact.statements for end in each.roles.get(key, frozenset()))
        if known and not known & ends:
            return Refusal(Rule.ORDER, key)
    return None
