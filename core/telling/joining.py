"""Pieces of work as one text: what is of one part of the whole, or of one verb, is told together, each beside what it points at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.messages import recap as messages
from core.model import Link
from core.reading.clauses import Clause
from core.telling.references import suffix

_SHARED = ("support for ", "it possible ")  # "support for A and B", "it possible to A and to B"
_PLAIN = 48  # characters of an object behind which another one may stand
_OWN_CLAUSE = re.compile(
    r"(?i)[,;:]|\b(?:and|as|at|by|for|from|if|in|instead|into|not|on|or|per|so|than|that|to|via|when|where|which|while|with|without)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one piece of work tells, and the links beside it; none where the whole text ends with them."""

    clauses: tuple[Clause, ...]
    links: tuple[Link, ...] = ()

    @property
    def scope(self) -> str | None:
        """The part of the whole that all of it is of; none where it is of several."""
        scopes = {clause.scope for clause in self.clauses}
        return scopes.pop() if len(scopes) == 1 else None


def joined(pieces: Sequence[Told]) -> tuple[Clause, str]:
    """Return the clause that comes first, and the text: "net: added A (#1) and B (#2); fixed C (#3)".

    What is of no part stands first, so that nothing seems to belong to the part before it.
    """
    parts: dict[object, list[Told]] = {"": [piece for piece in pieces if piece.scope == ""]}
    for number, piece in enumerate(pieces):
        if piece.scope != "":
            parts.setdefault(number if piece.scope is None else piece.scope, []).append(piece)
    texts = [_part(told) for told in parts.values() if told]
    return _first(next(told for told in parts.values() if told)[0].clauses), "; ".join(texts)


def _part(told: Sequence[Told]) -> str:
    """Return the text of what is of one part of the whole, or of one piece of work that is of several."""
    scope, first = told[0].scope, told[0]
    if scope is None:
        text = "; ".join(_part([Told(tuple(clauses))]) for clauses in _scopes(first.clauses).values())
        return text + suffix(first.links, text)
    if len(told) == len(first.clauses) == 1:
        return first.clauses[0].text + suffix(first.links, first.clauses[0].text)
    said = "; ".join(_acts(told))
    return f"{scope}: {said}" if scope else said


def _scopes(clauses: Sequence[Clause]) -> dict[str, list[Clause]]:
    scopes: dict[str, list[Clause]] = {clause.scope: [] for clause in clauses if not clause.scope}
    for clause in clauses:
        scopes.setdefault(clause.scope, []).append(clause)
    return scopes


def _first(clauses: Sequence[Clause]) -> Clause:
    return next(iter(_scopes(clauses).values()))[0]


def _acts(told: Sequence[Told]) -> list[str]:
    """Return pieces of work as texts, those that tell one thing together with others of their verb: "added A (#1) and B (#2)"."""
    groups: dict[object, list[Told]] = {}
    for number, piece in enumerate(told):
        may_share = len(piece.clauses) == 1 and _may_share(piece.clauses[0]) and not piece.clauses[0].coming  # which is its own
        groups.setdefault(piece.clauses[0].verb if may_share else number, []).append(piece)
    return [text for group in groups.values() for text in (_shared(group) if len(group) > 1 else [_alone(group[0])])]


def _may_share(clause: Clause) -> bool:
    return bool(clause.verb and clause.what) and not (clause.is_problem or clause.is_compound)


def _alone(piece: Told) -> str:
    """Return one piece of work's acts, its links behind the last."""
    groups: dict[object, list[Told]] = {}
    for number, clause in enumerate(piece.clauses):
        groups.setdefault(clause.verb if _may_share(clause) else number, []).append(Told((clause,)))
    text = "; ".join(text for group in groups.values() for text in _shared(group))
    return text + suffix(piece.links, text)


def _shared(group: Sequence[Told]) -> list[str]:
    """Return texts of one verb: plain objects in one list, the first of the others at its end, each further one by itself."""
    objects = _each_once(group)
    plain = [piece for piece in objects if _is_plain(piece.clauses[0].what)]
    others = [piece for piece in objects if piece not in plain]
    lists = [[*plain, *others[:1]], *([piece] for piece in others[1:])]
    return [_list(pieces) for pieces in lists]


def _is_plain(what: str) -> bool:
    """Say whether another object may stand behind one, and be none of its own words: not behind "docs to use an ID"."""
    shared = next((start for start in _SHARED if what.startswith(start)), "")
    return what.startswith("“") or (len(what) <= _PLAIN and not _OWN_CLAUSE.search(what.removeprefix(shared).removeprefix("to ")))


def _list(pieces: Sequence[Told]) -> str:
    clauses = [piece.clauses[0] for piece in pieces]
    if len(clauses) == 1:
        return clauses[0].said + suffix(pieces[0].links, clauses[0].said)
    whats = [clause.what for clause in clauses]
    for start in _SHARED:
        if all(what.startswith(start) for what in whats):
            whats = [whats[0], *(what.removeprefix(start) for what in whats[1:])]
    cited = [what + suffix(piece.links, what) for what, piece in zip(whats, pieces, strict=True)]
    text = f"{clauses[0].verb} {messages.listed(cited)}"
    coming = next((clause.coming for clause in clauses if clause.coming), "")
    return messages.with_these(text, coming) if coming else text


def _each_once(group: Sequence[Told]) -> list[Told]:
    """Return objects of one verb without those that another one says more of, whose links then stand there."""
    kept: list[Told] = []
    for piece in group:
        words = _words(piece)
        same = next((number for number, one in enumerate(kept) if words <= _words(one) or _words(one) <= words), None)
        if same is None:
            kept.append(piece)
        else:
            longer = max(kept[same], piece, key=lambda one: len(one.clauses[0].what))
            kept[same] = Told(longer.clauses, tuple(dict.fromkeys((*kept[same].links, *piece.links))))
    return kept


def _words(piece: Told) -> set[str]:
    return set(re.findall(r"[\w.*/-]+", piece.clauses[0].what.lower()))
