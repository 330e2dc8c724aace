"""A repository of a world, made from a recorded history."""

import json
import lzma
import re
from datetime import datetime
from pathlib import Path

from tests.servers.azure.nouns import Commit, Project, Repository, User
from tests.servers.azure.world import World


def load(world: World, history: Path, project: Project, name: str, *, pusher: User) -> Repository:
    """Put all of a history into a new repository; each branch and tag is pushed when its last commit was made."""
    repository = world.repository(project, name)
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
                    world.tag(repository, pusher, ref[5:], made.committed, commit=made.id)
                else:
                    repository.heads[re.sub(r"^(?:HEAD -> )?(?:origin/)?", "", ref)] = made.id
    for branch, head in repository.heads.items():
        world.push(repository, pusher, repository.commits[head].committed, branch=branch)
    return repository
