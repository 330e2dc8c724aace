"""What a model has written so far: each line judged when it is complete, none before.

A line that is taken was seen as a whole, and what is shown is what was checked: nothing is repaired, cut out or added but references,
and the repository before one that is not of the answer's main repository.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.model import Bullet, By, Link, WorkItem
from core.reading.inert import inert
from core.reading.secrets import masked
from core.telling.doers import doers
from core.telling.grounding.refusal import Refusal
from core.telling.lines import LONGEST, Lines, parted
from core.telling.references import links_of, spelled, suffix

Check = Callable[[str, Sequence[WorkItem]], Refusal | None]
"""Say why a line is not backed by the facts that it cites, or nothing."""
Carry = Callable[[str, str, Sequence[WorkItem]], Refusal | None]
"""Say what a translation does not carry over from the English line, or nothing."""

_LONGEST = 400  # characters of one line in one language


class Fault(StrEnum):
    """Why a line was dropped before its facts were looked at."""

    FORM = "no ids in brackets"
    LENGTH = "too long"
    UNKNOWN = "an id that is not in the facts"
    AGAIN = "an id that was told before"
    FULL = "more lines than asked for"
    UNSAFE = "hidden characters or a secret"
    AMBIGUOUS = "one reference with two addresses"
    SECTIONS = "facts of two sections"
    NAMELESS = "not said who did it"


@dataclass(slots=True, kw_only=True)
class Draft:
    """Takes a text piece by piece, and keeps the bullets that passed and the reasons of those that did not."""

    facts: Mapping[str, WorkItem]  # what the model was given
    sections: Mapping[str, str]  # where each is told in a shape that has parts
    limit: int
    check: Check
    carry: Carry
    is_translated: bool = False
    names_actors: bool = False  # several people did what is told, so each line says who
    taken: list[Bullet] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    untranslated: int = 0
    _lines: Lines = field(default_factory=Lines)

    def feed(self, piece: str) -> Iterator[Bullet]:
        """Take a piece of the text; yield each bullet that it completed."""
        for line in self._lines.feed(piece):
            yield from self._line(line)

    def finish(self) -> Iterator[Bullet]:
        """Take what stands after the last line break: the text is whole."""
        yield from self._line(self._lines.finish())

    def _line(self, line: str) -> Iterator[Bullet]:
        if len(line) > LONGEST:
            self.dropped[Fault.LENGTH] += 1
        elif line.strip():
            result = self._judged(line)
            if isinstance(result, Bullet):
                self.taken.append(result)
                yield result
            else:
                self.dropped[result] += 1

    def _judged(self, line: str) -> Bullet | str:
        """Return the line as a bullet, or why it is none."""
        found = parted(line)
        if found is None:
            return Fault.FORM
        ids, text = found
        english, _, translation = text.partition("||") if self.is_translated else (text, "", "")
        english = " ".join(english.split()).removesuffix(".")
        if fault := self._misfit(ids) or _unfit(english):
            return fault
        facts = [self.facts[each] for each in ids]
        if (refusal := self.check(english, facts)) is not None:
            return refusal.rule
        if self.names_actors and not any(name in english for name in doers(facts)):
            return Fault.NAMELESS
        return self._bullet(english, translation, ids, facts)

    def _misfit(self, ids: Sequence[str]) -> Fault | None:
        """Say what is wrong with the ids of a line."""
        told = {each for bullet in self.taken for each in bullet.items}
        if len(self.taken) >= self.limit:
            return Fault.FULL
        if not self.facts.keys() >= set(ids):
            return Fault.UNKNOWN
        if len(set(ids)) < len(ids) or told & set(ids):
            return Fault.AGAIN
        if len({self.sections[each] for each in ids}) > 1:
            return Fault.SECTIONS
        urls: dict[str, str] = {}
        links = [link for each in ids for link in self.facts[each].links]
        return Fault.AMBIGUOUS if any(urls.setdefault(link.ref, link.url) != link.url for link in links) else None

    def _bullet(self, english: str, translation: str, ids: tuple[str, ...], facts: Sequence[WorkItem]) -> Bullet:
        said = english
        if self.is_translated:
            said = self._translated(english, translation, facts) or english
            self.untranslated += said == english
        links = links_of(facts)
        said = spelled(said, facts)
        text = said + suffix(links, said)
        return Bullet(text=text, items=ids, links=_in_order(links, text), by=By.MODEL, section=self.sections[ids[0]])

    def _translated(self, english: str, translation: str, facts: Sequence[WorkItem]) -> str:
        """Return the translation where it may be shown. Joiners that some scripts write with are gone from it before it is checked."""
        text = inert(translation, limit=2 * _LONGEST).removesuffix(".")
        if not text or len(text) > _LONGEST or masked(text) != text or self.carry(english, text, facts) is not None:
            return ""
        return text


def _unfit(text: str) -> Fault | None:
    if not text or len(text) > _LONGEST:
        return Fault.LENGTH
    return None if masked(inert(text)) == text else Fault.UNSAFE


def _in_order(links: Sequence[Link], text: str) -> tuple[Link, ...]:
    """Return links as the text names them, then those that it does not name."""
    places = {link: text.find(link.ref) for link in links}
    return tuple(sorted(links, key=lambda link: (places[link] < 0, places[link])))
