"""Events of what people did at the host, with the threads that they are part of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.gitlab.acts import Act, Remark
from adapters.gitlab.people import Wanted, bodied, clean, identity
from adapters.gitlab.projects import Project
from adapters.gitlab.threads import Place, bare, merger, thread, visibility
from adapters.gitlab.traces import Traces
from core.messages import gitlab as messages
from core.model import Event, EventKind, Identity, Link, Query, Thread, ThreadState, Verdict, Visibility
from core.reading import mentions
from core.reading.fields import Json, inner, text, when

_TITLE = 500
_OPENING = frozenset([EventKind.PULL_OPENED, EventKind.PULL_DRAFTED, EventKind.ISSUE_OPENED])


@dataclass(frozen=True, slots=True)
class Telling:
    """Makes events of traces, for those who are looked for and a window."""

    traces: Traces
    projects: Mapping[int, Project]
    commits: Mapping[Place, tuple[str, ...]]  # of requests
    wanted: Wanted
    query: Query

    def events(self) -> Iterator[Event]:
        """Yield what was done in the window, each thing once."""
        acts = [act for act in self.traces.acts if self._is_in(act.at)]
        told = {(act.kind, act.place) for act in acts}
        states = (act for at, row in self.traces.threads.items() for act in self._states(at, row) if (act.kind, at) not in told)
        for act in (*acts, *states):
            if project := self.projects.get(act.place.project):
                yield self._event(act, project)
        for remark in self.traces.remarks:
            if self._is_in(remark.at) and (project := self.projects.get(remark.project)):
                yield _remark(remark, project)

    def places(self) -> list[Place]:
        """Return the threads that actions of the window are about."""
        return [act.place for act in self.traces.acts if self._is_in(act.at) and act.place.project in self.projects]

    def _is_in(self, at: datetime) -> bool:
        return self.query.window.start <= at < self.query.window.end

    def _states(self, at: Place, row: Json) -> Iterator[Act]:
        """Yield what a request or an issue itself says that was done to it: the list of actions does not go back for ever."""
        closing = EventKind.PULL_CLOSED if at.is_request else EventKind.ISSUE_CLOSED
        opening = EventKind.PULL_OPENED if at.is_request else EventKind.ISSUE_OPENED
        done = [
            (opening, when(row, "created_at"), inner(row, "author")),
            (EventKind.PULL_MERGED, when(row, "merged_at"), merger(row)),
            (closing, when(row, "closed_at"), inner(row, "closed_by")),
        ]
        for kind, moment, who in done:
            if moment and who and self._is_in(moment) and self.wanted.includes(who):
                yield Act(kind=kind, at=moment, place=at, actor=identity(who), title=text(row, "title"))

    def _event(self, act: Act, project: Project) -> Event:
        row = self.traces.threads.get(act.place)
        if row is None:
            part, seen, said = bare(project, act.place, act.title), Visibility.UNKNOWN, ""
        else:
            part = thread(row, project, act.place, self.commits.get(act.place, ()))
            seen, said = visibility(row, project, is_request=act.place.is_request), text(row, "description")
        kind, verdict = _kind(act, part)
        body = act.body or (said if kind in _OPENING else "")
        return Event(
            kind=kind,
            at=act.at,
            actor=act.actor,
            ref=part.ref,
            title=part.title,
            repository=project.path,
            visibility=Visibility.PRIVATE if act.is_hidden else seen,
            url=f"{part.url}#note_{act.note}" if act.note else part.url,
            body=bodied(body),
            mentions=tuple(Link(ref, project.reference(ref)) for ref in mentions.references(part.title, body)),
            thread=part,
            verdict=verdict,
        )


def _kind(act: Act, part: Thread) -> tuple[EventKind, Verdict | None]:
    """Return what an act is when its thread is known: a comment on somebody else's request is a review's."""
    if act.kind is EventKind.COMMENT and part.is_request and part.author.login != act.actor.login:
        return EventKind.REVIEW_COMMENT, Verdict.COMMENTED
    if act.kind is EventKind.PULL_OPENED and part.state is ThreadState.DRAFT:
        return EventKind.PULL_DRAFTED, None
    return act.kind, act.verdict


def _remark(remark: Remark, project: Project) -> Event:
    where = project.commit(remark.commit) if remark.commit else project.web
    return Event(
        kind=EventKind.COMMENT,
        at=remark.at,
        actor=remark.actor,
        ref=remark.commit or f"note {remark.note}",
        title=messages.COMMENTED,
        repository=project.path,
        visibility=project.code,
        url=f"{where}#note_{remark.note}",
        body=bodied(remark.body),
    )


def release(row: Json, project: Project, query: Query) -> Event | None:
    """Make a release into an event; nothing where it is outside of the window or still to come."""
    released = when(row, "released_at")
    at = released if released and released <= query.now else when(row, "created_at")
    name = clean(text(row, "tag_name"))
    if at is None or not name or not query.window.start <= at < query.window.end:
        return None
    return Event(
        kind=EventKind.RELEASE,
        at=at,
        actor=identity(inner(row, "author")),
        ref=name,
        title=clean(text(row, "name"), _TITLE) or name,
        repository=project.path,
        visibility=project.code,
        url=project.release(text(row, "tag_name")),
        body=bodied(text(row, "description")),
    )


def tag(row: Json, project: Project, at: datetime, actor: Identity) -> Event | None:
    """Make an annotated tag into an event; a lightweight one only adds to its commit."""
    said, name = text(row, "message"), clean(text(row, "name"))
    if not said or not name or text(row, "target") == text(inner(row, "commit"), "id"):
        return None
    first, _, rest = said.strip().partition("\n")
    return Event(
        kind=EventKind.TAG,
        at=when(row, "created_at") or at,
        actor=actor,
        ref=name,
        title=clean(first, _TITLE) or name,
        repository=project.path,
        visibility=project.code,
        url=project.tag(text(row, "name")),
        body=bodied(rest),
    )
