"""Who may see which fact where: public ones go anywhere, everything goes to the asker alone, the rest where somebody allowed it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import OutsideError
from core.messages import audience as messages
from core.model import Activity, Change, Event, Failure, Identity, Person, Thread, Visibility
from core.model.chat import Audience, Place
from core.model.kept import ANYWHERE, Allowance, Seen
from core.ports.chat import Directory
from core.reading.addresses import logins

_ORDER = tuple(Audience)  # from the narrowest to the widest
_ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")  # no run of letters is read twice


@dataclass(frozen=True, slots=True)
class Clearance:
    """What may be told: to whom, of which repositories that are not public (as `Allowance.text`), and of whom not."""

    audience: Audience
    allowed: tuple[str, ...] = ()
    unseen: tuple[Identity, ...] = ()  # people who keep out of shared places

    @property
    def is_private(self) -> bool:
        """Say whether the asker alone reads it."""
        return self.audience is Audience.PRIVATE


PRIVATE = Clearance(Audience.PRIVATE)


def visible(activity: Activity, clearance: Clearance) -> tuple[Activity, int]:
    """Return what may be told, and how many events may not; nothing of those is left anywhere, and no address either."""
    if clearance.is_private:
        return activity, 0
    told = [event for event in activity.events if may_see(event, clearance)]
    shown = Activity(
        events=tuple(_shared(event, clearance) for event in told),
        people=tuple(_unaddressed(person) for person in activity.people),
        repositories=tuple(dict.fromkeys(event.repository for event in told)),
        failures=tuple(dict.fromkeys(_named_only(failure) for failure in activity.failures)),
        hosts=activity.hosts,
        strangers=tuple(map(_masked_name, activity.strangers)),
        nameless=tuple(map(_masked_name, activity.nameless)),
    )
    return shown, len(activity.events) - len(told)


def may_see(event: Event, clearance: Clearance) -> bool:
    """Say whether everybody in an audience may be told of an event."""
    if clearance.is_private:
        return True
    if any(_is_same(event.actor, one) for one in clearance.unseen):
        return False
    return event.visibility is Visibility.PUBLIC or any(is_allowed(text, event.host, event.repository) for text in clearance.allowed)


def names_unseen(event: Event, clearance: Clearance) -> bool:
    """Say whether somebody who keeps out is named beside who did something."""
    return any(_is_same(one, hidden) for one in event.others for hidden in clearance.unseen)


def is_allowed(text: str, host: str, repository: str) -> bool:
    """Say whether an allowance covers a repository at a host; one that came from no host is never covered."""
    at, _, pattern = text.partition("\t")
    if not host or at.casefold() != host.casefold():
        return False
    name, wanted = repository.casefold(), pattern.casefold()
    return name.startswith(wanted[:-1]) if wanted.endswith("/*") else name == wanted


def looked_up(events: Iterable[Event], seen: Seen) -> tuple[Event, ...]:
    """Return events with who may read them by a second look.

    What is gone, and what was not public and is not seen, is unknown; nothing becomes public.
    """
    gone = frozenset(seen.gone)
    return tuple(_unknown(event) if (event.host, event.repository) in gone else _again(event, seen.repositories) for event in events)


def allowed_in(place: Place, audience: Audience, allowances: Sequence[Allowance]) -> tuple[str, ...]:
    """Return what a place is allowed, by itself or with its whole workspace, for the audience that it has now."""
    room = place.room
    meant = (room, replace(room, channel=ANYWHERE))
    return tuple(dict.fromkeys(one.text for one in allowances if one.place in meant and not is_wider(audience, one.audience)))


def is_wider(audience: Audience, other: Audience) -> bool:
    """Say whether an audience holds people whom another does not."""
    return _ORDER.index(audience) > _ORDER.index(other)


async def audience_of(place: Place, directory: Directory) -> Audience:
    """Return who reads a place now; where that cannot be told, it is anybody."""
    try:
        return await directory.audience(place)
    except OutsideError:
        return Audience.OUTSIDE


def _again(event: Event, seen: Mapping[tuple[str, str], Visibility]) -> Event:
    now = seen.get((event.host, event.repository))
    if now is None:
        return event if event.visibility is Visibility.PUBLIC else _unknown(event)
    return event if now is Visibility.PUBLIC else replace(event, visibility=now)


def _unknown(event: Event) -> Event:
    return replace(event, visibility=Visibility.UNKNOWN, host="")


def _shared(event: Event, clearance: Clearance) -> Event:
    """Return an event without addresses, and without those who keep out."""
    others = tuple(_without_address(one) for one in event.others if not any(_is_same(one, hidden) for hidden in clearance.unseen))
    return replace(
        event,
        actor=_without_address(event.actor),
        others=others,
        title=_masked(event.title),
        body=_masked(event.body),
        change=event.change and _shared_change(event.change),
        thread=event.thread and _shared_thread(event.thread),
    )


def _shared_change(change: Change) -> Change:
    landing = change.landing and replace(change.landing, title=_masked(change.landing.title))
    return replace(change, branch=_masked(change.branch), paths=tuple(map(_masked, change.paths)), landing=landing)


def _shared_thread(thread: Thread) -> Thread:
    return replace(thread, title=_masked(thread.title), author=_without_address(thread.author))


def _unaddressed(person: Person) -> Person:
    identities = tuple(dict.fromkeys(_without_address(one) for one in person.identities))
    return Person(_masked_name(person.name), identities)


def _without_address(identity: Identity) -> Identity:
    return replace(identity, name=_masked_name(identity.name or identity.email), email="")


def _masked_name(name: str) -> str:
    """Return a name; of one that is an address, what stands before its sign."""
    return _ADDRESS.sub(lambda found: found[0].partition("@")[0], name)


def _masked(text: str) -> str:
    return _ADDRESS.sub(messages.ADDRESS, text)


def _named_only(failure: Failure) -> Failure:
    """Return that a source failed, without what it says of accounts and repositories."""
    return Failure(failure.source.partition(" ")[0], messages.FAILED)


def _is_same(one: Identity, other: Identity) -> bool:
    """Say whether two identities are one person's for sure, or by a full name."""
    name, called = one.name.casefold().split(), other.name.casefold().split()
    is_one_address = bool(one.email) and one.email.casefold() == other.email.casefold()
    return is_one_address or not logins(one).isdisjoint(logins(other)) or (len(name) > 1 and name == called)
