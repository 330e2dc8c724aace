"""Cut a line into clauses: each tells one thing, under the verb that leads it or the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.telling.grounding.closed import LIGHT
from core.telling.grounding.order import ARROWS
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.verbs import acts_of, form, is_verb

_JOINS = frozenset({"and", "plus", "but", "while", "then", "or", "including", "includes", "namely", "also"})
_MEANS = frozenset({"by", "through", "via"})
_RELATIVE = frozenset({"which", "that", "so", "where", "when", "who"})
_OPENERS = frozenset({"also", "then", "and", "plus", "but", "both", "newly"}) | _MEANS | _RELATIVE
_CITING = frozenset({"for", "in", "of", "as", "part", "see", "via", "from", "and", "or", "pr", "issue", "to"})
_ANAPHORS = frozenset({"it", "them", "ones", "its", "their"})
_CLOSING = frozenset("closes closing fixes fixing resolves resolving which that".split())  # of a reference alone
_HARD = frozenset({TokenKind.REFERENCE, TokenKind.HASH, TokenKind.LINK})


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a line. `verb` is its own or, where it has none, the one that it goes on with."""

    tokens: tuple[Token, ...]
    verb: str = ""
    spare: str = ""  # what may be its verb as well: "logging" is a thing or what was done
    before: tuple[Token, ...] = ()  # what is told under its verb before it
    chain: tuple[Token, ...] = ()  # all that is told under its verb
    leads: bool = False  # the verb is its own
    heads: bool = False  # and stands first
    bound: bool = False  # it tells how or why of the clause before it, so it is of the same fact
    summing: bool = False  # a colon follows: it sums up what comes
    citing: bool = False  # references alone, in brackets: they belong to the clauses before it


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a line, or of a text in the facts, in order."""
    found: list[Clause] = []
    for piece in _pieces(tokens):
        before = found[-1] if found else Clause(())
        words = tuple(token for token in piece.tokens if token.kind is not TokenKind.MARK or token.text in ARROWS)
        if not words:
            continue
        closing = _CITING | _CLOSING if found else _CITING
        if any(token.kind in _HARD for token in words) and all(token.kind in _HARD or token.key in closing for token in words):
            found.append(_citing(found, words))
        else:
            found.append(replace(_telling(words, before, bound=piece.bound), summing=piece.summing))
    return _chained(found)


def _citing(found: list[Clause], words: tuple[Token, ...]) -> Clause:
    """Make one clause of references that stand side by side."""
    before = found.pop() if found and found[-1].citing else Clause((), found[-1].verb if found else "")
    return Clause(before.tokens + words, before.verb, citing=True)


def _telling(words: tuple[Token, ...], before: Clause, *, bound: bool) -> Clause:
    if words[0].key == "with" and before.verb:
        return Clause(words, bound=False)  # what came with it: nothing is said to be done to it
    verb, spare = _verbs(words, before, bound=bound)
    if verb or bound:
        first = _lead(words).key
        return Clause(words, verb, leads=bool(verb), heads=bool(verb) and verb == first and words[0].key not in _RELATIVE, bound=bound)
    return Clause(words, before.verb, spare or before.spare)


def _chained(found: Sequence[Clause]) -> list[Clause]:
    """Tell each clause what is told under its verb; "it" and "ones" bring what was told before."""
    runs: list[list[Clause]] = []
    for clause in found:
        begins = clause.leads and not clause.bound and not _ANAPHORS.intersection(token.key for token in clause.tokens)
        if begins or not runs:
            runs.append([])
        runs[-1].append(clause)
    chained: list[Clause] = []
    for run in runs:
        for place, clause in enumerate(run):
            before = tuple(token for each in run[:place] if _heads(each, clause) for token in each.tokens)
            after = tuple(token for each in run[place:] for token in each.tokens)
            chained.append(replace(clause, before=before, chain=before + after))
    return chained


def _heads(before: Clause, clause: Clause) -> bool:
    """Say whether a clause goes on inside the one before it: "docs for a page" and "a menu", but not "docs" and "a menu"."""
    anaphoric = any(token.key in _ANAPHORS for token in clause.tokens)
    return anaphoric or before.summing or any(token.key in _CITING for token in before.tokens)


@dataclass(slots=True)
class _Piece:
    tokens: list[Token]
    bound: bool = False
    summing: bool = False


def _pieces(tokens: Sequence[Token]) -> list[_Piece]:
    pieces = [_Piece([])]
    for position, token in enumerate(tokens):
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if token.kind is TokenKind.MARK and token.text not in ARROWS | {"/"}:
            pieces[-1].summing = token.text == ":"
            pieces.append(_Piece([]))
        elif token.key in _JOINS and token.kind is TokenKind.WORD:
            pieces.append(_Piece([token]))
        elif after and _binds(token, after):
            pieces.append(_Piece([token], bound=True))
        elif token.text[:1].isupper() and is_verb(token.key) and position and tokens[position - 1].kind is TokenKind.REFERENCE:
            pieces.append(_Piece([token]))  # "Fix #12 Add a page"
        else:
            pieces[-1].tokens.append(token)
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
    lead = _lead(words)
    if lead.kind is TokenKind.WORD and is_verb(lead.key):
        helped = form(lead.key) == "base" and (before.verb in LIGHT or "enable" in acts_of(before.verb))  # "let them define"
        leads = not before.verb or bound or (form(lead.key) in {"past", form(before.verb)} and not helped)
        return (lead.key, "") if leads else ("", lead.key)
    if before.verb and not bound:
        doing = lead.kind is TokenKind.WORD and lead.key.endswith("ed") and form(before.verb) == "past"
        return (lead.key, "") if doing else ("", "")  # a verb that no act is known of is one all the same
    return next((token.key for token in words if _is_finite(token)), ""), ""


def _lead(words: Sequence[Token]) -> Token:
    """Return the word that a clause begins with, after who did it."""
    return next((token for token in words if token.key not in _OPENERS and token.kind is not TokenKind.PERSON), words[0])


def _is_finite(token: Token) -> bool:
    return (
        token.kind is TokenKind.WORD and form(token.key) in {"past", "s"} and is_verb(token.key) and token.key not in {"is", "was", "has"}
    )
