"""Hold what must occur as it stands against a fact: references, hashes, links, names, versions, numbers, people."""

from collections.abc import Sequence

from core.telling.grounding.closed import REPORT
from core.telling.grounding.counts import is_count
from core.telling.grounding.evidence import Evidence, beside
from core.telling.grounding.objects import PREPOSITIONS
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.synonyms import abbreviated, senses
from core.telling.grounding.tokens import Token, TokenKind, is_code

NUMBERED = frozenset({"pr", "pull", "issue", "request", "mr", "ticket", "bug"})


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
    repository = fact.item.repository.lower()
    bare = key.removeprefix(repository)
    return bare != key and bare in fact.references and all(link.near != bare for link in fact.item.links)


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
    if "".join(pieces) in fact.literal and not is_code(token.text):
        return True  # "RISC-V", of RISCV
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
