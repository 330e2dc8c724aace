"""Commits of GitHub's answers as events; windows go by the author's date."""

import re
from datetime import UTC, datetime, timedelta

from adapters.github.answer import Json, moment, number, part, text
from adapters.github.facts import addressed, authoring, bodied, linked, name_of, named, titled, visible
from core.messages import git as doubts
from core.model import Change, Event, EventKind, Identity
from core.reading import mentions

_MERGE = re.compile(r"Merge (?:pull request #\d|(?:remote-tracking )?branch(?:es)? |tag |commit )|Merged? in \S+ \(pull request")
_TRAILER = re.compile(r"(?im)^co-authored-by:[ \t]*(?P<name>[^<>\n]*?)[ \t]*<(?P<email>[^<>\n]+)>[ \t\r]*$")
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FIRST = datetime(1970, 1, 2, tzinfo=UTC)
_DAY = timedelta(days=1)


def dated(commit: Json, now: datetime) -> tuple[datetime | None, str]:
    """Return when a commit was authored, and why that is not its author's date."""
    authored, committed = moment(commit, "authoredDate"), moment(commit, "committedDate")
    if authored and _FIRST <= authored <= now + _DAY:
        return authored, ""
    return committed, doubts.author_date_impossible(authored.date().isoformat() if authored else "unreadable")


def committed(commit: Json, repository: Json, *, branch: str, is_merged: bool, now: datetime) -> Event | None:
    """Make a commit into an event; nothing where it lacks what makes it one."""
    oid, message = text(commit, "oid"), text(commit, "message")
    at, doubt = dated(commit, now)
    if at is None or not _HASH.fullmatch(oid) or not named(repository):
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
        doubt=doubt,
        change=Change(
            committed=moment(commit, "committedDate") or at,
            branch=name_of(branch),
            is_merged=is_merged,
            added=number(commit, "additions"),
            removed=number(commit, "deletions"),
        ),
    )


def _others(message: str) -> tuple[Identity, ...]:
    found = (Identity(name_of(trailer["name"]), name_of(trailer["email"], 254)) for trailer in _TRAILER.finditer(message))
    return tuple(dict.fromkeys(found))
