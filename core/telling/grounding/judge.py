"""Judge whether a line is backed by the facts that it cites."""

from collections.abc import Sequence

from core.model import WorkItem
from core.telling.grounding.claims import contradicted, near, unqualified
from core.telling.grounding.clauses import Clause, clauses
from core.telling.grounding.evidence import Evidence, evidence, merged, told_apart
from core.telling.grounding.hygiene import marked_up, unclean
from core.telling.grounding.matching import TOGETHER, match
from core.telling.grounding.names import unfounded
from core.telling.grounding.objects import is_content
from core.telling.grounding.people import misnamed, veil
from core.telling.grounding.quotes import misquoted
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.standing import stands
from core.telling.grounding.tokens import Token, TokenKind, tokenize
from core.telling.grounding.words import unsupported

_NOT_TOLD = frozenset({TokenKind.REFERENCE, TokenKind.HASH, TokenKind.PERSON, TokenKind.LINK})


def grounded(line: str, facts: Sequence[WorkItem]) -> Refusal | None:
    """Return why a line must not be shown, or None where the facts that it cites back all of it."""
    return Ground(facts).judge(line)


class Ground:
    """The facts that a line cites, ready to be held against it."""

    def __init__(self, facts: Sequence[WorkItem]) -> None:
        self._facts = told_apart([evidence(item) for item in facts])
        self._people = frozenset(name for fact in self._facts for name in fact.actors | fact.others)

    def judge(self, line: str) -> Refusal | None:
        """Return why the line must not be shown, or None."""
        if not self._facts:
            return Refusal(Rule.EMPTY)
        if refused := unclean(line):
            return refused
        veiled, names = veil(line, self._people)
        if refused := marked_up(veiled) or misquoted(veiled, self._facts):
            return refused
        tokens = tokenize(veiled)
        pieces = clauses(tokens)
        if not any(_says(token, piece) for piece in pieces for token in piece.tokens):
            return Refusal(Rule.EMPTY)
        return match(pieces, len(self._facts), lambda piece, fact: self._weigh(tokens, piece, self._fact(fact), names))

    def _fact(self, number: int) -> Evidence:
        return merged(self._facts) if number == TOGETHER else self._facts[number]

    def _weigh(self, line: Sequence[Token], piece: Clause, fact: Evidence, names: Sequence[str]) -> Refusal | None:
        if (true := stands(piece, [each.item for each in self._facts])) is not None:
            return None if true else Refusal(Rule.STATE, piece.tokens[0].text)
        for position, token in enumerate(piece.tokens):
            if token.kind is TokenKind.PERSON:
                refused = misnamed(piece.tokens, position, names, fact)
            else:
                refused = unfounded(piece.tokens, position, fact, cited=self._facts)
            if refused:
                return refused
        if piece.citing or not any(is_content(token) for token in piece.tokens):
            return None
        told = near(piece, fact)
        return unsupported(piece, fact, told, cited=self._facts) or contradicted(piece, fact, told, line=line) or unqualified(line, told)


def _says(token: Token, piece: Clause) -> bool:
    """Say whether a token is what a clause is about."""
    return is_content(token) and token.kind not in _NOT_TOLD and token.key != piece.verb
