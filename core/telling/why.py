"""Explains an answer: which facts each bullet stands on, and which events were left out and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.messages import why as messages
from core.model import Event, EventKind, Recap, WorkItem
from core.telling.references import SHORT

_HASH = 4  # characters from which on a word may be the start of a hash


def why(recap: Recap, word: str = "") -> list[str]:
    """Return the lines that explain a whole answer, or those about one bullet's number, a reference, a tag or a hash."""
    blocks = [block for block in _blocks(recap) if not word or block.is_about(word)]
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

    def is_about(self, word: str) -> bool:
        if len(word) >= _HASH and any(name.startswith(word.lower()) for name in self.names):
            return True
        return word.lower() in self.names


def _blocks(recap: Recap) -> Iterator[_Block]:
    items = {item.id: item for item in recap.folded.items}
    for number, bullet in enumerate(recap.bullets, 1):
        told = [items[one] for one in bullet.items if one in items]
        yield _block(recap, messages.numbered(number, bullet.text), told, {str(number)})
    for one in recap.smaller:
        if one in items:
            yield _block(recap, messages.SMALLER, [items[one]], set())
    for copies in recap.folded.copies:
        facts = [messages.copy(_ref(event), _ref(copies.of)) for event in copies.events]
        yield _Block(messages.LEFT_OUT, facts, _names(copies.events))
    for noise in recap.folded.noise:
        facts = [messages.noise(_ref(event), _day(event, recap), event.title, noise.why) for event in noise.events]
        yield _Block(messages.LEFT_OUT, facts, _names(noise.events))


def _block(recap: Recap, head: str, items: Sequence[WorkItem], names: set[str]) -> _Block:
    events = [event for item in items for event in item.events]
    facts = []
    for event in events:
        facts.append(messages.fact(_ref(event), _day(event, recap), event.title, event.repository))
        facts += [messages.doubt(event.doubt)] if event.doubt else []
    refs = {link.ref.lower() for item in items for link in item.links}
    return _Block(head, facts, _names(events) | refs | names)


def _names(events: Sequence[Event]) -> frozenset[str]:
    mentioned = {link.ref.lower() for event in events for link in event.mentions}
    return frozenset(event.ref.lower() for event in events) | mentioned


def _ref(event: Event) -> str:
    return event.ref if event.kind is EventKind.TAG else event.ref[:SHORT]


def _day(event: Event, recap: Recap) -> str:
    local = event.at.astimezone(ZoneInfo(recap.request.window.zone))
    return f"{local:%a} {local.day} {local:%b %Y}"
