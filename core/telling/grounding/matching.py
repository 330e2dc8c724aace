"""Give each clause of a line to the facts that back it, so that no reference, number or object moves from one fact to another."""

from collections.abc import Callable, Sequence

from core.telling.grounding.clauses import Clause
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.tokens import TokenKind

_ABSENT = frozenset({Rule.WORD, Rule.NAME, Rule.NUMBER, Rule.REFERENCE})  # less of a reason than what contradicts a fact that has the words
TOGETHER = -1  # all facts at once
Owners = frozenset[int]
Weigh = Callable[[Clause, int], Refusal | None]


def match(pieces: Sequence[Clause], count: int, weigh: Weigh) -> Refusal | None:
    """Return why the clauses cannot be told of `count` facts, or None where each clause has a fact and each fact a clause."""
    backed: list[Owners] = []
    start = 0  # of the clauses since the references before
    for position, piece in enumerate(pieces):
        if piece.citing:
            if refused := _cite(pieces, backed, range(start, position), count, weigh):
                return refused
            backed.append(frozenset())
            start = position + 1
            continue
        answers = [weigh(piece, fact) for fact in range(count)]
        owners = frozenset(fact for fact, answer in enumerate(answers) if answer is None)
        if not owners and piece.summing and weigh(piece, TOGETHER) is None:
            owners = frozenset(range(count))
        before = next((held for held in reversed(backed) if held), owners)
        if piece.bound:
            owners &= before
        if not owners:
            return min(
                (answer for answer in answers if answer),
                key=lambda answer: answer.rule in _ABSENT,
                default=Refusal(Rule.WORD, piece.tokens[0].text),
            )
        backed.append(owners)
    untold = set(range(count)).difference(*backed)
    return Refusal(Rule.UNTOLD, str(min(untold))) if untold else None


def _cite(pieces: Sequence[Clause], backed: list[Owners], before: range, count: int, weigh: Weigh) -> Refusal | None:
    """Hold references in brackets against the clauses that they close."""
    if not before and count > 1:
        return Refusal(Rule.REFERENCE, pieces[before.stop].tokens[0].text)  # what it belongs to is not told before it
    cited = [token for token in pieces[before.stop].tokens if token.kind in {TokenKind.REFERENCE, TokenKind.HASH, TokenKind.LINK}]
    holders = [frozenset(fact for fact in range(count) if weigh(Clause((token,), citing=True), fact) is None) for token in cited]
    strange = next((token for token, held in zip(cited, holders, strict=True) if not held), None)
    if strange:
        return weigh(Clause((strange,), citing=True), 0)
    group = frozenset[int]().union(*holders)
    for position in reversed(before):
        backed[position] &= group
        if not backed[position]:
            return Refusal(Rule.REFERENCE, cited[0].text)
        if pieces[position].leads:
            break
    told = frozenset[int]().union(*(backed[position] for position in before))
    loose = next((token for token, held in zip(cited, holders, strict=True) if not held & told), None)
    return Refusal(Rule.REFERENCE, loose.text) if loose else None
