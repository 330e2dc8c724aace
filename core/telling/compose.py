"""A whole recap around its bullets: header, notes, coverage and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.messages import frame as messages
from core.model import Activity, Bullet, Coverage, EventKind, Folded, Person, Recap, RecapRequest, Shape
from core.telling.plain import plain

_NAMED = 3  # people, repositories or addresses in a line


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes snapshots of one answer: the same facts around ever more bullets that are already written."""

    request: RecapRequest
    activity: Activity
    folded: Folded
    now: datetime

    def recap(self, taken: Sequence[Bullet] = ()) -> Recap:
        """Return the whole recap; what `taken` does not tell is told plainly."""
        body = plain(self.folded.items, self.request, taken=taken, noise=self.folded.noise, names_actors=len(self.activity.people) != 1)
        return Recap(
            request=self.request,
            header=_header(self.request, self.activity),
            notes=(*self.activity.notes, *_emptiness(self.request, self.activity, self.now)),
            bullets=body.bullets,
            smaller=body.smaller,
            rest=body.rest,
            coverage=_coverage(self.activity, self.folded),
            covered=_covered(self.activity, self.folded),
            footer=_footer(self.request, self.activity),
            folded=self.folded,
            events=self.activity.events,
            failures=self.activity.failures,
        )


def _header(request: RecapRequest, activity: Activity) -> str:
    who = messages.clipped([person.name for person in activity.people], _NAMED) or messages.EVERYONE
    window = f"{request.window.label} ({request.window.zone})"
    return " · ".join(part for part in (who, window, messages.repositories(_repositories(activity), _NAMED)) if part)


def _repositories(activity: Activity) -> list[str]:
    """Return where something happened, else where it was looked for: a folder by its own name."""
    searched = [name.rstrip("/").rpartition("/")[2] if name.startswith("/") else name for name in activity.repositories]
    return list(dict.fromkeys(event.repository for event in activity.events)) or searched


def _coverage(activity: Activity, folded: Folded) -> Coverage:
    noise = sum(len(group.events) for group in folded.noise)
    return Coverage(events=len(activity.events), told=len(activity.events) - noise, noise=noise)


def _covered(activity: Activity, folded: Folded) -> str:
    if not activity.events:
        return ""
    thing = "commit" if all(event.kind is EventKind.COMMIT for event in activity.events) else "event"
    return messages.covered(len(activity.events), thing, copies=sum(len(group.events) for group in folded.copies))


def _emptiness(request: RecapRequest, activity: Activity, now: datetime) -> list[str]:
    """Say that nothing happened, where and for whom it was looked for, and who did something."""
    if activity.events:
        return []
    if request.window.start >= now:
        return [messages.FUTURE]
    if not activity.people:
        return [messages.NOTHING]
    notes = [messages.nothing_by([messages.clipped(_names(person), _NAMED) for person in activity.people])]
    return [*notes, messages.busiest(activity.busiest)] if activity.busiest else notes


def _names(person: Person) -> list[str]:
    """Return each name and address that was searched, once."""
    texts = [text for identity in person.identities for text in (identity.name, identity.email, identity.login) if text]
    return list(dict.fromkeys(texts)) or [person.name]


def _footer(request: RecapRequest, activity: Activity) -> tuple[str, ...]:
    failures = [messages.failure(failure.source, failure.why) for failure in activity.failures]
    doubts = sum(1 for event in activity.events if event.doubt)
    notes = [messages.doubts(doubts)] if doubts else []
    if request.shape is Shape.STANDUP and activity.events:
        notes.append(messages.NO_BLOCKED)
    return (*failures, *notes)
