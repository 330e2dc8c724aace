"""Who sees what, and what a branch holds."""

from tests.servers.azure.nouns import Project, Repository, User
from tests.servers.commits import Commit


def sees(viewer: User, project: Project) -> bool:
    """Say whether somebody of the organisation sees a project and what is in it."""
    return project.visibility in {"public", "organization"} or viewer.id in project.members


def walked(repository: Repository, head: str) -> list[Commit]:
    """Return what a head holds, the latest commit first, as `git log` does."""
    seen, left = set[str](), [head]
    while left:
        name = left.pop()
        if name in repository.commits and name not in seen:
            seen.add(name)
            left += repository.commits[name].parents
    return sorted((repository.commits[name] for name in seen), key=lambda one: (one.committed.timestamp(), one.id), reverse=True)
