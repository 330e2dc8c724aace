"""Commits as events: kept by author date, told once."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from adapters.azure.api import Api
from adapters.azure.commits import Listed, is_cut, whole
from adapters.azure.people import Wanted, bodied, clean
from adapters.azure.told import links
from core.errors import PermanentError
from core.messages import azure as messages
from core.messages import git as git_messages
from core.model import Change, Event, EventKind, Identity, Query
from core.reading import mentions
from core.reading.authorship import co_authors, dated
from core.reading.fields import Json, inner, sha, text, texts, when

_TITLE = 500
_WHOLE = 100  # commits whose messages are read to their end


def events(lists: Sequence[Listed], wanted: Wanted, query: Query) -> Iterator[Event]:
    """Yield each commit once: where it is merged, else where it was found first."""
    found: dict[str, Event] = {}
    for listed in sorted(lists, key=lambda one: one.repository.path):
        for row in listed.rows.values():
            event = _event(row, listed, wanted, query)
            if event and (event.ref not in found or (_is_merged(event) and not _is_merged(found[event.ref]))):
                found[event.ref] = event
    yield from found.values()


async def completed(api: Api, lists: Sequence[Listed], query: Query) -> None:
    """Read the messages that lists cut off, of commits that were written in the window."""
    cut = {name: (one.repository, row) for one in lists for name, row in one.rows.items() if is_cut(row) and _is_in(row, query)}
    if len(cut) > _WHOLE:
        api.note("", PermanentError(messages.messages_cut(len(cut) - _WHOLE)))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(api.tried("commit messages", whole(api, *cut[name]), {})) for name in list(cut)[:_WHOLE]]
    read = {sha(row, "commitId"): row for row in (task.result() for task in tasks)}
    for listed in lists:
        listed.rows |= {name: read[name] for name in listed.rows if name in read}


def _event(row: Json, listed: Listed, wanted: Wanted, query: Query) -> Event | None:
    """Make a commit into an event; nothing where it is outside of the window or has no date."""
    at, doubt = _at(row, query.now)
    if at is None or not _is_in(row, query):
        return None
    repository, name = listed.repository, sha(row, "commitId")
    message = text(row, "comment")
    first, _, rest = message.strip().partition("\n")
    parents = texts(row, "parents")
    author = inner(row, "author")
    actor = _identity(text(author, "name"), text(author, "email"), wanted)
    others = (_identity(*other, wanted) for other in co_authors(message))
    is_merged = name in listed.merged
    return Event(
        kind=EventKind.MERGE if len(parents) > 1 else EventKind.COMMIT,
        at=at,
        actor=actor,
        ref=name,
        title=clean(first, _TITLE),
        repository=repository.path,
        visibility=repository.project.visibility,
        url=repository.commit(name),
        body=bodied(mentions.without_trailers(rest)),
        others=tuple(dict.fromkeys(other for other in others if other != actor)),
        mentions=links(repository, first, rest),
        reverts=mentions.reverted(rest),
        copies=mentions.picked_from(rest),
        doubt=doubt,
        change=Change(
            parents=parents,
            committed=when(inner(row, "committer"), "date") or at,
            branch=clean(repository.branch if is_merged else listed.branches.get(name, "")),
            is_merged=is_merged,
        ),
    )


def _is_in(row: Json, query: Query) -> bool:
    at, _ = _at(row, query.now)
    return at is not None and query.window.start <= at < query.window.end


def _is_merged(event: Event) -> bool:
    return event.change is not None and event.change.is_merged


def _at(row: Json, now: datetime) -> tuple[datetime | None, str]:
    return dated(when(inner(row, "author"), "date"), when(inner(row, "committer"), "date"), now)


def _identity(name: str, email: str, wanted: Wanted) -> Identity:
    return wanted.author(name, email) or Identity(clean(name) or clean(email) or git_messages.UNKNOWN_AUTHOR, clean(email))
