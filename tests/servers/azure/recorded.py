"""A repository of a world, made from a recorded history."""

from pathlib import Path

from tests.servers import commits
from tests.servers.azure import views
from tests.servers.azure.nouns import Project, Repository, User
from tests.servers.azure.world import World


def load(world: World, history: Path, project: Project, name: str, *, pusher: User) -> Repository:
    """Put a history into a new repository; each branch is pushed when its last commit was made, and each tag that alone holds one."""
    repository = world.repository(project, name)
    tagged: dict[str, str] = {}
    for made, branches, tags in commits.recorded(history):
        repository.commits[made.id] = made
        repository.heads |= dict.fromkeys(branches, made.id)
        tagged |= dict.fromkeys(tags, made.id)
    for branch, head in repository.heads.items():
        world.push(repository, pusher, repository.commits[head].committed, branch=branch)
    held = {one.id for head in repository.heads.values() for one in views.walked(repository, head)}
    for tag, commit in tagged.items():
        if commit not in held:
            world.tag(repository, pusher, tag, repository.commits[commit].committed, commit=commit)
    return repository
