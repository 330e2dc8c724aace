"""A project of a world, made from a recorded history."""

from pathlib import Path

from tests.servers import commits
from tests.servers.gitlab.nouns import Project, Tag, User
from tests.servers.gitlab.world import World


def load(world: World, history: Path, path: str, *, member: User, visibility: str = "private") -> Project:
    """Put all commits, branches and tags of a history into a new project, active when its last commit was made."""
    project = world.project(path, visibility=visibility, members=[member])
    for made, branches, tags in commits.recorded(history):
        project.commits[made.id] = made
        project.heads |= dict.fromkeys(branches, made.id)
        project.tags |= {tag: Tag(tag, made.id, made.committed) for tag in tags}
    project.active = max(one.committed for one in project.commits.values())
    return project
