"""What a clause's verb is done to, what kind of thing that is, and what is denied."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from core.telling.grounding.closed import NEGATIONS, REPORT
from core.telling.grounding.stems import stem
from core.telling.grounding.synonyms import abbreviated, senses
from core.telling.grounding.tokens import Token, TokenKind, parts
from core.telling.grounding.verbs import acts_of

NOT = "¬"
PREPOSITIONS = frozenset(
    "in on of for from to with by at when where if while around into onto via through under as so which that using within across over "
    "instead because due so about between against during after before".split()
)
# What a clause may leave out and still be of the same thing: the object is then what follows.
_GENERIC = frozenset(
    sense
    for word in "support error bug issue problem failure handling ability option way use usage feature fix change update "
    "access possibility developers users people crash leak exception panic deadlock race condition typo overflow npe segfault null pointer "
    "dereference regression mistake warning performance".split()
    for sense in senses(word)
)
# Things that are not the thing itself: a test of a page is no page.
_ARTIFACTS = {
    name: frozenset(sense for word in words.split() for sense in senses(word))
    for name, words in {
        "tests": "test unittest spec",
        "docs": "documentation docstring readme tutorial guide changelog",
        "samples": "sample example",
        "comments": "comment",
        "typos": "typo misspelling spelling wording grammar",
    }.items()
}


_HUSHING = frozenset({"skip", "disable", "redact"})  # done to an error, and not to what it comes from
MAKES = {"tests": "test", "docs": "document"}


@lru_cache(maxsize=8192)
def spelled(token: Token) -> frozenset[str]:
    """Return the senses of a token: its own, and those of the words inside a name."""
    if token.key in NEGATIONS:
        return frozenset({NOT})
    words = [token.key] if token.kind is TokenKind.WORD else parts(token.text) if token.kind is TokenKind.NAME else []
    return frozenset(sense for word in words for sense in senses(word)) | {token.key} | abbreviated(token.key)


def all_senses(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the senses of all tokens together."""
    return frozenset[str]().union(*(spelled(token) for token in tokens))


def is_content(token: Token) -> bool:
    """Say whether a token means something by itself."""
    return token.kind not in {TokenKind.MARK, TokenKind.PERSON} and not (token.kind is TokenKind.WORD and token.key in REPORT)


def direct(tokens: Sequence[Token], verb: str) -> list[Token]:
    """Return what a verb is done to: what follows it up to a preposition, further on where that is a mere "error" or "support"."""
    start = next((place + 1 for place, token in enumerate(tokens) if token.key == verb), 0)
    goes_on = not acts_of(verb) & _HUSHING
    found: list[Token] = []
    for token in tokens[start:]:
        if token.key in PREPOSITIONS and not _is_shouted(token) and not (goes_on and all(is_generic(each) for each in found)):
            break
        if is_content(token):
            found.append(token)
    return found


def _is_shouted(token: Token) -> bool:
    """Say whether a token is a keyword of some language: the FROM of "COPY FROM"."""
    return token.text.isupper() and len(token.text) > 1


def is_generic(token: Token) -> bool:
    """Say whether a token names no thing, only that there was one: "bug", "support"."""
    return bool(spelled(token) & _GENERIC)


def artifacts(tokens: Sequence[Token]) -> frozenset[str]:
    """Return which of tests, docs, samples and comments are named."""
    known = all_senses(tokens)
    acts = frozenset(act for token in tokens if token.kind is TokenKind.WORD for act in acts_of(token.key))
    return frozenset(name for name, meant in _ARTIFACTS.items() if meant & known or MAKES.get(name) in acts)


def denied(tokens: Sequence[Token], *, reach: int = 1) -> frozenset[str]:
    """Return the senses of the words right after and right before each negation."""
    content = [token for token in tokens if is_content(token)]
    places = [place for place, token in enumerate(content) if token.key in NEGATIONS]
    beside = [each for place in places for each in (*content[place + 1 : place + 1 + reach], *content[max(0, place - 1) : place])]
    return all_senses(beside)


def absent(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the stems of what each negation denies: the words after it."""
    return frozenset(stem(after.key) for token, after in pairwise(tokens) if token.key in NEGATIONS)
