"""A project of a world, made from a recorded history."""

import json
import lzma
import re
from datetime import datetime
from pathlib import Path

from tests.servers.gitlab.nouns import Commit, Project, Tag, User
from tests.servers.gitlab.world import World


def load(world: World, history: Path, path: str, *, member: User, visibility: str = "private") -> Project:
    """Put all commits, branches and tags of a history into a new project, active when its last commit was made."""
    project = world.project(path, visibility=visibility, members=[member])
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
                added=sum(file[0] for file in row["files"]),
                removed=sum(file[1] for file in row["files"]),
            )
            project.commits[made.id] = made
            for ref in row["refs"]:
                if ref.startswith("tag: "):
                    project.tags[ref[5:]] = Tag(ref[5:], made.id, made.committed)
                else:
                    project.heads[re.sub(r"^(?:HEAD -> )?(?:origin/)?", "", ref)] = made.id
    project.active = max(one.committed for one in project.commits.values())
    return project
