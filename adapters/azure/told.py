"""Events of what people did at the host: in pull requests, to work items, with tags."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from adapters.azure.items import Act, Item
from adapters.azure.people import Wanted, bodied, clean, identity
from adapters.azure.repositories import Project, Repository
from adapters.azure.requests import Request, Said, thread
from core.model import Event, EventKind, Link, Query, Thread, ThreadState, Verdict
from core.reading import mentions
from core.reading.fields import Json, inner, sha, text, when

_TITLE = 500


def request(one: Request, wanted: Wanted, query: Query) -> Iterator[Event]:
    """Yield what was done to a pull request and said in it."""
    part, row = thread(one), one.row
    opened = EventKind.PULL_DRAFTED if part.state is ThreadState.DRAFT else EventKind.PULL_OPENED
    closed = EventKind.PULL_MERGED if part.state is ThreadState.MERGED else EventKind.PULL_CLOSED
    for kind, name, who in ((opened, "creationDate", "createdBy"), (closed, "closedDate", "closedBy")):
        at, by = when(row, name), inner(row, who)
        if at and query.window.start <= at < query.window.end and wanted.includes(by):
            body = text(row, "description") if kind is opened else ""
            yield _of_thread(part, one.repository, Act(kind=kind, at=at, actor=identity(by), body=body))
    for said in one.said:
        yield _said(part, one, said)


def held(commits: Iterable[Event], requests: Iterable[Request]) -> Iterator[Event]:
    """Yield commits as part of the request that holds each, else of the open one on whose branch it waits."""
    by_hash: dict[tuple[str, str], Thread] = {}
    by_branch: dict[tuple[str, str], Thread] = {}
    for one in requests:
        part, path = thread(one), one.repository.path
        by_hash |= {(path, sha(commit, "commitId")): part for commit in one.commits}
        if part.state in {ThreadState.OPEN, ThreadState.DRAFT} and one.branch and not one.is_from_a_fork:
            by_branch[path, clean(one.branch)] = part
    for event in commits:
        waits_on = event.change.branch if event.change and not event.change.is_merged else ""
        yield replace(event, thread=by_hash.get((event.repository, event.ref)) or by_branch.get((event.repository, waits_on)))


def item(one: Item, project: Project, known_as: tuple[str, ...], wanted: Wanted, query: Query) -> Iterator[Event]:
    """Yield what was done to a work item, which belongs to a project and to none of its repositories."""
    web = project.item(one.number)
    part = one.thread(web, known_as)
    for act in one.acts(wanted, query):
        yield Event(
            kind=act.kind,
            at=act.at,
            actor=act.actor,
            ref=part.ref,
            title=part.title,
            repository=project.path,
            visibility=project.visibility,
            url=f"{web}#{act.comment}" if act.comment else web,
            body=bodied(act.body),
            thread=part,
        )


def tag(name: str, row: Json, repository: Repository, query: Query, wanted: Wanted) -> Event | None:
    """Make an annotated tag into an event; nothing where it is outside of the window."""
    by = inner(row, "taggedBy")
    at, shown = when(by, "date"), clean(name)
    if at is None or not shown or not query.window.start <= at < query.window.end:
        return None
    first, _, rest = text(row, "message").strip().partition("\n")
    return Event(
        kind=EventKind.TAG,
        at=at,
        actor=wanted.author(text(by, "name"), text(by, "email")) or identity({"displayName": text(by, "name")}),
        ref=shown,
        title=clean(first, _TITLE) or shown,
        repository=repository.path,
        visibility=repository.project.visibility,
        url=repository.tag(name),
        body=bodied(rest),
    )


def mentioned(events: Iterable[Event]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each "#45", how the repositories that name it write it: a work item is the same in all of them."""
    found: dict[str, dict[str, None]] = {}
    for event in events:
        for ref in (*(link.ref for link in event.mentions), *(event.thread.closes if event.thread else ())):
            if ref.startswith("#"):
                found.setdefault(ref, {})[f"{event.repository}{ref}"] = None
    return {ref: tuple(sorted(names)) for ref, names in found.items()}


def links(repository: Repository, title: str, body: str) -> tuple[Link, ...]:
    """Return what a text refers to."""
    return tuple(Link(ref, repository.reference(ref)) for ref in mentions.references(title, body))


def _said(part: Thread, request: Request, said: Said) -> Event:
    """Make an event of a comment or vote: on somebody else's request a comment is a review's."""
    is_own = part.author.login == said.actor.login
    kind = EventKind.REVIEW if said.verdict else EventKind.COMMENT if is_own else EventKind.REVIEW_COMMENT
    verdict = Verdict.COMMENTED if kind is EventKind.REVIEW_COMMENT else said.verdict
    act = Act(kind=kind, at=said.at, actor=said.actor, body=said.body, comment=said.thread)
    return _of_thread(part, request.repository, act, verdict)


def _of_thread(part: Thread, repository: Repository, act: Act, verdict: Verdict | None = None) -> Event:
    return Event(
        kind=act.kind,
        at=act.at,
        actor=act.actor,
        ref=part.ref,
        title=part.title,
        repository=repository.path,
        visibility=repository.project.visibility,
        url=f"{part.url}?discussionId={act.comment}" if act.comment else part.url,
        body=bodied(act.body),
        mentions=links(repository, part.title, act.body),
        thread=part,
        verdict=verdict,
    )
