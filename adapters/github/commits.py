"""Commits of GitHub's answers as events; windows go by the author's date."""

import re
from collections.abc import Callable
from datetime import datetime

from adapters.github.answer import Json, moment, number, part, text
from adapters.github.facts import addressed, authoring, bodied, linked, name_of, named, titled, visible
from core.model import Change, Event, EventKind, Identity, Thread
from core.reading import mentions
from core.reading.authorship import co_authors, dated

_MERGE = re.compile(r"Merge (?:pull request #\d|(?:remote-tracking )?branch(?:es)? |tag |commit )|Merged? in \S+ \(pull request")
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def committed(
    commit: Json,
    repository: Json,
    *,
    branch: str,
    is_merged: bool,
    thread: Thread | None,
    holds: Callable[[datetime], bool],
    now: datetime,
) -> Event | None:
    """Make a commit into an event; nothing where the window does not hold it, or where it lacks what makes it one."""
    oid, message, landed = text(commit, "oid"), text(commit, "message"), moment(commit, "committedDate")
    at, doubt = dated(moment(commit, "authoredDate"), landed, now)
    if at is None or not holds(at) or not _HASH.fullmatch(oid) or not named(repository):
        return None
    first, _, rest = message.strip().partition("\n")
    title = titled(first)
    return Event(
        kind=EventKind.MERGE if _MERGE.match(title) else EventKind.COMMIT,
        at=at,
        actor=authoring(part(commit, "author")),
        ref=oid,
        title=title,
        repository=named(repository),
        visibility=visible(repository),
        url=addressed(text(commit, "url")),
        body=bodied(rest),
        others=_others(message),
        mentions=linked(title, rest, repository),
        reverts=mentions.reverted(rest),
        copies=mentions.picked_from(rest),
        thread=thread,
        doubt=doubt,
        change=Change(
            committed=landed or at,
            branch=name_of(branch),
            is_merged=is_merged,
            added=number(commit, "additions"),
            removed=number(commit, "deletions"),
        ),
    )


def _others(message: str) -> tuple[Identity, ...]:
    found = (Identity(name_of(name), name_of(email, 254)) for name, email in co_authors(message))
    return tuple(dict.fromkeys(found))
