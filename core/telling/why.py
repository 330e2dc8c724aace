"""Explains an answer: which facts each bullet stands on, and which events were left out and why."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.messages import why as messages
from core.model import Event, EventKind, Recap, WorkItem
from core.reading.logins import bare
from core.reading.naming import Naming, far_name
from core.telling.references import SHORT
from core.telling.threads import act_of

_HASH = 4  # characters from which on a word may be the start of a hash
_MARK = re.compile(r"[#!]")
_PLAIN = re.compile(r"\w[\w\s'’-]*")


def why(recap: Recap, word: str = "") -> list[str]:
    """Return the lines that explain a whole answer, or those about a bullet's number, a reference, a tag, a hash, a person or words.

    A person is written @ana, as an address or by the full name.
    """
    if not recap.events:
        return [messages.NOTHING_FOUND]
    every = list(_blocks(recap))
    blocks = _about(word, every) if word else every
    if word and not blocks:
        return [messages.not_there(word, len(recap.events), recap.request.window.label)]
    lines = []
    for block in blocks:
        if block.head and block.head not in lines:
            lines.append(block.head)
        lines += block.facts
    return lines


@dataclass(frozen=True, slots=True)
class _Block:
    """What is told of one bullet, or of one reason to leave events out."""

    head: str
    facts: list[str]
    names: frozenset[str]
    people: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def is_named(self, text: str) -> bool:
        if (
            len(text) >= _HASH
            and not _MARK.search(text)
            and any(name.startswith(text.lower()) and not _MARK.search(name) for name in self.names)
        ):
            return True
        return text.lower() in self.names

    def is_of(self, text: str) -> bool:
        return " ".join(text.casefold().split()) in self.people

    def holds(self, text: str) -> bool:
        return _PLAIN.fullmatch(text) is not None and _words(text) <= self.words


_WAYS = (_Block.is_named, _Block.is_of, _Block.holds)  # the surest first


def _about(text: str, blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks that are about a text in the surest way in which any is."""
    ways = ([block for block in blocks if is_about(block, text)] for is_about in _WAYS)
    return next(filter(None, ways), [])


def _blocks(recap: Recap) -> Iterator[_Block]:
    items = {item.id: item for item in recap.folded.items}
    naming = Naming.told(recap.folded.items)
    for number, bullet in enumerate(recap.bullets, 1):
        told = [items[one] for one in bullet.items if one in items]
        yield _block(recap, messages.numbered(number, bullet.text), told, {str(number)}, bullet.text)
    for one in recap.smaller:
        if one in items:
            yield _block(recap, messages.SMALLER, [items[one]])
    for copies in recap.folded.copies:
        facts = [messages.copy(*(naming.shown(one, _ref(one)) for one in (event, copies.of))) for event in copies.events]
        yield _left_out(facts, copies.events)
    for noise in recap.folded.noise:
        facts = [messages.noise(naming.shown(event, _ref(event)), _day(event, recap), event.title, noise.why) for event in noise.events]
        yield _left_out(facts, noise.events)


def _block(recap: Recap, head: str, items: Sequence[WorkItem], names: Collection[str] = (), text: str = "") -> _Block:
    events = [event for item in items for event in item.events]
    are_several = len({event.actor.name for event in recap.events}) > 1
    facts = []
    for event in events:
        done = messages.done(_ref(event), act_of(event), event.actor.name if are_several else "")
        facts.append(messages.fact(done, _day(event, recap), event.title, event.repository))
        facts += [messages.doubt(event.doubt)] if event.doubt else []
    refs = {link.ref.lower() for item in items for link in item.links}
    return _Block(head, facts, _names(events) | refs | {*names}, _people(events), _words(text, *(event.title for event in events)))


def _left_out(facts: list[str], events: Sequence[Event]) -> _Block:
    return _Block(messages.LEFT_OUT, facts, _names(events), _people(events), _words(*(event.title for event in events)))


def _people(events: Sequence[Event]) -> frozenset[str]:
    """Return how the people behind events are written: names and addresses, and behind an @ logins, names and the starts of addresses."""
    doers = {identity for event in events for identity in (event.actor, *event.others)}
    texts = {text for one in doers for text in (one.name, one.email, one.login, f"@{one.name}", f"@{_local(one.email)}")}
    texts |= {f"@{bare(one.login)}" for one in doers}
    return frozenset(" ".join(text.casefold().split()) for text in texts - {"", "@"})


def _local(email: str) -> str:
    """Return an address's start; behind the plus sign of a host's no-reply address stands the login."""
    return email.partition("@")[0].rpartition("+")[2]


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in re.findall(r"\w+", text.casefold()))


def _names(events: Sequence[Event]) -> frozenset[str]:
    refs = [(event, ref) for event in events for ref in (event.ref, *(link.ref for link in event.mentions))]
    return frozenset(name.lower() for event, ref in refs for name in (ref, far_name(event, ref)))


def _ref(event: Event) -> str:
    return event.ref if event.kind is EventKind.TAG else event.ref[:SHORT]


def _day(event: Event, recap: Recap) -> str:
    local = event.at.astimezone(ZoneInfo(recap.request.window.zone))
    return f"{local:%a} {local.day} {local:%b %Y}"
