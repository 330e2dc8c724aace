"""Judge whether a translation carries what its English line names, and names nothing else."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from core.model import WorkItem
from core.telling.grounding.clauses import clauses
from core.telling.grounding.evidence import evidence
from core.telling.grounding.hygiene import marked_up, unclean
from core.telling.grounding.order import Role, key_of, roles
from core.telling.grounding.people import veil
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.tokens import NUMBERS, Token, TokenKind, is_code, tokenize

_CITED = frozenset({TokenKind.REFERENCE, TokenKind.HASH, TokenKind.LINK})
_NAMED = _CITED | {TokenKind.NUMBER, TokenKind.VERSION, TokenKind.HANDLE, TokenKind.PERSON}
_QUOTED = re.compile(r"""`([^`]+)`|"([^"]+)"|“([^”]+)”""")
_SCRIPTS_MEET = re.compile(r"(?<=[\u0370-\uffff])(?=[!-~])|(?<=[!-~])(?=[\u0370-\u1dff\u2e80-\uffff])")
_TRANSLATED = frozenset(
    "english french german spanish portuguese italian japanese chinese korean russian dutch polish january february march april may june "
    "july august september october november december monday tuesday wednesday thursday friday saturday sunday i".split()
)
_GERMAN = re.compile(r"\b(?:und|der|die|das|den|dem|mit|von|auf|für|ein|eine|nicht|zusammen)\b")  # writes every noun with a capital
_PAIR = re.compile(r"(?<=[a-zà-ÿ,)] )([A-Z][a-z]+) ([A-Z][a-z]+)\b")  # two names in a row: somebody's, more likely than two nouns


def carried(english: str, translation: str, facts: Sequence[WorkItem]) -> Refusal | None:
    """Return why a translation of a grounded line must not be shown, or None where it carries the line's names and numbers and no others.

    What is not a name, a number, a reference or a link is the translator's word: no word of another language is checked.
    """
    if refused := unclean(translation, any_script=True):
        return refused
    people = frozenset(person.name for item in facts for event in item.events for person in (event.actor, *event.others))
    told, names = veil(english, people)
    carrying, _ = veil(_SCRIPTS_MEET.sub(" ", translation), people)
    if refused := marked_up(carrying):
        return refused
    links = frozenset(url for item in facts for url in evidence(item).links)
    if strange := next((token for token in tokenize(carrying) if token.kind is TokenKind.LINK and token.text not in links), None):
        return Refusal(Rule.LINK, strange.text)
    return _quoted(english, translation) or _compared(told, carrying, names) or _capitals(told, carrying)


def _quoted(english: str, translation: str) -> Refusal | None:
    quotes = (next(group for group in found.groups() if group) for found in _QUOTED.finditer(english))
    lost = next((quote for quote in quotes if quote not in translation), "")
    return Refusal(Rule.QUOTE, lost) if lost else None


def _compared(told: str, carrying: str, names: Sequence[str]) -> Refusal | None:
    """Compare the segments that references close, in order; a number that the line has as a word may be a word."""
    optional = frozenset(NUMBERS[word] for word in re.findall(r"[a-z]+", told.lower()) if word in NUMBERS)
    ours, theirs = list(_segments(told)), list(_segments(carrying))
    for one, other in zip(ours, theirs, strict=False):
        left, right = Counter(one), Counter(other)
        changed = next((key for key in (left - right) + (right - left) if key not in optional), "")
        if changed:
            return Refusal(Rule.PERSON if changed.startswith("\ue000") else Rule.NAME, _spelled(changed, names))
    spoken = [token.key for token in tokenize(carrying)]
    ends = [key for key in _ends(told) if key in spoken]
    kept = [key for key in spoken if key in ends]
    return Refusal(Rule.ORDER, kept[0]) if sorted(kept) == sorted(ends) and kept != ends else None


def _spelled(key: str, names: Sequence[str]) -> str:
    return names[int(key[1:-1])] if key.startswith("\ue000") else key


def _segments(text: str) -> Iterator[list[str]]:
    """Yield what is named between references, with the reference that closes it."""
    segment: list[str] = []
    for token in tokenize(text):
        segment += _keys((token,))
        if token.kind in _CITED:
            yield segment
            segment = []
    yield segment


def _keys(tokens: Sequence[Token]) -> list[str]:
    """Return the keys of what every language writes alike."""
    return [key for token in tokens for key in _key(token)]


def _key(token: Token) -> list[str]:
    if token.kind is TokenKind.NUMBER and token.text.lower() in NUMBERS:
        return []
    if token.kind in _NAMED:
        return [token.key]
    if token.kind is not TokenKind.NAME:
        return []
    if re.fullmatch(r"\w+(?:-\w+)+", token.text):
        return [part.lower() for part in token.text.split("-") if is_code(part) or re.search(r"[0-9]", part)]
    return [token.key]


def _ends(text: str) -> list[str]:
    """Return the names of what goes from somewhere to somewhere, in order."""
    ends: list[str] = []
    for clause in clauses(tokenize(text)):
        known = roles(clause.tokens)
        named = (token for token in clause.tokens if token.kind is not TokenKind.WORD or token.text[0].isupper())
        ends += [token.key for token in named if known.get(key_of(token), frozenset()) & {Role.SOURCE, Role.TARGET}]
    return ends


def _capitals(told: str, carrying: str) -> Refusal | None:
    """Refuse a proper noun that was left out, and one that came in, where the language does not write all nouns so."""
    ours, theirs = _proper(told), _proper(carrying)
    known = {word.lower() for word in re.findall(r"[A-Za-z]+", carrying)}
    if lost := next((word for word in ours if word.lower() not in known | _TRANSLATED), ""):
        return Refusal(Rule.NAME, lost)
    spoken = {word.lower() for word in re.findall(r"[A-Za-z]+", told)}
    strange = [word for word in theirs if word.lower() not in spoken]
    if _GERMAN.search(carrying):
        strange = [first for first, last in _PAIR.findall(carrying) if spoken.isdisjoint((first.lower(), last.lower()))]
    return Refusal(Rule.NAME, strange[0]) if strange else None


def _proper(text: str) -> list[str]:
    return re.findall(r"(?<=[a-zà-ÿ,)] )(?:[\"'(])?([A-Z][a-z]+)\b", text)
