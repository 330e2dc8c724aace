"""What a clause says goes from where to where: "from A to B", "rename A to B", "replace A with B", "B instead of A"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from core.telling.grounding.closed import REPORT
from core.telling.grounding.stems import stem
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import acts_of, is_verb


class Role(StrEnum):
    """Which end a thing stands at."""

    SOURCE = "source"
    TARGET = "target"
    EARLIER = "earlier"
    LATER = "later"
    RULE = "rule"
    EXCEPTED = "excepted"
    BY = "by"  # by how much
    DOER = "doer"
    DONE_TO = "done to"


_TRANSFERS = frozenset({"split", "rename", "move", "migrate", "replace", "switch", "upgrade", "downgrade", "update", "revert"})
_GIVING = frozenset({"split", "rename", "move", "migrate", "replace", "switch"})
ARROWS = frozenset({"->", "→", "=>"})
_FORMER = frozenset({"was", "previously", "formerly"})
_USING = frozenset({"with", "by", "via", "using", "use", "uses", "used", "in", "on", "to"})
_PARTING = {
    "before": (Role.EARLIER, Role.LATER),
    "after": (Role.LATER, Role.EARLIER),
    "except": (Role.RULE, Role.EXCEPTED),
    "unless": (Role.RULE, Role.EXCEPTED),
}
_RATHER = frozenset({"over", "instead", "rather"})
_PREPOSITIONS = frozenset(
    {
        "in",
        "on",
        "of",
        "for",
        "at",
        "as",
        "via",
        "through",
        "under",
        "and",
        "so",
        "when",
        "because",
        "instead",
        "rather",
        "with",
        "by",
        "using",
    }
)


def roles(tokens: Sequence[Token]) -> Mapping[str, frozenset[Role]]:
    """Return the ends that the words and names of a clause stand at; what stands at none is left out."""
    found: defaultdict[str, set[Role]] = defaultdict(set)
    role: Role | None = None
    giving = False
    weighs = any(token.key in _RATHER for token in tokens)
    for position, token in enumerate(tokens):
        before, after = _key(tokens, position - 1), _key(tokens, position + 1)
        acts = acts_of(token.key) if token.kind is TokenKind.WORD and is_verb(token.key) else frozenset()
        if acts & _TRANSFERS and role is None:
            giving = bool(acts & _GIVING)
            role = Role.SOURCE if giving else None
        elif "use" in acts and weighs:
            role = Role.TARGET
        elif (turned := _turn("" if token.text == "FROM" else token.key, before, after, giving=giving or role is Role.SOURCE)) is not None:
            role = turned
        elif token.key in _PREPOSITIONS or (token.kind is TokenKind.MARK and token.text != "/"):
            role = None
        elif role and token.key not in REPORT:
            found[key_of(token)].add(role)
    for key, ends in (*_sequence(tokens), *_favored(tokens), *_doing(tokens), *_beside(tokens)):
        found[key].add(ends)
    return {key: frozenset(ends) for key, ends in found.items()}


def _sequence(tokens: Sequence[Token]) -> Iterator[tuple[str, Role]]:
    """Yield what comes earlier and what later around a "before" or an "after", what holds and what does not around an "except"."""
    place = next((place for place, token in enumerate(tokens) if token.key in _PARTING), None)
    if place is None:
        return
    sides = _PARTING[tokens[place].key]
    for position, token in enumerate(tokens):
        if position != place and _is_thing(token):
            yield key_of(token), sides[position > place]


def _favored(tokens: Sequence[Token]) -> Iterator[tuple[str, Role]]:
    """Yield what is given up "in favor of" something else."""
    keys = [token.key for token in tokens]
    place = next((place for place, (favor, of) in enumerate(pairwise(keys)) if favor in {"favor", "favour"} and of == "of"), 0)
    yield from ((key_of(token), Role.SOURCE) for token in tokens[1:place] if _is_thing(token))


def _doing(tokens: Sequence[Token]) -> Iterator[tuple[str, Role]]:
    """Yield who may or may not do something, and to what: "allow admins to delete users", "prevent guests from reading files"."""
    first = next((place for place, token in enumerate(tokens) if acts_of(token.key) & {"enable", "prevent"}), len(tokens))
    link = next((place for place in range(first + 1, len(tokens) - 1) if _links(tokens[place], tokens[place + 1])), len(tokens))
    for position in range(first + 1, len(tokens)):
        if position > link + 1 and tokens[position].key in _PREPOSITIONS:
            return
        if link < len(tokens) and position not in {link, link + 1} and _is_thing(tokens[position]):
            yield key_of(tokens[position]), Role.DONE_TO if position > link else Role.DOER


def _links(token: Token, after: Token) -> bool:
    return (
        is_verb(after.key)
        and after.key not in {"be", "being"}
        and (token.key == "to" or (token.key == "from" and after.key.endswith("ing")))
    )


def _is_thing(token: Token) -> bool:
    return token.kind is not TokenKind.MARK and token.key not in REPORT


def is_decimal(key: str) -> bool:
    """Say whether a key is a number that can be compared."""
    return key.replace(".", "", 1).isdecimal()


def key_of(token: Token) -> str:
    """Return what a token is compared by: its stem if it is a word, else itself."""
    return stem(token.key) if token.kind is TokenKind.WORD else token.key


def _turn(word: str, before: str, after: str, *, giving: bool) -> Role | None:
    if before in {"instead", "place", "rather"} and word in {"of", "than"}:
        return Role.SOURCE
    if before in {"favor", "favour"} and word == "of":
        return Role.TARGET
    if word in {"from", "over"}:
        return None if is_verb(after) and after.endswith("ing") else Role.SOURCE
    if word in ARROWS or (word in {"to", "into"} and (giving or not is_verb(after))) or (word in {"with", "by"} and giving):
        return Role.TARGET
    return None


def _beside(tokens: Sequence[Token]) -> Iterator[tuple[str, Role]]:
    """Yield the end of what stands right beside a sign of it: "1 -> 2", "2, was 1", "with 2 instead of 1"."""
    for position, token in enumerate(tokens):
        before, after = _key(tokens, position - 1), _key(tokens, position + 1)
        if before == "by" and is_decimal(token.key.rstrip("%")):
            yield key_of(token), Role.BY
        elif after in ARROWS or (before in _FORMER and token.kind in {TokenKind.NUMBER, TokenKind.VERSION}):
            yield key_of(token), Role.SOURCE
        elif token.key in {"instead", "rather"} and _key(tokens, position + 2).endswith("ing"):
            yield key_of(_first(tokens)), Role.TARGET  # what was done: "stream it instead of loading it"
        elif token.kind is TokenKind.NUMBER and _key(tokens, position + 2) in {"instead", "rather"}:
            yield key_of(token), Role.TARGET  # "90 days instead of 30"
        elif after in {"instead", "rather"} and (before in _USING or token.kind is not TokenKind.WORD):
            yield key_of(token), Role.TARGET


def _first(tokens: Sequence[Token]) -> Token:
    return next((token for token in tokens if token.kind is not TokenKind.PERSON), tokens[0])


def _key(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].key if 0 <= position < len(tokens) else ""
