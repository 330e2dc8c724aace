"""A repository of a world, made from a recorded history."""

import json
import lzma
import re
from datetime import datetime
from pathlib import Path

from tests.servers.azure import views
from tests.servers.azure.nouns import Commit, Project, Repository, User
from tests.servers.azure.world import World


def load(world: World, history: Path, project: Project, name: str, *, pusher: User) -> Repository:
    """Put a history into a new repository; each branch is pushed when its last commit was made, and each tag that alone holds one."""
    repository = world.repository(project, name)
    tags: dict[str, str] = {}
    with lzma.open(history, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            made = Commit(
                id=row["sha"],
                message=row["message"],
                author=tuple(row["author"]),
                committer=tuple(row["committer"]),
                at=datetime.fromisoformat(row["at"]),
                committed=datetime.fromisoformat(row["committed"]),
                parents=tuple(row["parents"]),
            )
            repository.commits[made.id] = made
            for ref in row["refs"]:
                if ref.startswith("tag: "):
                    tags[ref[5:]] = made.id
                else:
                    repository.heads[re.sub(r"^(?:HEAD -> )?(?:origin/)?", "", ref)] = made.id
    for branch, head in repository.heads.items():
        world.push(repository, pusher, repository.commits[head].committed, branch=branch)
    held = {one.id for head in repository.heads.values() for one in views.walked(repository, head)}
    for tag, commit in tags.items():
        if commit not in held:
            world.tag(repository, pusher, tag, repository.commits[commit].committed, commit=commit)
    return repository
