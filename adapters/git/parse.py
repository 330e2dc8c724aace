"""Commits with their messages, read from git's output and made into events."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from adapters.git.dates import at
from adapters.git.hosts import Remote
from adapters.git.walk import Found
from core.messages import git as messages
from core.model import Change, Event, EventKind, Identity, Link
from core.reading import mentions
from core.reading.inert import inert
from core.reading.secrets import masked

_ARGUMENTS = ("log", "--no-walk=unsorted", "--stdin", "-z", "--no-decorate")
_MAPPED, _OWN = ("%aN", "%aE"), ("%an", "%ae")  # who the author is after `.mailmap`, and as the commit says
_TITLE = 500
_BODY = 4_000
_TRAILER = re.compile(r"(?im)^(?P<key>co-authored-by|signed-off-by):[ \t]*(?P<name>[^<>\n]*?)[ \t]*<(?P<email>[^<>\n]+)>[ \t\r]*$")


def arguments(*, has_mailmap: bool) -> tuple[str, ...]:
    """Return the command that prints the messages of the commits that are fed to it."""
    (name, email), mailmap = (_MAPPED, "--use-mailmap") if has_mailmap else (_OWN, "--no-mailmap")
    return (*_ARGUMENTS, mailmap, f"--format=%H%x00{name}%x00{email}%x00%B")


@dataclass(frozen=True, slots=True)
class Message:
    """What a commit says, and who says it."""

    hash: str
    actor: Identity
    text: str

    @property
    def others(self) -> tuple[Identity, ...]:
        """Return the co-authors, and the author's own other names: a sign-off that shares a name or an address with the author's."""
        found = dict.fromkeys(
            Identity(trailer["name"], trailer["email"])
            for trailer in _TRAILER.finditer(self.text)
            if trailer["key"].lower() == "co-authored-by" or trailer["name"] == self.actor.name or trailer["email"] == self.actor.email
        )
        found.pop(self.actor, None)
        return tuple(found)


def read(fields: Iterable[bytes]) -> Iterator[Message]:
    """Read whole records from the fields that the command prints."""
    texts = iter([field.decode(errors="replace") for field in fields])
    for name, author, email, text in zip(texts, texts, texts, texts, strict=False):
        has_author = (author, email) not in (_MAPPED, _OWN)  # git leaves the words where a commit has none
        yield Message(name, Identity(author, email) if has_author else Identity(""), text)


@lru_cache(4_096)  # the same names come again and again
def clean_name(text: str, limit: int = 200) -> str:
    """Make a short foreign text harmless: a person's, a branch's or a tag's name."""
    return clean(text, limit=limit)


def clean(text: str, *, limit: int, lines: bool = False) -> str:
    """Make foreign text harmless, and hide the secrets in it."""
    return masked(inert(text, limit=limit, lines=lines)) if text else ""


def known(identity: Identity, mailmap: Mapping[Identity, Identity]) -> Identity:
    """Return who somebody is after `.mailmap`, in harmless text; never nameless."""
    real = mailmap.get(identity, identity)
    email = clean_name(real.email, 254)
    return Identity(clean_name(real.name) or email or messages.UNKNOWN_AUTHOR, email)


def event(found: Found, message: Message, *, mailmap: Mapping[Identity, Identity], repository: str, remote: Remote) -> Event:
    """Make a commit and its message into an event."""
    first, _, rest = message.text.strip().partition("\n")
    title = clean(first, limit=_TITLE)
    body = clean(mentions.without_trailers(rest), limit=_BODY, lines=True)
    return Event(
        kind=EventKind.MERGE if len(found.parents) > 1 else EventKind.COMMIT,
        at=at(found.at),
        actor=known(message.actor, mailmap),
        ref=found.hash,
        title=title,
        repository=repository,
        url=remote.commit(found.hash),
        body=body,
        others=tuple(dict.fromkeys(known(other, mailmap) for other in message.others)),
        mentions=tuple(Link(ref, remote.reference(ref)) for ref in mentions.references(title, rest)),
        reverts=mentions.reverted(rest),
        copies=mentions.picked_from(rest),
        doubt=found.doubt,
        change=_change(found),
    )


def _change(found: Found) -> Change:
    return Change(
        parents=found.parents,
        committed=at(found.committed),
        branch=clean_name(found.place.branch),
        is_merged=found.place.is_merged,
        tags=tuple(clean_name(tag) for tag in found.tags),
        released=clean_name(found.place.release),
        merge=found.place.merge,
    )
