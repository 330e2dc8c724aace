"""Pull requests and issues of GitHub's answers as events: who did what to them, and when."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from adapters.github.answer import Json, flag, moment, number, part, rows, text
from adapters.github.facts import acting, addressed, linked, name_of, named, titled, visible
from core.model import Blocker, Event, EventKind, Identity, Link, Thread, ThreadState, Verdict

_DECISIONS = {"CHANGES_REQUESTED": (Blocker.CHANGES,), "REVIEW_REQUIRED": (Blocker.REVIEW,)}
_RED = frozenset(["FAILURE", "ERROR"])
_VERDICTS = {"APPROVED": Verdict.APPROVED, "CHANGES_REQUESTED": Verdict.CHANGES_REQUESTED}
_SAID = frozenset(["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"])  # not PENDING: that one is not sent yet


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what the wanted people did to a thread in a window."""

    is_wanted: Callable[[str], bool]  # of a login
    holds: Callable[[datetime], bool]
    names: dict[str, str]

    def events(self, node: Json) -> Iterator[Event]:
        """Yield what happened to one request or issue, in no order."""
        thread = _thread(node, self.names)
        if thread is None:
            return
        told = _Told(node, thread, self.names, linked(thread.title, "", part(node, "repository")))
        yield from self._opened(told)
        yield from self._merged(told)
        for entry in rows(node, "timelineItems", "nodes"):
            yield from self._entry(told, entry)
        for review in rows(node, "reviews", "nodes"):
            yield from self._review(told, review)

    def _opened(self, told: "_Told") -> Iterator[Event]:
        if self._is_by(told.node, "author"):
            kind = EventKind.ISSUE_OPENED
            if told.thread.is_request:
                kind = EventKind.PULL_DRAFTED if _began_as_draft(told.node) else EventKind.PULL_OPENED
            yield from self._if_held(told.event(kind, part(told.node, "author"), moment(told.node, "createdAt")))

    def _merged(self, told: "_Told") -> Iterator[Event]:
        """A merge is the merger's and the author's; one by a bot is the author's alone."""
        author, merger = part(told.node, "author"), part(told.node, "mergedBy")
        if not (self._is_by(told.node, "author") or self._is_by(told.node, "mergedBy")):
            return
        actor = author if not text(merger, "login") or acting(merger).is_bot else merger
        others = () if text(actor, "login") == text(author, "login") else (acting(author, self.names),)
        yield from self._if_held(told.event(EventKind.PULL_MERGED, actor, moment(told.node, "mergedAt"), others=others))

    def _entry(self, told: "_Told", entry: Json) -> Iterator[Event]:
        at, kind = moment(entry, "createdAt"), text(entry, "__typename")
        if kind == "IssueComment" and self._is_by(entry, "author"):
            yield from self._if_held(told.event(EventKind.COMMENT, part(entry, "author"), at, url=text(entry, "url")))
        elif kind == "ClosedEvent":
            yield from self._closed(told, entry, at)
        elif kind in {"ConvertToDraftEvent", "ReadyForReviewEvent"} and self._is_by(entry, "actor"):
            which = EventKind.PULL_DRAFTED if kind == "ConvertToDraftEvent" else EventKind.PULL_OPENED
            yield from self._if_held(told.event(which, part(entry, "actor"), at))

    def _closed(self, told: "_Told", entry: Json, at: datetime | None) -> Iterator[Event]:
        """An issue that a request closes is closed by who merged that, and is its author's work too."""
        if told.thread.is_request:
            if not text(told.node, "mergedAt") and self._is_by(entry, "actor"):
                yield from self._if_held(told.event(EventKind.PULL_CLOSED, part(entry, "actor"), at))
            return
        actor, author = part(entry, "actor"), part(entry, "closer", "author")
        if self._is_by(entry, "actor"):
            yield from self._if_held(told.event(EventKind.ISSUE_CLOSED, actor, at))
        elif self.is_wanted(text(author, "login")):
            by = author if not text(actor, "login") or acting(actor).is_bot else actor
            others = () if by is author else (acting(author, self.names),)
            yield from self._if_held(told.event(EventKind.ISSUE_CLOSED, by, at, others=others))

    def _review(self, told: "_Told", review: Json) -> Iterator[Event]:
        state, remarks = text(review, "state"), rows(review, "comments", "nodes")
        if state not in _SAID or not self._is_by(review, "author"):
            return
        is_reply = state == "COMMENTED" and not text(review, "body").strip() and number(review, "comments", "totalCount") == 1
        if not is_reply:
            at, verdict = moment(review, "submittedAt"), _VERDICTS.get(state, Verdict.COMMENTED)
            yield from self._if_held(told.event(EventKind.REVIEW, part(review, "author"), at, url=text(review, "url"), verdict=verdict))
        for remark in remarks:
            at = moment(remark, "createdAt")
            yield from self._if_held(told.event(EventKind.REVIEW_COMMENT, part(review, "author"), at, url=text(remark, "url")))

    def _is_by(self, node: Json, role: str) -> bool:
        return self.is_wanted(text(node, role, "login"))

    def _if_held(self, event: Event | None) -> Iterator[Event]:
        if event is not None and self.holds(event.at):
            yield event


@dataclass(frozen=True, slots=True)
class _Told:
    """One thread, and how an event of it is made."""

    node: Json
    thread: Thread
    names: dict[str, str]
    mentions: tuple[Link, ...]

    def event(
        self,
        kind: EventKind,
        actor: Json,
        at: datetime | None,
        *,
        url: str = "",
        verdict: Verdict | None = None,
        others: tuple[Identity, ...] = (),
    ) -> Event | None:
        if at is None:
            return None
        repository = part(self.node, "repository")
        return Event(
            kind=kind,
            at=at,
            actor=acting(actor, self.names),
            ref=self.thread.ref,
            title=self.thread.title,
            repository=named(repository),
            visibility=visible(repository),
            url=addressed(url) or self.thread.url,
            others=others,
            mentions=self.mentions,
            thread=self.thread,
            verdict=verdict,
        )


def holders(nodes: Iterable[Json], names: dict[str, str]) -> dict[tuple[str, str], Thread]:
    """Return which request holds a commit, by repository and hash: of two that do, the smaller, for the other is built on it."""
    held = sorted(((node, hashes) for node in nodes if (hashes := _hashes(node))), key=lambda one: len(one[1]), reverse=True)
    found = [(node, hashes, thread) for node, hashes in held if (thread := _thread(node, names))]
    return {(named(part(node, "repository")), oid): thread for node, hashes, thread in found for oid in hashes}


def _thread(node: Json, names: dict[str, str]) -> Thread | None:
    repository, place = part(node, "repository"), number(node, "number")
    if place <= 0 or not named(repository):
        return None
    merge, state = text(node, "mergeCommit", "oid"), _state(node)
    return Thread(
        ref=f"#{place}",
        title=titled(text(node, "title")),
        url=addressed(text(node, "url")),
        is_request=text(node, "__typename") == "PullRequest",
        state=state,
        author=acting(part(node, "author"), names),
        labels=tuple(name_of(text(label, "name")) for label in rows(node, "labels", "nodes")),
        commits=tuple(filter(None, [*_hashes(node), merge])),
        closes=tuple(_closes(one, named(repository)) for one in rows(node, "closingIssuesReferences", "nodes")),
        is_approved=text(node, "reviewDecision") == "APPROVED",
        blockers=_blockers(node) if state in {ThreadState.OPEN, ThreadState.DRAFT} else None,
    )


def _hashes(node: Json) -> list[str]:
    """Return the commits of a request, which came with it or as hashes alone."""
    return [text(one, "commit", "oid") for one in rows(node, "commits", "nodes") or rows(node, "held", "nodes")]


def _blockers(node: Json) -> tuple[Blocker, ...] | None:
    """Read what keeps an open request from being merged, where that was asked for."""
    if "mergeable" not in node:
        return None
    checks = [Blocker.CHECKS] if text(node, "statusCheckRollup", "state") in _RED else []
    conflicts = [Blocker.CONFLICTS] if text(node, "mergeable") == "CONFLICTING" else []
    return (*_DECISIONS.get(text(node, "reviewDecision"), ()), *checks, *conflicts)


def _state(node: Json) -> ThreadState:
    if text(node, "mergedAt"):
        return ThreadState.MERGED
    if text(node, "closedAt"):
        return ThreadState.CLOSED
    return ThreadState.DRAFT if flag(node, "isDraft") else ThreadState.OPEN


def _closes(issue: Json, here: str) -> str:
    where = named(part(issue, "repository"))
    return f"#{number(issue, 'number')}" if where in {"", here} else f"{where}#{number(issue, 'number')}"


def _began_as_draft(node: Json) -> bool:
    """The first turn tells how it began; where there was none, it is still as it began."""
    turns = [text(entry, "__typename") for entry in rows(node, "timelineItems", "nodes")]
    first = next((turn for turn in turns if turn in {"ConvertToDraftEvent", "ReadyForReviewEvent"}), "")
    return first == "ReadyForReviewEvent" or (not first and flag(node, "isDraft"))
