"""Hold what must occur as it stands against a fact: references, hashes, links, names, versions, numbers, people."""

import re
from collections import Counter
from collections.abc import Sequence

from core.telling.grounding.closed import REPORT
from core.telling.grounding.evidence import Evidence, beside
from core.telling.grounding.objects import PREPOSITIONS
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.synonyms import abbreviated, senses
from core.telling.grounding.tokens import Token, TokenKind, is_code

NUMBERED = frozenset({"pr", "pull", "issue", "request", "mr", "ticket", "bug"})
_COUNTED = {
    "events": "commit change update fix revision",
    "items": "item change update fix request pr issue bug bump upgrade piece improvement feature dependency correction problem",
    "paths": "file",
    "lines": "line",
    "versions": "version release",
    "candidates": "candidate",
}
_COUNTS = {what: frozenset(sense for word in words.split() for sense in senses(word)) for what, words in _COUNTED.items()}


def unfounded(tokens: Sequence[Token], position: int, fact: Evidence, *, cited: Sequence[Evidence]) -> Refusal | None:
    """Refuse the token at a position where the fact does not hold it; None for words too, which are another rule's."""
    token = tokens[position]
    match token.kind:
        case TokenKind.REFERENCE | TokenKind.HASH:
            rule, known = Rule.REFERENCE, _refers(token.key, fact)
        case TokenKind.LINK:
            rule, known = Rule.LINK, token.text in fact.links
        case TokenKind.HANDLE:
            rule, known = Rule.HANDLE, token.key in fact.literal
        case TokenKind.NUMBER:
            rule, known = Rule.NUMBER, _counts(tokens, position, fact, cited)
        case TokenKind.NAME | TokenKind.VERSION:
            rule, known = Rule.NAME, _names(token, fact)
        case _:
            return None
    return None if known else Refusal(rule, token.text)


def _refers(key: str, fact: Evidence) -> bool:
    if any(hash_.startswith(key) for hash_ in fact.hashes) or key in fact.references:
        return True
    owner, _, number = key.rpartition("#")
    return bool(owner) and owner == fact.item.repository.lower() and f"#{number}" in fact.references


def _names(token: Token, fact: Evidence) -> bool:
    key = token.key.rstrip("/")
    if token.key in fact.literal or key in fact.literal:
        return True
    if token.kind is TokenKind.VERSION or token.text.endswith("()"):
        return False
    if "/" in key:
        return all(piece in fact.literal for piece in key.split("/")) and not is_code(token.text.replace("/", "-"))
    if abbreviated(key) & fact.senses:
        return True
    pieces = key.split("-")
    return (
        len(pieces) > 1
        and not is_code(token.text)
        and (bool(senses(key) & fact.senses) or all(_is_backed(piece, fact) for piece in pieces))
    )


def _is_backed(piece: str, fact: Evidence) -> bool:
    return piece in fact.literal or piece in REPORT or (piece.isalpha() and bool(senses(piece) & fact.senses))


def _counts(tokens: Sequence[Token], position: int, fact: Evidence, cited: Sequence[Evidence]) -> bool:
    key = tokens[position].key
    before = tokens[position - 1].key if position else ""
    if before in NUMBERED:
        return f"#{key}" in fact.references or f"!{key}" in fact.references
    following = [token for token in tokens[position + 1 : position + 4] if token.kind in {TokenKind.WORD, TokenKind.NAME}]
    here = beside(tokens, position)
    if key in fact.numbers:
        after = tokens[position + 1].key if position + 1 < len(tokens) else ""
        return (
            not following
            or after in PREPOSITIONS
            or any(here.after & each.after or here.before & each.before for each in fact.numbers[key])
        )
    return key.isdigit() and any(is_count(int(key), token, tokens, fact, cited) for token in following)


def is_count(number: int, noun: Token, tokens: Sequence[Token], fact: Evidence, cited: Sequence[Evidence]) -> bool:
    """Say whether code counts as many of the noun in what the line cites."""
    meant = {what for what, known in _COUNTS.items() if known & senses(noun.key)}
    changes = [event.change for each in cited for event in each.item.events if event.change]
    removing = any(token.key in {"removed", "deleted", "fewer"} for token in tokens)
    lines = (
        {sum(change.removed for change in changes)}
        if removing
        else {sum(change.added for change in changes), sum(c.added + c.removed for c in changes)}
    )
    counted = {
        "events": {len(fact.item.events), sum(len(each.item.events) for each in cited)},
        "items": {len(cited), *Counter(each.item.kind for each in cited).values()} if len(cited) > 1 else set(),
        "paths": {len({path for change in changes for path in change.paths})},
        "lines": lines,
        "versions": {len(_versions(cited)), len(_versions([fact]))},
        "candidates": {len([each for each in _versions([fact]) if re.search(r"rc|a|b", each)])},
    }
    alike = sum(1 for each in cited if senses(noun.key) & each.senses)
    return any(number in counted[what] for what in meant) or number == alike > 1


def _versions(cited: Sequence[Evidence]) -> frozenset[str]:
    return frozenset(
        found
        for each in cited
        for event in each.item.events
        for found in re.findall(r"[0-9]+(?:\.[0-9]+)+\w*(?:\.dev[0-9]+)?", event.title)
    )
