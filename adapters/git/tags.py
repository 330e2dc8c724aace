"""Annotated tags as events."""

from adapters.git import people
from adapters.git.command import Git
from adapters.git.dates import Calendar, at, shown
from adapters.git.parse import clean, known
from adapters.git.refs import Ref
from adapters.git.repository import Repository
from core.messages import git as messages
from core.model import Event, EventKind


async def events(git: Git, repository: Repository, calendar: Calendar) -> list[Event]:
    """Return the annotated tags that were made in the window; an impossible date counts as the commit's.

    Raises:
        OutsideError: git failed.
    """
    made = [(ref, when) for ref in repository.refs if ref.tagger is not None and (when := _when(ref, calendar)) is not None]
    within = [(ref, when) for ref, when in made if calendar.holds(when)]
    mailmap = await people.mapped(git, repository, (ref.tagger for ref, _ in within if ref.tagger is not None))
    return [
        Event(
            kind=EventKind.TAG,
            at=at(when),
            actor=known(ref.tagger, mailmap),
            ref=clean(ref.name, limit=200),
            title=clean(ref.subject, limit=500) or clean(ref.name, limit=200),
            repository=repository.name,
            url=repository.remote.tag(ref.name),
            doubt="" if when == ref.tagged else messages.tag_date_impossible(shown(ref.tagged)),
        )
        for ref, when in within
        if ref.tagger is not None
    ]


def _when(ref: Ref, calendar: Calendar) -> float | None:
    """Return when a tag was made; at the latest possible time where neither it nor its commit says."""
    return next((when for when in (ref.tagged, ref.committed) if calendar.is_possible(when)), calendar.now)
