"""Read what a fact's text states, clause by clause."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from core.model import WorkItem, WorkKind
from core.telling.grounding.acts import BESIDE, NEGATIVE, UNDOING
from core.telling.grounding.clauses import Clause, clauses
from core.telling.grounding.closed import MENDED, NEGATIONS, PLATFORMS, QUALIFIERS, STOOD_ON, TRYING
from core.telling.grounding.headings import Heading, heading
from core.telling.grounding.objects import absent, all_senses, artifacts, denied, direct, is_content
from core.telling.grounding.order import Role, key_of, roles
from core.telling.grounding.stated import acts_stated, aimed, is_explained, troubles
from core.telling.grounding.swapped import Places, places
from core.telling.grounding.synonyms import IMPLIED
from core.telling.grounding.tokens import Token, tokenize
from core.telling.grounding.verbs import acts_of
from core.telling.threads import is_said_of_others

_DETAILS = re.compile(r"^(?:---|\.\.\.|updated-dependencies:|Signed-off-by:|Co-authored-by:)", re.MULTILINE)
_LIMIT = re.compile(r"(?:only (?:on |for |in )?)?[\w, ]{2,40}? only\.?|only (?:on|for|in) [\w, ]{2,40}\.?", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?:^|/)docs?/|\.(?:mdx?|rst|adoc)$", re.IGNORECASE)
_DOCS = frozenset({"docs"})
_NOTHING: frozenset[str] = frozenset()
_POINTER = re.compile(r"\[[^\]]*\]\(|https?://\S+$")  # a line that only points somewhere
_EVENTS = 16  # of an item, whose titles are read; what a line says of later ones is refused
_BODIES = 8  # of an item, the same
_LONGEST = 1200  # characters of a body that are read
_MOST = 16  # lines of all bodies


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
    places: Places
    troubles: frozenset[str]  # senses of what is fixed: "losing"
    is_title: bool

    @property
    def is_negated(self) -> bool:
        """Whether it says that something is not so."""
        return bool(self.keys & NEGATIONS)

    @property
    def is_negative(self) -> bool:
        """Whether it takes something away, and nothing else."""
        return bool(self.acts - BESIDE) and self.acts - BESIDE <= NEGATIVE


def statements(item: WorkItem) -> list[Statement]:
    """Return what an item's titles and the first lines of its bodies state; one that stands twice is told once."""
    told, more = texts(item)
    limits = frozenset(word for line in more if _LIMIT.fullmatch(line) for word in qualifiers(tokenize(line)))
    made = _DOCS if is_prose(item) else _NOTHING
    found = [_limited(statement, limits) for title in told for statement in _read(title, made, item.kind, is_title=True)]
    found += [_replacing(one, two) for one, two in pairwise(found) if "remove" in one.acts and two.acts & {"use", "add"}]
    return found + [statement for line in more for statement in _read(line, _NOTHING, item.kind, is_title=False)]


def texts(item: WorkItem) -> tuple[list[str], list[str]]:
    """Return the titles and the lines of bodies that are read, each once: of a large item the most telling commits."""
    events = [event for event in item.events if not is_said_of_others(event)]
    titles = dict.fromkeys((item.title, *(event.title for event in events[:_EVENTS])))
    bodies = dict.fromkeys(line for event in events[:_BODIES] for line in _lines(event.body) if line not in titles)
    return list(titles), list(islice(bodies, _MOST))


def implied(known: frozenset[str]) -> frozenset[str]:
    """Return what the facts' words let a line say, with the words themselves."""
    return known.union(*(IMPLIED[each] for each in known if each in IMPLIED))


def _lines(body: str) -> list[str]:
    text = _DETAILS.split(body[: 2 * _LONGEST], maxsplit=1)[0][:_LONGEST]
    lines = (raw.strip(" \t*-•>#").strip() for raw in text.splitlines())
    return [line for line in lines if line and not _POINTER.match(line)][:_MOST]


def is_prose(item: WorkItem) -> bool:
    """Say whether an item changed documents alone, as its paths tell."""
    paths = [path for event in item.events[:_EVENTS] if event.change for path in event.change.paths[:_EVENTS]]
    return bool(paths) and item.kind is not WorkKind.RELEASE and all(_DOCUMENT.search(path) for path in paths)


def _read(text: str, made: frozenset[str], kind: WorkKind, *, is_title: bool) -> Iterator[Statement]:
    head = heading(text)
    head = replace(head, made=head.made | made, is_fix=kind is WorkKind.FIX and is_title)
    for clause in clauses(tokenize(head.words)):
        statement = _statement(clause, head, is_title=is_title)
        yield _taken_back(statement) if head.is_undone else statement


def _limited(statement: Statement, limits: frozenset[str]) -> Statement:
    """Return a title with the limits that a body gives it: "Linux only."."""
    return replace(statement, qualifiers=statement.qualifiers | limits) if limits else statement


def _replacing(one: Statement, two: Statement) -> Statement:
    """Return what "remove one, use two" states."""
    ends = {key: frozenset({Role.SOURCE}) for key in one.keys - two.keys} | {key: frozenset({Role.TARGET}) for key in two.keys - one.keys}
    acts = frozenset({"replace", "switch", "migrate"})
    return replace(
        one,
        keys=one.keys | two.keys,
        senses=one.senses | two.senses,
        acts=acts,
        direct=one.direct | two.direct,
        roles=ends,
        aims=frozenset(),
    )


def _taken_back(statement: Statement) -> Statement:
    """Return what taking back a statement states."""
    acts = frozenset(act for each in statement.acts for act in UNDOING.get(each, "").split())
    return replace(statement, acts=acts | {"revert"}, aims=frozenset(), roles={} if acts & statement.acts else statement.roles)


def _statement(clause: Clause, head: Heading, *, is_title: bool) -> Statement:
    told, made, scope = head.acts, head.made, tokenize(head.scope)
    tokens = (*clause.tokens, *scope)
    keys = frozenset(key for token in tokens for key in (token.key, key_of(token)))
    known = artifacts((*clause.before, *clause.tokens))
    aims = [] if "enable" in acts_of(clause.verb) or is_explained(clause.tokens) else aimed(clause.tokens)
    lead = implied(all_senses([token for token in clause.tokens if is_content(token)][:1]))
    return Statement(
        keys=keys,
        senses=implied(all_senses(tokens) | all_senses(tokenize(" ".join(made)))),
        acts=acts_stated(clause, told, artifacts(clause.chain) | known | made, is_title=is_title)
        | frozenset(act for verb in aims for act in acts_of(verb)),
        aims=frozenset(act for verb in aimed(clause.tokens) for act in acts_of(verb)),
        lead=lead,
        direct=_direct(clause, scope),
        artifacts=known,
        made=made,
        denied=denied(clause.tokens),
        absent=absent(clause.tokens),
        qualifiers=qualifiers(clause.tokens) | (qualifiers(clause.chain) - MENDED - {"not"}),
        roles=roles(clause.tokens),
        places=places(clause.tokens, clause.verb),
        troubles=implied(frozenset(troubles(clause, lead, is_fix=head.is_fix))),
        is_title=is_title,
    )


def qualifiers(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words without which a sentence says more than it should."""
    keys = frozenset(part for token in tokens for part in (token.key, token.key.replace("-", ""), *token.key.split("-")))
    stood = frozenset(token.key for on, token in pairwise(tokens) if on.key == "on" and token.key in STOOD_ON)
    tried = any(to.key == "to" and trying.key in TRYING for trying, to in pairwise(tokens))
    found = (keys & (QUALIFIERS | PLATFORMS)) | stood | ({"not"} if keys & NEGATIONS else frozenset()) | ({"try"} if tried else frozenset())
    return frozenset("macos" if each in {"mac", "osx"} else each for each in found)


def _direct(clause: Clause, scope: tuple[Token, ...]) -> frozenset[str]:
    """Return the senses of what is done something to: of everything where something is made possible or prevented."""
    acts = acts_of(clause.verb)
    if acts & {"enable", "prevent"} or ("add" in acts and any(token.key == "as" for token in clause.tokens)):
        return all_senses((*clause.tokens, *scope))
    verbs = (clause.verb, *aimed(clause.tokens))
    return implied(all_senses(scope).union(*(all_senses(direct(told, verb)) for told in (clause.tokens, clause.chain) for verb in verbs)))
