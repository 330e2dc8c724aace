"""What one look brought, as the host gave it: it can be kept, and told again for another part of the window."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from adapters.github import commits
from adapters.github.answer import Json, flag, moment, part, rows, text
from adapters.github.facts import acting, addressed, name_of, titled, visible
from adapters.github.people import Sought
from adapters.github.threads import Teller, holders
from core.model import Event, EventKind, Visibility, Window
from core.reading.addresses import login as login_behind


@dataclass(slots=True)
class Found:
    """Threads by address, commits by hash, releases, and what is to be said of all of it."""

    threads: dict[str, dict[str, Any]] = field(default_factory=dict)
    commits: dict[str, dict[str, Any]] = field(default_factory=dict)
    releases: list[dict[str, Any]] = field(default_factory=list)
    repositories: dict[str, dict[str, Any]] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)  # what somebody is called now who was renamed

    @classmethod
    def read(cls, kept: bytes | None) -> Self | None:
        """Return what `written` wrote; nothing where it cannot be read."""
        try:
            return cls(**json.loads(kept)) if kept else None
        except (ValueError, TypeError):
            return None

    def written(self) -> bytes:
        """Return all of it as bytes."""
        parts = {name: getattr(self, name) for name in ("threads", "commits", "releases", "repositories", "gaps", "logins")}
        return json.dumps(parts).encode()

    def add_thread(self, node: Json) -> None:
        """Take a request or issue; found twice, each time tells more of it."""
        if not text(node, "url"):
            return
        known = self.threads.setdefault(text(node, "url"), {})
        for name, value in node.items():
            if name == "reviews" and name in known:
                reviews = {text(review, "id"): review for review in (*rows(node, name, "nodes"), *rows(known, name, "nodes"))}
                known[name] = {"nodes": list(reviews.values())}
            else:
                known[name] = value
        self.add_repository(part(node, "repository"))

    def add_entries(self, url: str, entries: Sequence[Json]) -> None:
        """Take more of what happened to a thread that is known."""
        known = self.threads[url]
        known["timelineItems"] = {"nodes": [*rows(known, "timelineItems", "nodes"), *entries]}

    def add_commit(self, commit: Json, repository: Json, *, branch: str, is_merged: bool) -> None:
        """Take a commit; one that stands on the default branch stays there."""
        self.add_repository(repository)
        oid = text(commit, "oid")
        if oid and (oid not in self.commits or (is_merged and not self.commits[oid]["is_merged"])):
            name = text(repository, "nameWithOwner")
            self.commits[oid] = {"commit": commit, "repository": name, "branch": branch, "is_merged": is_merged}

    def add_repository(self, repository: Json) -> None:
        """Remember what a repository is called and who may see it."""
        name = text(repository, "nameWithOwner")
        if name not in self.repositories:
            fields = ("nameWithOwner", "url", "visibility", "isPrivate", "isFork")
            self.repositories[name] = {field: repository.get(field) for field in fields}

    def has_private(self) -> bool:
        """Say whether any of it stands where not everybody may look."""
        return any(text(repository, "visibility") not in {"", "PUBLIC"} for repository in self.repositories.values())

    def events(self, window: Window, now: datetime, people: Sequence[Sought] | None) -> Iterator[Event]:
        """Yield what the people did in the window, each thing once; `None` is everybody."""
        logins = {login.casefold() for login in (*(one.login for one in people or ()), *self.logins)}
        names = {one.login.casefold(): one.name for one in people or () if one.name}
        addresses = {email.casefold() for one in people or () for email in (*one.emails, *one.linked)}

        def is_wanted(login: str) -> bool:
            return people is None or (bool(login) and login.casefold() in logins)

        def holds(at: datetime) -> bool:
            return window.start <= at < window.end

        shown = {**self._signed(), **names}
        teller = Teller(is_wanted, holds, shown)
        found = [event for node in self.threads.values() for event in teller.events(node)]
        found += [event for event in self._committed(now, holds, shown) if people is None or _is_of(event, logins, addresses, names)]
        found += [event for event in self._released(shown) if holds(event.at)]
        yield from {(event.kind, event.repository, event.ref, event.at, event.url): event for event in found}.values()

    def _signed(self) -> dict[str, str]:
        """Return the full names under which accounts wrote commits, so that they are called alike in what else they did."""
        authors = (part(one["commit"], "author") for one in self.commits.values())
        signed = ((text(author, "user", "login").casefold(), name_of(text(author, "name"))) for author in authors)
        return {login: name for login, name in signed if login and " " in name}

    def _visibility(self, release: Json) -> Visibility:
        """A feed only says whether everybody may see; what other answers said of the repository is finer."""
        told = visible(self.repositories.get(text(release, "repository"), {}))
        if told is not Visibility.UNKNOWN:
            return told
        return Visibility.PUBLIC if flag(release, "is_public") else Visibility.PRIVATE

    def _committed(self, now: datetime, holds: Callable[[datetime], bool], names: dict[str, str]) -> Iterable[Event]:
        threads = holders(self.threads.values(), names)
        for oid, one in self.commits.items():
            repository, thread = self.repositories[one["repository"]], threads.get((name_of(one["repository"]), oid))
            where = {"branch": one["branch"], "is_merged": one["is_merged"]}
            if event := commits.committed(one["commit"], repository, **where, thread=thread, holds=holds, now=now):
                yield event

    def _released(self, names: dict[str, str]) -> Iterable[Event]:
        for release in self.releases:
            at, tag = moment(release, "published_at"), name_of(text(release, "tag_name"))
            if at is None or not tag:
                continue
            yield Event(
                kind=EventKind.RELEASE,
                at=at,
                actor=acting({"login": text(release, "login")}, names),
                ref=tag,
                title=titled(text(release, "name")) or tag,
                repository=name_of(text(release, "repository")),
                visibility=self._visibility(release),
                url=addressed(text(release, "html_url")),
            )


def _is_of(event: Event, logins: set[str], addresses: set[str], names: dict[str, str]) -> bool:
    """Say whether a commit is one of the asked people's: as an author or a co-author, by account, else by address or full name."""
    if event.actor.login.removeprefix("github:").casefold() in logins:
        return True
    known = {name.casefold() for name in names.values() if " " in name}
    return any(
        one.email.casefold() in addresses
        or (not one.login and one.name.casefold() in known)
        or (login_behind(one.email) or "").removeprefix("github:") in logins
        for one in (event.actor, *event.others)
    )
