"""How references are written where work in several repositories is told together: "#412" of the main one, "acme/api!77" of another."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.model import Event, EventKind, Link, Thread, WorkItem

NEAR = re.compile(r"[#!]\d+")
_FAR = re.compile(r"(?P<repository>[^#!]+)[#!]\d+")
_HOST = re.compile(r"https?://(?:[^/@]*@)?([^/?#]+)")


@dataclass(frozen=True, slots=True)
class Naming:
    """Writes references for the readers of one answer."""

    main: str = ""  # the repository whose references stand alone, in lower case; empty where no other is told of

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Naming":
        """Return how references are written in an answer about these events: their main repository has most, else comes first by name."""
        counts = Counter(event.repository.casefold() for event in events)
        return cls(min(counts, key=lambda name: (-counts[name], name)) if len(counts) > 1 else "")

    @classmethod
    def told(cls, items: Iterable[WorkItem]) -> "Naming":
        """Return how references are written in an answer that tells these pieces of work."""
        return cls.of(event for item in items for event in item.events)

    def is_far(self, event: Event) -> bool:
        """Say whether an event is in another repository than the main one."""
        return self._is_far(event.repository)

    def link(self, event: Event, ref: str, url: str = "") -> Link:
        """Return a link under the name that a reference of an event's repository has here."""
        return self.written(event.repository, Link(ref, url), is_tag=_is_tag_of(event, ref))

    def shown(self, event: Event, ref: str) -> str:
        """Return what a reference of an event's repository is called here."""
        return self.link(event, ref).ref

    def written(self, repository: str, link: Link, *, is_tag: bool) -> Link:
        """Return a repository's own link as it is written here; a hash, a ticket and one that names a repository stay as they are."""
        if not self._is_far(repository) or not (is_tag or NEAR.fullmatch(link.ref)):
            return link
        return Link(f"{repository}{'@' if is_tag else ''}{link.ref}", link.url, link.ref)

    def _is_far(self, repository: str) -> bool:
        return bool(self.main) and repository.casefold() != self.main


def is_tag(event: Event) -> bool:
    """Say whether an event's reference is the name of a tag."""
    return event.kind in {EventKind.TAG, EventKind.RELEASE}


def _is_tag_of(event: Event, ref: str) -> bool:
    return is_tag(event) and ref == event.ref


def far_name(event: Event, ref: str) -> str:
    """Return what a reference of an event's repository is called from anywhere: "acme/web#412"."""
    return event.repository + ref if NEAR.fullmatch(ref) else ref


def whole(refs: Iterable[str]) -> str:
    """Return a pattern of references wherever one stands as a whole, longer ones first: "!77" is no part of "acme/api!77"."""
    return rf"(?:{'|'.join(_alone(ref) + re.escape(ref) for ref in sorted(refs, key=len, reverse=True))})(?![\w-])"


def _alone(ref: str) -> str:
    """Return a pattern of nothing before a reference; a repository's name may be the end of a longer one."""
    return r"(?<![\w#!./-])" if _FAR.fullmatch(ref) or "/" in ref else r"(?<![\w#!-])"


def parted(events: Sequence[Event]) -> list[Event]:
    """Return events in which repositories of one name at several hosts, and references to them, have the host before it."""
    hosts = _Hosts(events)
    return [hosts.named(event) for event in events] if hosts.twins else list(events)


class _Hosts:
    """Which names stand for repositories at several hosts. What is on a disk is at the host to which its address leads."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._known = frozenset(event.host.casefold() for event in events if event.host)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for event in events:
            if host := self._of(event):
                for name in (event.repository, *_named(event)):
                    found[name.casefold()].add(host)
        self.twins: Mapping[str, set[str]] = {name: among for name, among in found.items() if len(among) > 1}

    def named(self, event: Event) -> Event:
        """Return an event with the host before each such name."""
        host = self._of(event)
        if not host:
            return event
        mentions = tuple(replace(link, ref=self._far(link.ref, host)) for link in event.mentions)
        return replace(event, repository=self._name(event.repository, host), mentions=mentions, thread=self._thread(event.thread, host))

    def _thread(self, thread: Thread | None, host: str) -> Thread | None:
        return thread and replace(thread, closes=tuple(self._far(ref, host) for ref in thread.closes))

    def _far(self, ref: str, host: str) -> str:
        found = _FAR.fullmatch(ref)
        return self._name(found["repository"], host) + ref[found.end("repository") :] if found else ref

    def _name(self, name: str, host: str) -> str:
        return f"{host}/{name}" if name.casefold() in self.twins else name

    def _of(self, event: Event) -> str:
        """Return an event's host: its account's, else that of its address, under the name that an account there has for it."""
        if event.host:
            return event.host.casefold()
        found = _HOST.match(event.url)
        own = found[1].casefold() if found else ""
        return own if own in self._known else next((one for one in self._known if one.partition(":")[0] == own.partition(":")[0]), own)


def _named(event: Event) -> list[str]:
    """Return the repositories that an event's references name."""
    refs = (*(link.ref for link in event.mentions), *(event.thread.closes if event.thread else ()))
    return [found["repository"] for ref in refs if (found := _FAR.fullmatch(ref))]
