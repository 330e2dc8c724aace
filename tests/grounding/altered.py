"""Lies that change an identifier which the facts hold: one digit, one part, or whose it is."""

import re
from collections.abc import Iterator, Sequence

from tests.grounding.lie import Lie, other_digit, pick
from tests.grounding.said import REFERENCE, VERSION, Said, neighbours, text

_NAME = re.compile(r"\b(?:[a-z]\w*[._])+\w+\b|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
_FILE = re.compile(r"\.(?:md|py|rst|sh|txt|yml|toml)$")
_WORDS = ("legacy", "partially", "deprecated", "experimental", "internal", "global", "broken")
_PARTS = ("_all", "_v9", "_legacy", "_async")
_HUMPS = ("Factory", "Registry", "Proxy", "2")
_FOLDERS = ("internal", "contrib", "legacy")


def altered(said: Sequence[Said]) -> Iterator[Lie]:
    """Change what one item says of itself, and exchange what two items say."""
    for turn, one in enumerate(said):
        yield from _references(turn, one, said[(turn + 7) % len(said)])
        yield from _numbers(turn, one)
        yield from _names(turn, one)
    for one, other in neighbours(said):
        yield from _swapped(one, other)
    several = [one for one in said if len(one.item.events) > 1]
    single = [one for one in said if len(one.item.events) == 1]
    for turn, one in enumerate(several):
        for step in range(4):
            yield from _swapped_counts(one, single[(turn * 11 + step * 17) % len(single)])


def _references(turn: int, one: Said, stranger: Said) -> Iterator[Lie]:
    line, known = one.line(), text(one.item)
    if references := REFERENCE.findall(line):
        reference = references[turn % len(references)]
        if changed := other_digit(reference, turn, known):
            yield Lie("changed-reference", line.replace(reference, changed), (one,))
        theirs = REFERENCE.findall(stranger.line())
        if theirs and not set(theirs) & set(REFERENCE.findall(known)):
            yield Lie("other-reference", line.replace(reference, theirs[0]), (one,))
    else:
        short = one.item.events[0].ref[:7]
        changed = other_digit(short, turn, short) if any(map(str.isdigit, short)) else f"{short[:-1]}0"
        yield Lie("changed-hash", f"{one.words} ({changed})", (one,))
        yield Lie("other-hash", f"{one.words} ({stranger.item.events[0].ref[:7]})", (one,))


def _numbers(turn: int, one: Said) -> Iterator[Lie]:
    count = len(one.item.events)
    if count > 1 or turn % 4 == 0:
        yield Lie("changed-number", one.line(f" in {count + 1 + turn % 5} commits"), (one,))
    for version in VERSION.findall(one.words):
        known = text(one.item)
        if changed := other_digit(version, turn, known):
            yield Lie("changed-version", one.line().replace(version, changed), (one,))
        final = re.sub(r"(?:a|b|rc|\.dev)\d+$", "", version)
        if final != version:
            yield Lie("changed-version", one.line().replace(version, final), (one,))


def _names(turn: int, one: Said) -> Iterator[Lie]:
    names = [name for name in _NAME.findall(one.words) if not VERSION.search(name) and not _FILE.search(name)]
    for step, name in enumerate(names):
        parts = _PARTS if "_" in name or "." in name else _HUMPS
        changed = f"{name}{parts[(turn + step) % len(parts)]}"
        yield Lie("changed-function", one.line().replace(name, changed), (one,))
    if added := pick(_WORDS, turn, one):
        yield from _quotation(turn, one, added)
    change = one.item.events[0].change
    if change and change.paths and turn % 2:
        folder, _, name = change.paths[0].rpartition("/")
        other = _FOLDERS[turn % len(_FOLDERS)]
        changed = (f"{folder or other}/x_{name}", f"{other}/{name}", f"{folder or other}/{name}.bak")[turn // 2 % 3]
        yield Lie("changed-file", one.line(f" in {changed}"), (one,))


def _quotation(turn: int, one: Said, added: str) -> Iterator[Lie]:
    """Quote what follows the verb, with a word more or a word less, never at an end: what is left would be a true quotation."""
    words = one.rest.split()
    if len(words) < 3 or set(one.rest) & set("\"`'"):
        return
    place = 1 + turn % (len(words) - 2)
    more = [*words[:place], added, *words[place:]]
    less = [*words[:place], *words[place + 1 :]]
    quoted = " ".join(more if turn % 3 else less)
    yield Lie("altered-quotation", f"{one.words.split(' ', 1)[0]} “{quoted}” ({one.cited})", (one,))


def _swapped(one: Said, other: Said) -> Iterator[Lie]:
    """Tell two items, each with what the other cites."""
    mine, theirs = one.cited, other.cited
    if set(mine.split(", ")) & set(theirs.split(", ")):
        return
    if mine in text(other.item) or theirs in text(one.item):
        return
    kind = "swapped-references" if "#" in mine and "#" in theirs else "swapped-hashes"
    yield Lie(kind, f"{one.words} ({theirs}); {other.verb} {other.rest} ({mine})", (one, other))


def _swapped_counts(several: Said, single: Said) -> Iterator[Lie]:
    count = len(several.item.events)
    first = f"{several.words} in 1 commit ({several.cited})"
    second = f"{single.verb} {single.rest} in {count} commits ({single.cited})"
    yield Lie("swapped-numbers", f"{first}; {second}", (several, single))
