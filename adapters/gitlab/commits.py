"""Commits on all branches of a project: fetched by commit date, which is all that the host selects by, kept by author date.

https://docs.gitlab.com/api/commits/
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.gitlab.api import Api
from adapters.gitlab.calls import Parameters
from adapters.gitlab.people import Wanted, bodied, clean
from adapters.gitlab.projects import Project
from core.errors import OutsideError
from core.messages import git as git_messages
from core.model import Change, Event, EventKind, Identity, Link, Query
from core.reading import mentions
from core.reading.authorship import co_authors, dated
from core.reading.fields import Json, inner, natural, sha, text, texts, when

_DAY = timedelta(days=1)
_OLD = timedelta(days=90)  # after which a window's commits are hardly rewritten: what was committed later is not asked for
_TITLE = 500


@dataclass(slots=True)
class Listed:
    """A project's commits by those who are looked for, and where they stand."""

    project: Project
    rows: dict[str, Json] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)  # on the default branch
    branches: dict[str, str] = field(default_factory=dict)  # of the others
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of all commits since the window began, where that is known

    def add(self, found: Iterable[Json], wanted: Wanted) -> None:
        """Keep what counts."""
        self.rows |= {sha(row, "id"): row for row in found if sha(row, "id") and is_by(row, wanted)}


async def commits(api: Api, project: Project, wanted: Wanted, query: Query) -> Listed:
    """Return the commits that may be in the window, with sizes.

    Raises:
        OutsideError: they could not be read.
    """
    path = f"/projects/{project.id}/repository/commits"
    span = _span(query)
    everything: Parameters = {"all": "true", "with_stats": "true", **span}
    found, is_whole = await api.first(path, everything)
    if not is_whole:
        found = await _searched(api, path, everything, project, wanted)
    listed = Listed(project)
    listed.add(found, wanted)
    listed.parents = {sha(row, "id"): texts(row, "parent_ids") for row in found} if is_whole else {}
    if listed.rows:
        try:
            await _place(api, listed, span)
        except OutsideError as error:
            api.note(f"the branches of {project.path}", error)
    return listed


def held(row: Json, listed: Listed | None) -> tuple[str, ...] | None:
    """Return which commits since the window began a request holds; nothing where only the host can say."""
    if listed is None or natural(row, "source_project_id") != listed.project.id or sha(row, "sha") not in listed.parents:
        return None
    landed = next((name for name in (sha(row, "merge_commit_sha"), sha(row, "squash_commit_sha")) if name in listed.parents), "")
    if landed:
        before = _reached(next(iter(listed.parents[landed]), ""), listed.parents)
    elif text(row, "state") != "merged" and listed.merged:
        before = listed.merged
    else:
        return None
    own = _reached(sha(row, "sha"), listed.parents) - before
    return tuple(name for name in listed.parents if name in own)


def is_by(row: Json, wanted: Wanted) -> bool:
    """Say whether somebody who is looked for wrote a commit, alone or with others."""
    return any(wanted.author(name, email) for name, email in _authors(row))


def event(row: Json, listed: Listed, wanted: Wanted, query: Query) -> Event | None:
    """Make a commit into an event; nothing where it is outside of the window or has no date."""
    committed = when(row, "committed_date", "created_at")
    at, doubt = dated(when(row, "authored_date"), committed, query.now)
    if at is None or not query.window.start <= at < query.window.end:
        return None
    project, name = listed.project, sha(row, "id")
    message = text(row, "message", "title")
    first, _, rest = message.strip().partition("\n")
    parents = texts(row, "parent_ids")
    (author, *others) = (_identity(*pair, wanted) for pair in _authors(row))
    return Event(
        kind=EventKind.MERGE if len(parents) > 1 else EventKind.COMMIT,
        at=at,
        actor=author,
        ref=name,
        title=clean(first, _TITLE),
        repository=project.path,
        visibility=project.code,
        url=project.commit(name),
        body=bodied(mentions.without_trailers(rest)),
        others=tuple(dict.fromkeys(other for other in others if other != author)),
        mentions=tuple(Link(ref, project.reference(ref)) for ref in mentions.references(first, rest)),
        reverts=mentions.reverted(rest),
        copies=mentions.picked_from(rest),
        doubt=doubt,
        change=Change(
            parents=parents,
            committed=committed or at,
            branch=clean(project.branch if name in listed.merged else listed.branches.get(name, "")),
            is_merged=name in listed.merged,
            added=natural(inner(row, "stats"), "additions"),
            removed=natural(inner(row, "stats"), "deletions"),
        ),
    )


def _span(query: Query) -> Mapping[str, str]:
    since = {"since": _iso(query.window.start - _DAY)}
    is_old = query.window.end < query.now - _OLD
    return since | ({"until": _iso(query.window.end + _OLD)} if is_old else {})


async def _searched(api: Api, path: str, everything: Parameters, project: Project, wanted: Wanted) -> list[Json]:
    """Ask for each name and address alone, where a project has more commits than a page holds."""
    what = f"commits of {project.path}"
    if wanted.is_anyone:
        return await api.many(path, everything, what)
    return [row for author in wanted.patterns() for row in await api.many(path, {**everything, "author": author}, what)]


async def _place(api: Api, listed: Listed, span: Mapping[str, str]) -> None:
    """Find out which commits are on the default branch, and a branch for each of the others."""
    project = listed.project
    root = f"/projects/{project.id}/repository"
    found, _ = await api.first(f"{root}/branches", {})
    heads = {text(row, "name"): text(inner(row, "commit"), "id") for row in found}
    parents = listed.parents or {name: texts(row, "parent_ids") for name, row in listed.rows.items()}
    if listed.parents and heads.get(project.branch):
        listed.merged = _reached(heads[project.branch], parents)
    elif project.branch:
        there = await api.many(f"{root}/commits", {"ref_name": project.branch, **span}, f"commits of {project.path}")
        listed.merged = {text(row, "id") for row in there}
    for name, head in heads.items():
        if name != project.branch:
            for reached in _reached(head, parents):
                listed.branches.setdefault(reached, name)


def _reached(head: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all known commits that a branch holds."""
    seen, left = set[str](), [head]
    while left:
        name = left.pop()
        if name in parents and name not in seen:
            seen.add(name)
            left += parents[name]
    return seen


def _authors(row: Json) -> list[tuple[str, str]]:
    """Return the author's name and address, then those of the co-authors."""
    return [(text(row, "author_name"), text(row, "author_email")), *co_authors(text(row, "message"))]


def _identity(name: str, email: str, wanted: Wanted) -> Identity:
    return wanted.author(name, email) or Identity(clean(name) or clean(email) or git_messages.UNKNOWN_AUTHOR, clean(email))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
