"""Who sees what: https://docs.gitlab.com/user/permissions/, https://docs.gitlab.com/user/public_access/."""

from collections.abc import Sequence

from tests.servers.commits import Commit
from tests.servers.gitlab.nouns import GUEST, REPORTER, Happening, Item, Note, Project, User


def sees(viewer: User, project: Project) -> bool:
    return project.visibility in {"public", "internal"} or viewer.id in project.members


def sees_part(viewer: User, project: Project, part: str) -> bool:
    """Say whether somebody sees a project's repository, issues or merge requests."""
    access = project.levels.get(part, "enabled")
    level = project.members.get(viewer.id, 0)
    least = GUEST if part == "issues" else REPORTER
    if access == "disabled" or not sees(viewer, project):
        return False
    return level >= least or (access == "enabled" and project.visibility != "private")


def sees_item(viewer: User, item: Item) -> bool:
    part = "merge_requests" if item.is_request else "issues"
    if not sees_part(viewer, item.project, part):
        return False
    is_own = item.author == viewer or viewer in item.assignees
    return not item.is_confidential or is_own or item.project.members.get(viewer.id, 0) >= REPORTER


def sees_note(viewer: User, note: Note, on: Item | str, project: Project) -> bool:
    if note.is_internal and project.members.get(viewer.id, 0) < REPORTER:
        return False
    return sees_item(viewer, on) if isinstance(on, Item) else sees_part(viewer, project, "repository")


def sees_happening(viewer: User, one: Happening) -> bool:
    if one.target:
        return sees_item(viewer, one.target)
    if one.note:
        return sees_note(viewer, *one.note, one.project)
    return sees_part(viewer, one.project, "repository")


def walked(project: Project, heads: Sequence[str]) -> list[Commit]:
    """Return what these heads hold, the latest commit first, as `git log` does."""
    seen, left = set[str](), list(heads)
    while left:
        name = left.pop()
        if name in project.commits and name not in seen:
            seen.add(name)
            left += project.commits[name].parents
    return sorted((project.commits[name] for name in seen), key=lambda one: (one.committed, one.id), reverse=True)
