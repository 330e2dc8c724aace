"""Cut a line into clauses: each tells one thing, under the verb that leads it or the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import form, is_verb

_JOINS = frozenset({"and", "plus", "but", "while", "then", "or", "including", "includes", "namely", "also"})
_MEANS = frozenset({"by", "through", "via"})
_RELATIVE = frozenset({"which", "that", "so", "where", "when", "who"})
_OPENERS = frozenset({"also", "then", "and", "plus", "but", "both", "newly"}) | _MEANS | _RELATIVE
_CITING = frozenset({"for", "in", "of", "as", "part", "see", "via", "from", "and", "or", "pr", "issue", "to"})
_HARD = frozenset({TokenKind.REFERENCE, TokenKind.HASH, TokenKind.LINK})


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a line. `verb` is its own or, where it has none, the one that it goes on with."""

    tokens: tuple[Token, ...]
    verb: str = ""
    spare: str = ""  # what may be its verb as well: "logging" is a thing or what was done
    chain: tuple[Token, ...] = ()  # all that is told under the same verb
    leads: bool = False  # the verb is its own
    heads: bool = False  # and stands first
    bound: bool = False  # it tells how or why of the clause before it, so it is of the same fact
    citing: bool = False  # references alone, in brackets: they belong to the clauses before it


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a line, or of a text in the facts, in order."""
    found: list[Clause] = []
    for bound, piece in _pieces(tokens):
        before = found[-1] if found else Clause(())
        words = tuple(token for token in piece if token.kind is not TokenKind.MARK)
        if not words:
            continue
        if all(token.kind in _HARD or token.key in _CITING for token in words):
            found.append(_citing(found, words))
        else:
            found.append(_telling(words, before, bound=bound))
    return _chained(found)


def _citing(found: list[Clause], words: tuple[Token, ...]) -> Clause:
    """Make one clause of references that stand side by side."""
    before = found.pop() if found and found[-1].citing else Clause((), found[-1].verb if found else "")
    return Clause(before.tokens + words, before.verb, citing=True)


def _telling(words: tuple[Token, ...], before: Clause, *, bound: bool) -> Clause:
    verb, spare = _verbs(words, before, bound=bound)
    if verb or bound:
        first = next((token.key for token in words if token.key not in _OPENERS), "")
        return Clause(words, verb, leads=bool(verb), heads=bool(verb) and verb == first, bound=bound)
    return Clause(words, before.verb, spare)


def _chained(found: Sequence[Clause]) -> list[Clause]:
    """Tell each clause what is told under its verb before and after it."""
    runs: list[list[Clause]] = []
    for clause in found:
        if clause.leads or clause.bound or not runs:
            runs.append([])
        runs[-1].append(clause)
    return [replace(clause, chain=tuple(token for each in run for token in each.tokens)) for run in runs for clause in run]


def _pieces(tokens: Sequence[Token]) -> list[tuple[bool, list[Token]]]:
    pieces: list[tuple[bool, list[Token]]] = [(False, [])]
    for position, token in enumerate(tokens):
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if token.kind is TokenKind.MARK and token.text not in {"→", "->", "=>", "/"}:
            pieces.append((False, []))
        elif token.key in _JOINS and token.kind is TokenKind.WORD:
            pieces.append((False, [token]))
        elif after and _binds(token, after):
            pieces.append((True, [token]))
        elif token.text[:1].isupper() and is_verb(token.key) and position and tokens[position - 1].kind is TokenKind.REFERENCE:
            pieces.append((False, [token]))  # "Fix #12 Add a page"
        else:
            pieces[-1][1].append(token)
    return pieces


def _binds(token: Token, after: Token) -> bool:
    """Say whether a word opens a clause that tells how, or of what, the one before it is: "by adding", "which lets", "so that"."""
    if token.kind is not TokenKind.WORD or after.kind not in {TokenKind.WORD, TokenKind.NAME}:
        return False
    if token.key in _MEANS:
        return form(after.key) == "ing" and is_verb(after.key)
    return token.key in _RELATIVE and (after.key == "that" or (is_verb(after.key) and form(after.key) in {"past", "s"}))


def _verbs(words: Sequence[Token], before: Clause, *, bound: bool) -> tuple[str, str]:
    """Return the verb of a clause, and what may be one."""
    lead = next((token for token in words if token.key not in _OPENERS), words[0])
    if lead.kind is TokenKind.WORD and is_verb(lead.key):
        leads = not before.verb or bound or form(lead.key) in {"past", form(before.verb)}
        return (lead.key, "") if leads else ("", lead.key)
    if before.verb and not bound:
        return "", ""
    return next((token.key for token in words if _is_finite(token)), ""), ""


def _is_finite(token: Token) -> bool:
    return (
        token.kind is TokenKind.WORD and form(token.key) in {"past", "s"} and is_verb(token.key) and token.key not in {"is", "was", "has"}
    )
