"""A whole recap around its bullets: header, notes, coverage and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.messages import audience, whom
from core.messages import frame as messages
from core.model import Activity, Bullet, Coverage, EventKind, Folded, Person, Recap, RecapRequest, Shape, Where, WhoKind
from core.telling.plain import plain

_NAMED = 3  # people, repositories or addresses in a line


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes snapshots of one answer: the same facts around ever more bullets that are already written."""

    request: RecapRequest
    activity: Activity
    folded: Folded
    now: datetime
    hidden: int = 0  # events that were found, and are not for who reads this

    def recap(self, taken: Sequence[Bullet] = ()) -> Recap:
        """Return the whole recap; what `taken` does not tell is told plainly."""
        body = plain(self.folded.items, self.request, taken=taken, noise=self.folded.noise, names_actors=len(self.activity.people) != 1)
        return Recap(
            request=self.request,
            header=_header(self.request, self.activity),
            notes=(*self.activity.notes, *_bounds(self.request, self.activity), *self._notes()),
            bullets=body.bullets,
            smaller=body.smaller,
            rest=body.rest,
            coverage=_coverage(self.activity, self.folded, self.hidden),
            covered=_covered(self.activity, self.folded, self.hidden),
            footer=_footer(self.request, self.activity, self.folded),
            folded=self.folded,
            events=self.activity.events,
            failures=self.activity.failures,
        )

    def _notes(self) -> list[str]:
        if self.hidden:  # who did nothing, or nothing else, is not known to who reads this
            return []
        return (_absences if self.activity.events else _emptiness)(self.request, self.activity, self.now)


def _header(request: RecapRequest, activity: Activity) -> str:
    who = messages.clipped([person.name for person in activity.people], _NAMED) or messages.EVERYONE
    window = f"{request.window.label} ({request.window.zone})"
    names = _repositories(activity)
    is_said = bool(activity.events) or set(names) == set(request.where.repositories)
    filters = _filters(replace(request.where, repositories=()) if is_said else request.where)
    return " · ".join(part for part in (who, window, messages.repositories(names, _NAMED), filters) if part)


def _bounds(request: RecapRequest, activity: Activity) -> list[str]:
    """Say how far hosts were looked at, where somebody may expect more."""
    is_everyone = any(who.kind is WhoKind.EVERYONE for who in request.who) and not request.where.repositories
    everyone = [whom.EVERYONE] if is_everyone and activity.hosts else []
    nameless = [whom.not_looked_for(activity.nameless)] if activity.nameless else []
    return [*everyone, *nameless, *([whom.only_commits(activity.strangers)] if activity.strangers else [])]


def _filters(where: Where) -> str:
    kinds = {"branch": where.branches, "path": where.paths, "topic": where.topics}
    fields = [(kind, value) for kind, values in kinds.items() for value in values]
    return messages.filters(repositories=where.repositories, fields=fields, excluded=where.excluded)


def _repositories(activity: Activity) -> list[str]:
    """Return where something happened, else where it was looked for: a folder by its own name."""
    searched = [name.rstrip("/").rpartition("/")[2] if name.startswith("/") else name for name in activity.repositories]
    return list(dict.fromkeys(event.repository for event in activity.events)) or list(dict.fromkeys(searched))


def _coverage(activity: Activity, folded: Folded, hidden: int) -> Coverage:
    noise = sum(len(group.events) for group in folded.noise)
    return Coverage(events=len(activity.events) + hidden, told=len(activity.events) - noise, noise=noise, hidden=hidden)


def _covered(activity: Activity, folded: Folded, hidden: int) -> str:
    if not activity.events:
        return audience.hidden(hidden) if hidden else ""
    thing = "commit" if all(event.kind is EventKind.COMMIT for event in activity.events) else "event"
    pairs = [(event, group.of) for group in folded.copies for event in group.events]
    repositories = sum(event.ref == of.ref or event.repository != of.repository for event, of in pairs)  # one hash is in two clones
    told = messages.covered(len(activity.events), thing, branches=len(pairs) - repositories, repositories=repositories)
    return f"{told} · {audience.hidden(hidden)}" if hidden else told


def _absences(request: RecapRequest, activity: Activity, _: datetime) -> list[str]:
    """Name the asked people who did nothing while others did."""
    doers = {identity for event in activity.events for identity in (event.actor, *event.others)}
    absent = [person for person in activity.people if doers.isdisjoint(person.identities)]
    unknown = [person.name for person in absent if not person.identities]
    known = [person.name for person in absent if person.identities and person.name not in activity.nameless]
    notes = [messages.nobody_called(unknown)] if unknown else []
    has_hosts = bool(activity.hosts)
    return [*notes, messages.nothing_by(known, _filters(request.where), has_hosts=has_hosts)] if known else notes


def _emptiness(request: RecapRequest, activity: Activity, now: datetime) -> list[str]:
    """Say that nothing happened, where and for whom it was looked for, and who did something."""
    if request.window.start >= now:
        return [messages.FUTURE]
    thing = "event" if activity.hosts else "commit"
    elsewhere = [messages.elsewhere(name, count, thing) for name, count in activity.elsewhere]
    filters = _filters(request.where)
    if not activity.people:
        return [messages.nothing(filters), *elsewhere]
    is_theirs = any(who.text.startswith("<@") for who in request.who)  # by what others linked, which is not told to who asks
    is_plain = is_theirs or bool(activity.hosts)  # accounts say who somebody is; git, which names were searched
    sought = [person for person in activity.people if person.name not in activity.nameless]
    named = [person.name if is_plain else messages.clipped(_names(person), _NAMED) for person in sought]
    nothing = [messages.nothing_by(named, filters, has_hosts=bool(activity.hosts))] if named else []
    return [*nothing, *(elsewhere or ([messages.busiest(activity.busiest)] if activity.busiest else []))]


def _names(person: Person) -> list[str]:
    """Return each name and address that was searched, once."""
    texts = [text for identity in person.identities for text in (identity.name, identity.email, identity.login) if text]
    return list(dict.fromkeys(texts)) or [person.name]


def _footer(request: RecapRequest, activity: Activity, folded: Folded) -> tuple[str, ...]:
    failures = [messages.failure(failure.source, failure.why) for failure in activity.failures]
    doubts = sum(1 for event in activity.events if event.doubt)
    notes = [messages.doubts(doubts)] if doubts else []
    if request.shape is Shape.STANDUP and activity.events and not activity.hosts:  # a host tells of both
        notes += [] if any(item.is_waiting for item in folded.items) else [messages.NOTHING_OPEN]
        notes.append(messages.NO_BLOCKED)
    return (*failures, *notes)
