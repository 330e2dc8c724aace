"""Read what a fact's text states, clause by clause."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.model import WorkItem
from core.telling.grounding.acts import LITTER, NEGATIVE, PREFIXES, STOPPING
from core.telling.grounding.clauses import Clause, clauses
from core.telling.grounding.closed import LIGHT, NEGATIONS, PLATFORMS, QUALIFIERS
from core.telling.grounding.objects import absent, all_senses, artifacts, denied, direct, is_content
from core.telling.grounding.order import Role, key_of, roles
from core.telling.grounding.synonyms import IMPLIED
from core.telling.grounding.tokens import Token, TokenKind, tokenize
from core.telling.grounding.verbs import acts_of, acts_of_noun, is_verb

_PREFIX = re.compile(r"^(?P<type>[A-Za-z]+)(?:\((?P<scope>[^)]*)\))?!?:\s+")
_DETAILS = re.compile(r"^(?:---|\.\.\.|updated-dependencies:|Signed-off-by:|Co-authored-by:)", re.MULTILINE)
_MADE = {"docs": frozenset({"docs"}), "doc": frozenset({"docs"}), "test": frozenset({"tests"}), "tests": frozenset({"tests"})}
_POINTER = re.compile(r"\[[^\]]*\]\(|https?://\S+$")  # a line that only points somewhere
_EVENTS = 16  # of an item, whose titles are read; what a line says of later ones is refused
_BODIES = 8  # of an item, the same
_LONGEST = 1200  # characters of a body that are read
_MOST = 16  # lines of it


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause of a title or a body, ready to be compared with a clause of a line."""

    keys: frozenset[str]  # tokens, and the stems of words
    senses: frozenset[str]
    acts: frozenset[str]
    aims: frozenset[str]  # acts that it makes possible: "to disable"
    lead: frozenset[str]  # senses of its first word
    direct: frozenset[str]  # senses of what it is done to
    artifacts: frozenset[str]
    made: frozenset[str]  # of them, what the type of the commit alone says: "docs:"
    denied: frozenset[str]  # senses of what stands beside a "not"
    absent: frozenset[str]  # stems of what stands after it
    qualifiers: frozenset[str]
    roles: Mapping[str, frozenset[Role]]
    is_title: bool

    @property
    def is_negated(self) -> bool:
        """Whether it says that something is not so."""
        return bool(self.keys & NEGATIONS)

    @property
    def is_negative(self) -> bool:
        """Whether it takes something away, and nothing else."""
        return bool(self.acts) and self.acts <= NEGATIVE


def statements(item: WorkItem) -> list[Statement]:
    """Return what an item's titles and the first lines of its bodies state; one that stands twice is told once."""
    told, more = texts(item)
    found = [statement for title in told for statement in _read(title, is_title=True)]
    return found + [statement for line in more for statement in _read(line, is_title=False)]


def texts(item: WorkItem) -> tuple[list[str], list[str]]:
    """Return the titles and the lines of bodies that are read, each once: of a large item the most telling commits."""
    titles = dict.fromkeys((item.title, *(event.title for event in item.events[:_EVENTS])))
    bodies = dict.fromkeys(line for event in item.events[:_BODIES] for line in _lines(event.body))
    return list(titles), [line for line in bodies if line not in titles]


def implied(known: frozenset[str]) -> frozenset[str]:
    """Return what the facts' words let a line say, with the words themselves."""
    return known.union(*(IMPLIED[each] for each in known if each in IMPLIED))


def _lines(body: str) -> list[str]:
    text = _DETAILS.split(body[: 2 * _LONGEST], maxsplit=1)[0][:_LONGEST]
    lines = (raw.strip(" \t*-•>#").strip() for raw in text.splitlines())
    return [line for line in lines if line and not _POINTER.match(line)][:_MOST]


def _read(text: str, *, is_title: bool) -> Iterator[Statement]:
    prefix = _PREFIX.match(text)
    kind = prefix["type"].lower() if prefix else ""
    told = frozenset(PREFIXES.get(kind, "").split())
    made = _MADE.get(kind, frozenset())
    scope = tokenize(prefix["scope"] or "") if prefix else ()
    rest = text[prefix.end() :] if prefix and kind in PREFIXES else text
    for clause in clauses(tokenize(rest)):
        yield _statement(clause, told, scope, made, is_title=is_title)


def _statement(clause: Clause, told: frozenset[str], scope: tuple[Token, ...], made: frozenset[str], *, is_title: bool) -> Statement:
    tokens = (*clause.tokens, *scope)
    keys = frozenset(key for token in tokens for key in (token.key, key_of(token)))
    known = artifacts((*clause.before, *clause.tokens))
    aims = [] if "enable" in acts_of(clause.verb) else aimed(clause.tokens)
    return Statement(
        keys=keys,
        senses=implied(all_senses(tokens) | all_senses(tokenize(" ".join(made)))),
        acts=_acts(clause, told, artifacts(clause.chain) | known | made) | frozenset(act for verb in aims for act in acts_of(verb)),
        aims=frozenset(act for verb in aimed(clause.tokens) for act in acts_of(verb)),
        lead=implied(all_senses([token for token in clause.tokens if is_content(token)][:1])),
        direct=_direct(clause, scope),
        artifacts=known,
        made=made,
        denied=denied(clause.tokens),
        absent=absent(clause.tokens),
        qualifiers=qualifiers(frozenset(token.key for token in clause.tokens))
        | (qualifiers(frozenset(token.key for token in clause.chain)) - {"not"}),
        roles=roles(clause.tokens),
        is_title=is_title,
    )


def qualifiers(keys: frozenset[str]) -> frozenset[str]:
    """Return the words without which a sentence says more than it should."""
    found = (keys & (QUALIFIERS | PLATFORMS)) | ({"not"} if keys & NEGATIONS else frozenset())
    return frozenset("macos" if each in {"mac", "osx"} else each for each in found)


def _direct(clause: Clause, scope: tuple[Token, ...]) -> frozenset[str]:
    """Return the senses of what is done something to: of everything where something is made possible."""
    if "enable" in acts_of(clause.verb):
        return all_senses((*clause.tokens, *scope))
    verbs = (clause.verb, *aimed(clause.tokens))
    return implied(all_senses(scope).union(*(all_senses(direct(told, verb)) for told in (clause.tokens, clause.chain) for verb in verbs)))


def _acts(clause: Clause, told: frozenset[str], made: frozenset[str]) -> frozenset[str]:
    lead = acts_of(clause.verb)
    words = [token.key for token in clause.tokens if token.kind is TokenKind.WORD]
    if lead & NEGATIVE:
        return lead | (frozenset({"clean"}) if any(token.key in LITTER for token in clause.chain) else frozenset())
    if NEGATIONS.intersection(words[:2]):
        return STOPPING
    nouns = frozenset(act for word in words for act in acts_of_noun(word))
    moves = (
        frozenset({"replace", "move", "migrate", "switch"}) if len(frozenset().union(*roles(clause.tokens).values())) > 1 else frozenset()
    )
    written = frozenset({"document", "write"}) if made & {"docs", "samples"} and lead & {"add", "update"} else frozenset()
    tested = frozenset({"test"}) if "tests" in made and lead & {"add"} else frozenset()
    eased = frozenset({"add", "enable", "set"}) if clause.verb in LIGHT and any(word.endswith("able") for word in words) else frozenset()
    versions = any(token.kind is TokenKind.VERSION for token in clause.tokens)
    if found := lead | nouns | told | moves | written | tested | eased:
        return found
    if versions:
        return frozenset({"upgrade", "update"})
    return frozenset(act for word in words for act in acts_of(word))


def aimed(tokens: Sequence[Token]) -> list[str]:
    """Return the verbs after "to": what was done so that it can be done."""
    return [word.key for to, word in pairwise(tokens) if to.key == "to" and word.kind is TokenKind.WORD and is_verb(word.key)]
