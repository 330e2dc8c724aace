"""Which acts a clause of the facts states."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from core.reading.verbs import verb
from core.telling.grounding.acts import LITTER, NAMED, NEGATIVE, STOPPING, THINKING
from core.telling.grounding.clauses import Clause
from core.telling.grounding.closed import LIGHT, NEGATIONS
from core.telling.grounding.order import Role, is_decimal, roles
from core.telling.grounding.synonyms import TROUBLE, senses
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import acts_of, acts_of_noun, form, is_verb

Acts = frozenset[str]
_NOTHING: Acts = frozenset()
_MOVES = frozenset({"replace", "move", "migrate", "switch", "update"})
_UNIT = 3  # letters of a unit at most
COULD = frozenset({"can", "could", "may", "might", "would"})
_WRITTEN = frozenset({"document", "write"})


def acts_stated(clause: Clause, told: Acts, made: frozenset[str], *, is_title: bool) -> Acts:
    """Return the acts of a clause, where `told` are those of its title's type and `made` the artifacts that it is about."""
    lead = acts_of(clause.verb)
    words = [token.key for token in clause.tokens if token.kind is TokenKind.WORD]
    if lead & NEGATIVE:
        cleaned = frozenset({"clean"}) if any(token.key in LITTER for token in clause.chain) else _NOTHING
        dropped = frozenset({"decrease"}) if "remove" in lead and _moved(clause) else _NOTHING  # "drops from 2 GB to 1 GB"
        return lead | cleaned | dropped | (_mended(words) if lead & STOPPING else _NOTHING)
    if NEGATIONS.intersection(words[:2]):
        return STOPPING | _mended(words) | _kept(words)
    if is_explained(clause.tokens) or (lead and lead <= THINKING):
        return _WRITTEN if is_explained(clause.tokens) else lead
    if found := lead | told | _nouns(words) | _moved(clause) | _made(clause, lead, made):
        return found
    if any(token.kind is TokenKind.VERSION for token in clause.tokens):
        return frozenset({"upgrade", "update"})
    loose = frozenset(act for word in words for act in acts_of(word)) - (NEGATIVE if is_title else _NOTHING)
    return loose or (NAMED if is_title and not _is_told(words) else _NOTHING)


def _is_told(words: Sequence[str]) -> bool:
    """Say whether a title begins with a verb that no act is known of: then it names nothing."""
    return bool(words) and verb(words[0], *words[1:2]) is not None


def is_explained(tokens: Sequence[Token]) -> bool:
    """Say whether a clause only tells how something is done: "How to restore a database"."""
    return [token.key for token in tokens[:2]] == ["how", "to"]


def aimed(tokens: Sequence[Token]) -> list[str]:
    """Return the verbs after "to": what was done so that it can be done."""
    return [word.key for to, word in pairwise(tokens) if to.key == "to" and word.kind is TokenKind.WORD and is_verb(word.key)]


def troubles(clause: Clause, lead: frozenset[str], *, is_fix: bool) -> Iterator[str]:
    """Yield the senses of what was fixed and so is no more: "losing", of "fix rotation losing it", "skipped", of "it skipped a day"."""
    if is_fix:
        could = [token for before, token in pairwise(clause.tokens) if before.key in COULD or _is_finite(before, token)]
        yield from (sense for token in could for sense in senses(token.key))
    if senses("fix").isdisjoint(lead):
        return
    for before, token in pairwise(clause.tokens):
        named = before.kind is TokenKind.NAME or (before.kind is TokenKind.WORD and before.key not in _LINKING)
        if named and token.kind is TokenKind.WORD and token.key.endswith("ing"):
            yield from senses(token.key)


def _is_finite(before: Token, token: Token) -> bool:
    """Say whether a word tells what a thing did: "skipped" of "it skipped a day", not of "it is skipped"."""
    return token.kind is TokenKind.WORD and form(token.key) == "past" and before.key not in LIGHT | NEGATIONS | _LINKING


_LINKING = NEGATIONS | frozenset("by for when while in of on with from to and or at after before the a an fix fixes fixed without".split())


def _mended(words: Sequence[str]) -> Acts:
    return frozenset({"fix"}) if any(senses(word) & TROUBLE for word in words) else _NOTHING


def _kept(words: Sequence[str]) -> Acts:
    """Return what "do not delete" says as well: it is kept."""
    return frozenset({"retain"}) if any(acts_of(word) & NEGATIVE for word in words[:3]) else _NOTHING


def _nouns(words: Sequence[str]) -> Acts:
    return frozenset(act for word in words for act in acts_of_noun(word))


def _made(clause: Clause, lead: Acts, made: frozenset[str]) -> Acts:
    """Return what is done besides with docs, tests and what is made possible."""
    words = [token.key for token in clause.tokens if token.kind is TokenKind.WORD]
    written = _WRITTEN if made & {"docs", "samples"} and lead & {"add", "update"} else _NOTHING
    tested = frozenset({"test"}) if "tests" in made and lead & {"add"} else _NOTHING
    eased = clause.verb in LIGHT and any(word.endswith("able") for word in words)
    default = frozenset({"set", "update"}) if clause.verb in LIGHT and "default" in words else _NOTHING
    return written | tested | default | (frozenset({"add", "enable", "set"}) if eased else _NOTHING)


def _moved(clause: Clause) -> Acts:
    """Return what a clause does that tells from where to where, up or down where these are numbers."""
    ends = roles(clause.tokens)
    if len(frozenset[Role]().union(*ends.values())) < 2:  # noqa: PLR2004  two ends
        return _NOTHING
    before, after = (_value(ends, role) for role in (Role.SOURCE, Role.TARGET))
    if before is None or after is None or before == after or not _are_alike(ends):
        return _MOVES
    return _MOVES | {"increase" if before < after else "decrease"}


def _are_alike(ends: Mapping[str, frozenset[Role]]) -> bool:
    """Say whether the numbers at both ends are of one unit, as far as units stand there."""
    units = [
        {key for key, held in ends.items() if role in held and key.isalpha() and len(key) <= _UNIT} for role in (Role.SOURCE, Role.TARGET)
    ]
    return not all(units) or units[0] == units[1]


def _value(ends: Mapping[str, frozenset[Role]], role: Role) -> float | None:
    """Return the only number at an end, None where there is none or more."""
    numbers = [float(key) for key, held in ends.items() if role in held and is_decimal(key)]
    return numbers[0] if len(numbers) == 1 else None
