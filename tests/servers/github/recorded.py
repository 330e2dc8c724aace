"""A recorded history as the GitHub server's world: its commits, and the pull requests that its merges and squashes name."""

import re
import subprocess
from datetime import UTC, datetime, timedelta

from core.model import Window
from tests import histories
from tests.servers.github.nouns import Commit, Item, User
from tests.servers.github.world import World

WEEKS = {"bolt-python": ("person5", datetime(2021, 7, 12, tzinfo=UTC)), "python-slack-sdk": ("person86", datetime(2021, 2, 1, tzinfo=UTC))}
_LANDED = re.compile(r"Merge pull request #(\d+) |\(#(\d+)\)$")


def recorded(name: str) -> tuple[World, User, Window]:
    """Return the world some days after a week, whose week it is, and the week; the branches that are not merged were pushed then."""
    login, monday = WEEKS[name]
    window = Window(monday, monday + timedelta(days=7), "UTC", "a week")
    folder = histories.repository(name)
    world = World(window.end + timedelta(days=3))
    repository = world.repository(f"slackapi/{name}", visibility="public")
    for line in _git(folder, "log", "--branches", "--tags", "--format=%H%x1f%P%x1f%an%x1f%ae%x1f%at%x1f%ct%x1f%B%x1e").split("\x1e"):
        fields = line.strip("\n").split("\x1f")
        if len(fields) > 1 and float(fields[5]) <= world.now.timestamp():
            oid, parents, author, email, authored, committed, message = fields
            at, when = (datetime.fromtimestamp(int(seconds), UTC) for seconds in (authored, committed))
            repository.commits[oid] = Commit(oid, message, author, email, at, when, tuple(parents.split()))
            _user(world, author, email)
    _heads(world, name, folder)
    for commit in sorted(repository.commits.values(), key=lambda one: one.committed):
        _land(world, commit)
    person = world.users[login]
    for branch, head in repository.heads.items():
        if branch != "main" and window.start <= repository.commits[head].committed:
            world.push(repository, person, repository.commits[head].committed, branch=branch)
    return world, person, window


def _user(world: World, name: str, email: str) -> None:
    login = email.partition("@")[0]
    if login not in world.users:
        world.user(login, name, emails=[email])


def _heads(world: World, name: str, folder: object) -> None:
    """Set branches to where they stood then: the newest commit of each that was there."""
    repository = world.repositories[f"slackapi/{name}"]
    for branch in _git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").split():
        known = [oid for oid in _git(folder, "rev-list", "--first-parent", branch).split() if oid in repository.commits]
        if known:
            repository.heads[branch] = known[0]
    reachable = {commit.oid for head in repository.heads.values() for commit in repository.history(head)}
    repository.commits = {oid: commit for oid, commit in repository.commits.items() if oid in reachable}


def _land(world: World, commit: Commit) -> None:
    """Make the pull request that a commit lands."""
    repository = next(iter(world.repositories.values()))
    title = commit.message.partition("\n")[0]
    found = _LANDED.match(title) or _LANDED.search(title)
    author = world.linked(commit)
    if found is None or author is None:
        return
    number = int(found[1] or found[2])
    item = Item(
        repository=repository, number=number, title=title, author=author, created=commit.authored, is_pull=True, branch=f"pr-{number}",
        head=repository, merged=commit.committed, closed=commit.committed, merger=author, merge=commit.oid, updated=commit.committed,
    )  # fmt: skip
    item.commits = [parent for parent in commit.parents[1:] if parent in repository.commits]
    repository.items[number] = item


def _git(folder: object, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout
