"""Finds what happened: reads all sources side by side and keeps the events that the question is about."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from core.errors import OutsideError
from core.finding.asked import Known, hints
from core.finding.bots import is_bot
from core.finding.kept import MOST, Kept, doers
from core.finding.landings import with_landings
from core.finding.people import joined
from core.finding.seen import seen_once
from core.finding.sought import Sought
from core.finding.where import is_wanted, matches_repository, passes, touches
from core.messages import finding as messages
from core.model import Activity, Event, Failure, Identity, Person, Query, RecapRequest, Where, WhoKind
from core.ports import ActivitySource

Report = Callable[[str, int, bool], None]  # a source's name, its events so far, whether it is done

_SIDE_BY_SIDE = 8  # sources that are read at once; each may be a process
_BUSIEST = 5  # authors that are named where the asked person did nothing
_REPORTED = 500  # events between two reports of a source


async def gather(
    sources: Sequence[ActivitySource],
    request: RecapRequest,
    *,
    me: Sequence[Identity],
    now: datetime,
    report: Report = lambda _name, _events, _is_done: None,
    known: Known = MappingProxyType({}),
    most: int = MOST,
) -> Activity:
    """Return every event of the window that the request is about, numbered in order of time, and what could not be looked at.

    A source that fails becomes a value, and what it yielded before stays. Where nobody is known to look for, it is everybody.
    `known` says under which names people act whom the question names by a word of their own. At most `most` events are kept; what was
    too much is a failure that says so.
    """
    sought = Sought.of(request.who, me, known)
    kept = Kept(sought.is_likely, most)
    finds = [_Find(source, number) for number, source in enumerate(sources)]
    turns = asyncio.Semaphore(_SIDE_BY_SIDE)
    await _each(finds, _Reading(request, now, kept, turns, report, hints(sought.persons, me, known)).read)
    people = sought.people(kept.seen())
    _choose(finds, kept, sought, people)
    await _each(finds, lambda find: _measure(find, turns))
    _call(finds, people, known)
    found = _found(finds, kept)
    events = _numbered([event for event in found if touches(event, request.where)])
    unknown, hosts = _unknown(request, finds), _hosts(find for find in finds if find.is_read)
    is_measured = bool(request.where.paths or request.where.topics)  # how busy others were there is not known
    return Activity(
        events=events,
        people=tuple(people),
        busiest=() if events or not people or is_measured else _busiest(kept),
        elsewhere=() if events else _elsewhere(kept, people, found),
        repositories=_looked_at(finds, request.where),
        failures=tuple(dict.fromkeys(failure for find in finds for failure in find.failures)),  # what is damaged fails twice
        hosts=hosts,
        strangers=sought.strangers([find.source.host for find in finds if find.source.goes_by_login], people),
        nameless=sought.nameless(_hosts(finds), people),
        unmatched=tuple(unknown) if hosts else (),
        notes=tuple(_notes(request, me, () if hosts else unknown, finds)),
    )


@dataclass(slots=True)
class _Find:
    """One source, and what was found there."""

    source: ActivitySource
    number: int
    is_read: bool = False
    events: list[Event] = field(default_factory=list)
    repositories: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all sources are read with."""

    request: RecapRequest
    now: datetime
    kept: Kept
    turns: asyncio.Semaphore
    report: Report
    people: tuple[Identity, ...]  # as they were asked for; who else they are is known when all names are

    async def read(self, find: _Find) -> None:
        seen, name, window = 0, find.source.name, self.request.window
        query = Query(window=window, now=self.now, people=self.people, where=self.request.where)
        async with self.turns:
            self.report(name, 0, False)
            try:
                async for event in find.source.events(query):
                    seen += 1
                    find.repositories.add(event.repository)
                    if window.start <= event.at < window.end and event.at <= self.now:
                        self._take(find.number, event)
                    if seen % _REPORTED == 0:
                        self.report(name, seen, False)
                find.is_read = True
            except OutsideError as error:
                find.is_read = error.is_partial
                find.failures.append(Failure(name, str(error)))
            self.report(name, seen, True)

    def _take(self, source: int, event: Event) -> None:
        if is_wanted(event, self.request.where):
            self.kept.add(source, event)
        else:
            self.kept.elsewhere[doers(event)] += 1


async def _each(finds: Sequence[_Find], work: Callable[[_Find], Coroutine[None, None, None]]) -> None:
    """Do something for all sources side by side."""
    async with asyncio.TaskGroup() as group:
        for find in finds:
            group.create_task(work(find))


def _found(finds: Sequence[_Find], kept: Kept) -> list[Event]:
    """Return what was chosen, with the host that it is from and the requests that others merged."""
    told = [(find, event) for find in finds for event in with_landings(find.events, kept.of(find.number))]
    return seen_once(replace(event, host=find.source.host) if find.source.host else event for find, event in told)


def _hosts(finds: Iterable[_Find]) -> tuple[str, ...]:
    """Return the hosts of sources, each once; a repository on disk has none."""
    return tuple(dict.fromkeys(find.source.host for find in finds if find.source.host))


def _choose(finds: Sequence[_Find], kept: Kept, sought: Sought, people: Sequence[Person]) -> None:
    """Give each source its events that count, and say how many of those were too many."""
    identities = frozenset(identity for person in people for identity in person.identities)
    for find in finds:
        find.events = [event for event in kept.of(find.number) if sought.includes(doers(event), event.repository, identities)]
    for find in finds:
        lost = sum(
            count
            for (number, repository, them), count in kept.dropped.items()
            if number == find.number and sought.includes(them, repository, identities)
        )
        if lost:
            find.failures.append(Failure(find.source.name, messages.cut(len(find.events), len(find.events) + lost)))


def _call(finds: Sequence[_Find], people: list[Person], known: Known) -> None:
    """Let those whom a chat names go by one name, whatever hosts and git call them; other people are told as they are written there."""
    names = {identity: person.name for person in people for identity in person.identities} if known else {}
    for find in finds:
        find.events = [_called(event, names) for event in find.events]
    for number, person in enumerate(people if known else ()):
        more = (replace(identity, name=person.name) for identity in person.identities)
        people[number] = Person(person.name, tuple(dict.fromkeys((*person.identities, *more))))


def _called(event: Event, names: Mapping[Identity, str]) -> Event:
    """Return an event under the names by which people go; who opened its request stays who did it."""

    def called(one: Identity) -> Identity:
        return replace(one, name=names[one]) if one in names else one

    thread = event.thread and replace(event.thread, author=called(event.thread.author))
    return replace(event, actor=called(event.actor), thread=thread)


async def _measure(find: _Find, turns: asyncio.Semaphore) -> None:
    if not find.events:
        return
    async with turns:
        try:
            find.events = await find.source.measured(find.events)
        except OutsideError as error:
            find.failures.append(Failure(find.source.name, str(error)))


def _numbered(events: Sequence[Event]) -> tuple[Event, ...]:
    ordered = sorted(events, key=lambda event: (event.at, event.repository, event.ref))
    return tuple(replace(event, id=f"E{number}") for number, event in enumerate(ordered, 1))


def _busiest(kept: Kept) -> tuple[tuple[str, int], ...]:
    totals = [
        (person.name, sum(kept.counts[identity] for identity in person.identities))
        for person in joined(kept.counts)
        if not any(is_bot(identity) for identity in person.identities)
    ]
    return tuple(sorted(totals, key=lambda total: (-total[1], total[0]))[:_BUSIEST])


def _elsewhere(kept: Kept, people: Sequence[Person], missed: Sequence[Event]) -> tuple[tuple[str, int], ...]:
    """Count what each person did that the filters leave out, what was `missed` by them after measuring included; nameless is everyone."""
    done = kept.elsewhere + Counter(doers(event) for event in missed)
    if not people:
        return (("", done.total()),) if done else ()
    totals = [(person.name, sum(n for them, n in done.items() if not set(them).isdisjoint(person.identities))) for person in people]
    return tuple(total for total in totals if total[1])


def _looked_at(finds: Sequence[_Find], where: Where) -> tuple[str, ...]:
    """Name the repositories that were read: those that the filters let pass, where there are any."""
    names = [_known_as(find) for find in finds if find.is_read]
    return tuple(name for name in names if passes(name, where)) or tuple(names)


def _known_as(find: _Find) -> str:
    return find.source.repository or find.source.name


def _notes(request: RecapRequest, me: Sequence[Identity], unknown: Sequence[str], finds: Sequence[_Find]) -> list[str]:
    notes = [messages.NOBODY_IS_ME] if not me and any(who.kind is WhoKind.ME for who in request.who) else []
    looked = sorted({_known_as(find) for find in finds})
    return notes + [messages.no_such_repository(pattern, looked, _nearest(pattern, _names(finds))) for pattern in unknown]


def _unknown(request: RecapRequest, finds: Sequence[_Find]) -> list[str]:
    """Return the repositories that the question names, and of which no source had anything."""
    names = _names(finds)
    named = (who.text for who in request.who if who.kind is WhoKind.REPOSITORY)
    asked = dict.fromkeys((*request.where.repositories, *request.where.excluded, *named))
    return [pattern for pattern in asked if not any(matches_repository(pattern, name) for name in names)]


def _names(finds: Sequence[_Find]) -> set[str]:
    return {name for find in finds for name in (find.source.name, _known_as(find), *find.repositories)}


def _nearest(pattern: str, names: Collection[str]) -> list[str]:
    """Return the repositories that a mistyped one may be, written like it."""
    from core.asking.nearest import nearest

    return nearest(pattern, sorted({name if "/" in pattern else name.rpartition("/")[2] for name in names}))
