"""Hold what a clause says was done against what the fact says was done: the act, its polarity, and to what."""

from collections.abc import Sequence

from core.model import WorkKind
from core.telling.grounding.acts import BACKED, NEGATIVE, STOPPING
from core.telling.grounding.backing import backed, backing
from core.telling.grounding.clauses import Clause
from core.telling.grounding.closed import LIGHT, NEGATIONS, STATES
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.objects import MAKES, all_senses, artifacts, direct, is_generic
from core.telling.grounding.refusal import Refusal, Rule
from core.telling.grounding.stated import COULD
from core.telling.grounding.statements import Statement
from core.telling.grounding.stems import stem
from core.telling.grounding.synonyms import TROUBLE, senses
from core.telling.grounding.tokens import Token, TokenKind
from core.telling.grounding.undoing import unsaid
from core.telling.grounding.verbs import acts_of, form, is_verb

_MAKING = frozenset({"add", "write"})  # an addition may be of the docs that were edited, or of the caching that was turned on
_PAPERS = "link typo page wording section screenshot diagram faq note warning template draft guideline quickstart runbook".split()
_PROSE = frozenset(sense for word in _PAPERS for sense in senses(word))  # what only docs have
_VERSIONS = senses("version")
_GONE = frozenset({"remove", "replace"})  # of what is gone none can be kept
_EASING = frozenset({"fix", "improve", "optimize"})  # done to a "bug" or to "performance"
_MENDING = frozenset("fix address stop prevent skip remove improve disable handle retain".split())
_ELSEWHERE = frozenset("switch replace migrate move rename test document revert retain".split())  # their ends and aims are other rules'


def misdone(clause: Clause, fact: Evidence, told: Sequence[Statement], *, line: Sequence[Token]) -> Refusal | None:
    """Refuse a clause whose verb is not the fact's, or is done to something else."""
    if refused := unsaid(clause, fact, told):
        return refused
    verbs = [verb for verb in (clause.verb, clause.spare) if verb] or [""]
    if (
        _is_unmended(clause, told)
        or _is_gone(clause, told)
        or _is_stopped_else(clause, told)
        or not any(_is_done(verb, clause, fact, told) for verb in verbs)
    ):
        return Refusal(Rule.ACT, clause.verb)
    words = [token.key for token in clause.tokens if token.kind is TokenKind.WORD]
    if (lost := _lost(told)) and not _is_kept(lost, clause, told):
        return Refusal(Rule.ACT, min(lost))
    stated = backed(clause, fact, told)
    taken = next(
        (
            word
            for word in words
            if word != clause.verb and _takes(word) and not backing(acts_of(word)) & stated and not _is_stated(word, fact, told)
        ),
        "",
    )
    if taken:
        return Refusal(Rule.ACT, taken)
    return _replaced(clause, told, line) or _misdirected(clause, fact, told)


def _is_done(verb: str, clause: Clause, fact: Evidence, told: Sequence[Statement]) -> bool:
    if verb in STATES:
        return not all("fix" in each.acts for each in told) or any("fix" in acts_of(token.key) for token in clause.chain)
    acts = acts_of(verb)
    if verb in LIGHT or not acts:
        return True
    if _is_else_held(acts, clause):
        return True
    wanted, stated = backing(acts), backed(clause, fact, told)
    if "update" in acts and not any(is_generic(token) for token in clause.tokens):
        wanted |= {"fix"}
    if not clause.heads and any(stem(verb) in each.keys for each in told):
        return True
    if "clean" in acts and any(acts_of(token.key) & stated for token in clause.chain):
        return True  # "cleaned up by removing"
    return bool(wanted & stated) or (bool(acts & _MAKING) and _is_made(clause, told, stated))


def _is_stopped_else(clause: Clause, told: Sequence[Statement]) -> bool:
    """Say whether a clause stops something else than what the fact says is not done: payments, of "do not retry payments"."""
    if not acts_of(clause.verb) & STOPPING or not told or not all(each.is_negated and each.acts >= STOPPING for each in told):
        return False
    said = all_senses(clause.chain) | frozenset(stem(token.key) for token in clause.chain)
    return not any(each.absent & said for each in told)


def _is_gone(clause: Clause, told: Sequence[Statement]) -> bool:
    """Say whether a clause keeps what the fact removed or replaced."""
    if not clause.heads or "retain" not in acts_of(clause.verb) or not told:
        return False
    return all(each.acts & _GONE and "retain" not in each.acts for each in told)


def _is_else_held(acts: frozenset[str], clause: Clause) -> bool:
    """Say whether another rule holds a clause: "closes #1" that of references, "(no tests)" that of negations."""
    if "close" in acts and any(token.kind is TokenKind.REFERENCE for token in clause.tokens):
        return True
    return not clause.leads and bool(NEGATIONS.intersection(token.key for token in clause.tokens[:1]))


def _is_unmended(clause: Clause, told: Sequence[Statement]) -> bool:
    """Say whether a clause tells what was fixed as if it were made: "made rotation lose the position", "crashed the server"."""
    words = [token.key for token in clause.chain if token.kind is TokenKind.WORD]
    first = clause.tokens[0].key
    if told and form(first) == "past" and senses(first) & TROUBLE and all("fix" in each.acts for each in told):
        return True
    is_light = clause.verb in LIGHT or "enable" in acts_of(clause.verb) if clause.heads else bool(COULD.intersection(words))
    if not is_light or not told or NEGATIONS.intersection(words):
        return False
    fixed = frozenset[str]().union(*(each.troubles for each in told))
    if any(acts_of(word) & _MENDING and not senses(word) & fixed for word in words):
        return False
    return all(each.troubles & all_senses(clause.tokens) for each in told)


def _is_made(clause: Clause, told: Sequence[Statement], stated: frozenset[str]) -> bool:
    """Say whether what a clause adds is the fact's verb as a thing ("added caching"), or the docs or tests that it was about."""
    made = artifacts(clause.chain)
    if "typos" in made or (told and all(each.acts & {"fix", "add"} == {"fix"} for each in told)):
        return False  # a test that was fixed was there before
    if ("docs" in made and "document" in stated) or ("tests" in made and "test" in stated):
        return True
    if all(each.lead & _VERSIONS for each in told):
        return False
    things = all_senses([token for token in clause.chain if token.key != clause.verb])
    return any(each.lead & things and not each.is_negative for each in told)


def _lost(told: Sequence[Statement]) -> frozenset[str]:
    """Return what was taken away, where that is all that is told: a clause must say so."""
    if told and all(each.is_negative for each in told):
        return frozenset(act for each in told for act in each.acts)
    if told and all(each.aims and each.aims <= NEGATIVE for each in told):
        return frozenset(act for each in told for act in each.aims)
    return frozenset()


def _is_kept(lost: frozenset[str], clause: Clause, told: Sequence[Statement]) -> bool:
    """Say whether a clause tells what was taken away; the "stopped" of "do not delete it when stopped" says nothing of that."""
    same = frozenset[str]().union(*(each.keys for each in told if each.is_negated))
    words = [token.key for token in clause.chain if token.kind is TokenKind.WORD and token.key not in same and stem(token.key) not in same]
    negated = any(token.key in NEGATIONS for token in clause.chain)
    return negated or any(acts_of(word) & _backs(lost) for word in (*words, clause.verb))


def _backs(acts: frozenset[str]) -> frozenset[str]:
    """Return the acts that a line may tell where these are stated."""
    return acts | {said for said, backing in BACKED.items() if backing & acts}


def _takes(word: str) -> bool:
    return is_verb(word) and bool(acts_of(word)) and acts_of(word) <= NEGATIVE


def _is_stated(word: str, fact: Evidence, told: Sequence[Statement]) -> bool:
    wanted = backing(acts_of(word))
    return word in fact.literal or any(wanted & each.aims or word in each.keys or stem(word) in each.keys for each in told)


def _replaced(clause: Clause, told: Sequence[Statement], line: Sequence[Token]) -> Refusal | None:
    """Refuse a thing that is told in the place of its tests, docs or samples."""
    kept = artifacts(clause.chain) | {name for name, act in MAKES.items() if act in acts_of(clause.verb)}
    kept |= frozenset() if clause.leads else artifacts(line)
    lost = frozenset.intersection(*(each.artifacts for each in told)) - kept if told else frozenset()
    made = frozenset.intersection(*(each.made for each in told)) if told else frozenset()
    lost |= made if made and not artifacts(line) and not _PROSE & all_senses(line) else frozenset()
    lost -= {"typos"} if kept & frozenset[str]().union(*(each.artifacts for each in told)) else frozenset()
    return Refusal(Rule.ACT, min(lost)) if lost else None


def _misdirected(clause: Clause, fact: Evidence, told: Sequence[Statement]) -> Refusal | None:
    """Refuse a verb that is done to something else than in the facts."""
    acts = acts_of(clause.verb)
    if not clause.heads or not acts or clause.verb in STATES or fact.item.kind is WorkKind.RELEASE or acts & _ELSEWHERE:
        return None
    aim = direct(clause.tokens, clause.verb)
    if artifacts(aim) & frozenset().union(*(each.artifacts for each in told)) or any(_is_loose(token, acts) for token in aim):
        return None
    done = all_senses(aim)
    if done and not any(done & each.direct for each in told):
        done |= all_senses(direct(clause.chain, clause.verb))  # "fish and zsh completions"
    loosely = "fix" in acts and not any("fix" in each.acts for each in told)  # its kind alone says that it is a fix
    known = frozenset(sense for each in told for sense in each.direct | each.lead | (each.senses if loosely else frozenset()))
    return None if not done or not known or done & known else Refusal(Rule.ACT, clause.verb)


def _is_loose(token: Token, acts: frozenset[str]) -> bool:
    """Say whether a token is a count, which another rule holds, or the "bug" of what was fixed."""
    return token.kind is TokenKind.NUMBER or (bool(acts & _EASING) and is_generic(token))
