"""What the service answers: its entities as JSON, with the fields that its documentation shows."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.servers.commits import Commit
from tests.servers.gitlab.nouns import Happening, Item, Note, Project, Release, Tag, User

Row = dict[str, object]


def stamp(at: datetime | None) -> str | None:
    """Write a time as the service does."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def user(one: User | None, url: str) -> Row | None:
    if one is None:
        return None
    return {"id": one.id, "username": one.login, "name": one.name, "state": "active", "avatar_url": None, "web_url": f"{url}/{one.login}"}


def me(one: User, url: str) -> Row:
    more = {"email": one.emails[0], "commit_email": one.emails[0], "public_email": "", "bot": one.is_bot, "two_factor_enabled": True}
    return {**(user(one, url) or {}), **more}


def project(one: Project, url: str) -> Row:
    levels = {f"{part}_access_level": one.levels.get(part, "enabled") for part in ("repository", "issues", "merge_requests", "releases")}
    fork = {"forked_from_project": {"id": one.forked_from.id}} if one.forked_from else {}
    return {
        "id": one.id,
        "name": one.path.rpartition("/")[2],
        "path_with_namespace": one.path,
        "namespace": {"full_path": one.path.rpartition("/")[0]},
        "default_branch": one.default if one.heads else None,
        "visibility": one.visibility,
        "web_url": f"{url}/{one.path}",
        "last_activity_at": stamp(one.active),
        "archived": False,
        "empty_repo": not one.heads,
        **levels,
        **fork,
    }


def commit(one: Commit, project_: Project, url: str, *, has_stats: bool) -> Row:
    row: Row = {
        "id": one.id,
        "short_id": one.id[:8],
        "created_at": stamp(one.committed),
        "parent_ids": list(one.parents),
        "title": one.message.partition("\n")[0],
        "message": one.message,
        "author_name": one.author[0],
        "author_email": one.author[1],
        "authored_date": stamp(one.at),
        "committer_name": one.committer[0],
        "committer_email": one.committer[1],
        "committed_date": stamp(one.committed),
        "trailers": {},
        "web_url": f"{url}/{project_.path}/-/commit/{one.id}",
    }
    stats = {"additions": one.added, "deletions": one.removed, "total": one.added + one.removed}
    return {**row, "stats": stats} if has_stats else row


def item(one: Item, url: str) -> Row:
    sign, kind = ("!", "merge_requests") if one.is_request else ("#", "issues")
    row: Row = {
        "id": one.id,
        "iid": one.number,
        "project_id": one.project.id,
        "title": f"Draft: {one.title}" if one.is_draft else one.title,
        "description": one.description,
        "state": one.state,
        "created_at": stamp(one.created),
        "updated_at": stamp(one.updated),
        "closed_at": stamp(one.closed[1]) if one.closed else None,
        "closed_by": user(one.closed[0], url) if one.closed else None,
        "labels": list(one.labels),
        "author": user(one.author, url),
        "assignees": [user(other, url) for other in one.assignees],
        "web_url": f"{url}/{one.project.path}/-/{kind}/{one.number}",
        "references": {"short": f"{sign}{one.number}", "full": f"{one.project.path}{sign}{one.number}"},
    }
    return {**row, **_request(one, url)} if one.is_request else {**row, "confidential": one.is_confidential, "issue_type": "issue"}


def _request(one: Item, url: str) -> Row:
    merger = user(one.merged[0], url) if one.merged else None
    source = one.source or one.project
    return {
        "merged_at": stamp(one.merged[1]) if one.merged else None,
        "merged_by": merger,
        "merge_user": merger,
        "draft": one.is_draft,
        "work_in_progress": one.is_draft,
        "source_branch": one.branch,
        "target_branch": one.project.default,
        "source_project_id": source.id,
        "target_project_id": one.project.id,
        "reviewers": [user(other, url) for other in one.reviewers],
        "sha": one.commits[-1] if one.commits else None,
        "merge_commit_sha": one.merge_commit or None,
        "squash_commit_sha": one.squash_commit or None,
        "squash": bool(one.squash_commit),
    }


def happening(one: Happening, url: str) -> Row:
    target: Mapping[str, object] = {"target_id": None, "target_iid": None, "target_type": None, "target_title": None}
    if one.target:
        kind = "MergeRequest" if one.target.is_request else "Issue"
        told = {"target_id": one.target.id, "target_iid": one.target.number, "target_type": kind, "target_title": one.target.title}
        target = told
    row: Row = {
        "id": one.id,
        "project_id": one.project.id,
        "action_name": one.action,
        "author_id": one.author.id,
        **target,
        "created_at": stamp(one.at),
        "author": user(one.author, url),
        "author_username": one.author.login,
        "imported": False,
    }
    if one.push:
        row["push_data"] = one.push
    if one.note:
        made, on = one.note
        title = on.title if isinstance(on, Item) else None
        row |= {"target_id": made.id, "target_iid": made.id, "target_type": made.kind or "Note", "target_title": title}
        row["note"] = note(made, on, url)
    return row


def note(one: Note, on: Item | str, url: str) -> Row:
    where: Row = {"noteable_type": "Commit", "noteable_id": None, "noteable_iid": None, "commit_id": on}
    if isinstance(on, Item):
        kind = "MergeRequest" if on.is_request else "Issue"
        where = {"noteable_type": kind, "noteable_id": on.id, "noteable_iid": on.number}
    return {
        "id": one.id,
        "type": one.kind or None,
        "body": one.body,
        "author": user(one.author, url),
        "created_at": stamp(one.at),
        "system": False,
        "internal": one.is_internal,
        "confidential": one.is_internal,
        **where,
    }


def system_note(author: User, said: str, at: datetime, item: Item, url: str) -> Row:
    made = note(Note(int(at.timestamp()), author, said, at), item, url)
    return {**made, "system": True}


def tag(one: Tag, project_: Project, url: str) -> Row:
    target = f"{int(one.commit[:8], 16) ^ 1:08x}{one.commit[8:]}" if one.message else one.commit
    held = commit(project_.commits[one.commit], project_, url, has_stats=False)
    told = {"name": one.name, "message": one.message, "target": target, "commit": held, "protected": False}
    return {**told, "created_at": stamp(one.at) if one.message else None, "release": None}


def release(one: Release, url: str) -> Row:
    told = {"tag_name": one.tag, "name": one.name, "description": one.description, "author": user(one.author, url)}
    return {**told, "created_at": stamp(one.created), "released_at": stamp(one.released), "upcoming_release": False}
