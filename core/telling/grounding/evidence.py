"""All that one work item backs, made ready once so that many lines can be held against it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.model import State, WorkItem, WorkKind
from core.reading.naming import NEAR
from core.telling.doers import doers
from core.telling.grounding.objects import all_senses, is_content
from core.telling.grounding.statements import Statement, implied, statements, texts
from core.telling.grounding.stems import stem
from core.telling.grounding.tokens import Token, TokenKind, is_code, tokenize
from core.telling.grounding.values import values
from core.telling.grounding.verbs import is_verb
from core.telling.references import claims

_CALL = re.compile(r"([A-Za-z_][\w.]*)\([^()]*\)")
_HASH = re.compile(r"[0-9a-f]{40}")
_GITHUB = re.compile(r"\bGH[-#]?([0-9]+)\b")
_TAGGED = re.compile(r"[a-z][\w.-]*?[-@_/]v?([0-9]+(?:\.[0-9]+)+[\w.+-]*)")  # "payments-2.41.0"
_PLACES = frozenset("driver scheduler plugin theme box rule widget controller".split())
_STAGES = {"a": "alpha", "b": "beta", "rc": "candidate", r"\.dev": "development"}
_READ_PATHS = 16
_UNMERGED = frozenset({"branch", "draft"})
_KINDS = {
    WorkKind.FEATURE: "feature support add",
    WorkKind.FIX: "fix bug issue problem case",
    WorkKind.SECURITY: "security",
    WorkKind.REMOVAL: "remove",
    WorkKind.REFACTORING: "refactor",
    WorkKind.DOCUMENTATION: "documentation",
    WorkKind.TEST: "test",
    WorkKind.RELEASE: "release version candidate",
    WorkKind.REVERT: "revert",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The senses of the words before a number, and of those after it."""

    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a work item holds, by the kinds of things that a line may name."""

    item: WorkItem
    statements: tuple[Statement, ...]
    senses: frozenset[str]
    literal: frozenset[str]  # names, versions, paths, words: as they stand, in lower case
    references: frozenset[str]
    hashes: tuple[str, ...]
    links: frozenset[str]
    numbers: Mapping[str, Sequence[Beside]]
    actors: frozenset[str]
    others: frozenset[str]
    text: str
    values: Mapping[str, frozenset[str]]

    @property
    def is_undone(self) -> bool:
        """Whether the item took work back, or was taken back."""
        return self.item.kind is WorkKind.REVERT or self.item.state is State.REVERTED


@lru_cache(maxsize=512)
def evidence(item: WorkItem) -> Evidence:
    """Return what an item backs."""
    told, more = texts(item)
    text = "\n".join([*told, *more])
    lines = [tokenize(line) for line in (*told, *more)]
    tokens = tuple(token for line in lines for token in line)
    return Evidence(
        item=item,
        statements=tuple(statements(item)),
        senses=_senses(item, tokens),
        literal=_literal(item, text, tokens),
        references=_references(item, tokens),
        hashes=_hashes(item),
        links=_links(item, tokens),
        numbers=_numbers(lines),
        actors=frozenset(doers([item])),
        others=frozenset(other.name for event in item.events for other in event.others),
        text=text,
        values=values(lines),
    )


def merged(facts: Sequence[Evidence]) -> Evidence:
    """Return what facts back together: for the words that sum them up, never for a name or a number."""
    return replace(
        facts[0],
        statements=tuple(each for fact in facts for each in fact.statements),
        senses=frozenset[str]().union(*(fact.senses for fact in facts)),
    )


def told_apart(facts: Sequence[Evidence]) -> list[Evidence]:
    """Return facts that one line tells, without the bare references that may be another repository's in it."""
    known = claims([fact.item for fact in facts])
    return [replace(fact, references=fact.references - _unclear(fact, known)) for fact in facts]


def _unclear(fact: Evidence, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the bare references of a fact that stand for several things, or for what it does not point at."""
    shown = frozenset(link.ref for link in fact.item.links)
    near = frozenset(link.near for link in fact.item.links if link.near)
    loose = frozenset(filter(NEAR.fullmatch, fact.references)) - near - shown if fact.item.is_far else frozenset()
    return loose | frozenset(bare for bare in near - shown if len(known[bare]) > 1)


def _senses(item: WorkItem, tokens: tuple[Token, ...]) -> frozenset[str]:
    kind = frozenset(stem(word) for word in _KINDS.get(item.kind, "").split())
    stage = frozenset(stem(word) for sign, word in _STAGES.items() for event in item.events if re.search(rf"\d{sign}\d", event.title))
    state = _UNMERGED if item.state is State.OPEN else frozenset()
    return kind | stage | state | implied(all_senses(tokens)) | _places(item)


def _places(item: WorkItem) -> frozenset[str]:
    """Return the stems of what kind of thing the paths say that an item is in: "driver", of drivers/net."""
    words = {word.removesuffix("s") for path in _paths(item)[:_READ_PATHS] for word in re.findall(r"[a-z]+", path.lower())}
    return frozenset(stem(word) for word in words & _PLACES)


def _literal(item: WorkItem, text: str, tokens: tuple[Token, ...]) -> frozenset[str]:
    names = [token.key for token in tokens]
    changes = [event.change for event in item.events if event.change]
    names += [item.repository, *(name for change in changes for name in (change.branch, change.released, *change.tags))]
    names += [f"{call}()" for call in _CALL.findall(text)] + [
        f"{token.key}()" for token in tokens if token.kind is TokenKind.NAME and is_code(token.text)
    ]
    names += [event.ref for event in item.events if not _HASH.fullmatch(event.ref)]
    names += [word for link in item.links if link.near for word in link.ref.split()]
    known = {part for name in names if name for part in _whole_parts(name.lower())}
    return frozenset(known.union(part for path in _paths(item) for part in _path_parts(path.lower())))


def _path_parts(path: str) -> Iterator[str]:
    """Yield a path's whole pieces, and a file's name without what follows its first dot: "phpcs.xml" is not "phpcs.xml.dist"."""
    pieces = path.split("/")
    yield from ("/".join(pieces[start:end]) for start in range(len(pieces)) for end in range(start + 1, len(pieces) + 1))
    yield pieces[-1].removeprefix(".").partition(".")[0]


def _whole_parts(name: str) -> Iterator[str]:
    """Yield a name and the whole names that it is made of: "a/b.py" is "b.py" too, "App.start()" is "start()"."""
    yield name
    yield name.removeprefix("v")
    yield name.removesuffix("()")
    yield from (found[1] for found in [_TAGGED.fullmatch(name)] if found)
    yield from re.findall(r"[\w*.]+", name) if re.search(r"[<>=~]", name) else ()
    pieces = re.split(r"[/]|::|#", name)
    yield from ("/".join(pieces[start:end]) for start in range(len(pieces)) for end in range(start + 1, len(pieces) + 1))
    if not name[:1].isdigit():
        for piece in pieces:
            labels = piece.split(".")
            yield from (".".join(labels[start:end]) for start in range(len(labels)) for end in range(start + 1, len(labels) + 1))


def _paths(item: WorkItem) -> list[str]:
    return list(dict.fromkeys(path for event in item.events if event.change for path in event.change.paths))


def _references(item: WorkItem, tokens: tuple[Token, ...]) -> frozenset[str]:
    refs = [f"#{number}" for token in tokens for number in _GITHUB.findall(token.text)]
    refs += [link.ref.rpartition(" ")[2] for link in item.links] + [link.ref for event in item.events for link in event.mentions]
    refs += [event.ref for event in item.events] + [token.key for token in tokens if token.kind is TokenKind.REFERENCE]
    return frozenset(ref.lower() for ref in refs)


def _hashes(item: WorkItem) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            hash_ for event in item.events for hash_ in (event.ref, *event.reverts, *event.copies) if re.fullmatch(r"[0-9a-f]{7,40}", hash_)
        )
    )


def _links(item: WorkItem, tokens: tuple[Token, ...]) -> frozenset[str]:
    urls = [link.url for link in item.links] + [event.url for event in item.events]
    urls += [link.url for event in item.events for link in event.mentions]
    return frozenset(url for url in urls if url) | {token.text for token in tokens if token.kind is TokenKind.LINK}


def _numbers(lines: Sequence[tuple[Token, ...]]) -> Mapping[str, Sequence[Beside]]:
    found: dict[str, list[Beside]] = {}
    for line in lines:
        for position, token in enumerate(line):
            if token.kind is TokenKind.NUMBER:
                found.setdefault(token.key, []).append(beside(line, position))
    return found


def beside(line: Sequence[Token], position: int) -> Beside:
    """Return what a number stands after and what it counts; a name before it says nothing."""
    before = [
        token
        for token in line[max(0, position - 2) : position]
        if token.kind is TokenKind.WORD and is_content(token) and not is_verb(token.key)
    ]
    after = [token for token in line[position + 1 : position + 4] if is_content(token)]
    return Beside(all_senses(before), all_senses(after))
