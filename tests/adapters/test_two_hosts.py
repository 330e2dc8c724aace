"""One person's week stands at GitHub, in a mirror of it at GitLab, and in a local clone: each change is told once."""

import subprocess
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest

from adapters.git.opening import source
from adapters.github.source import GitHubSource
from core.model import Event, Identity, Recap, RecapRequest, Window
from core.recap import Linked, LinkedAccounts, Recapper
from tests import histories
from tests.adapters.github import house
from tests.adapters.gitlab import kit
from tests.servers.commits import Commit
from tests.servers.github import schema
from tests.servers.github.nouns import User
from tests.servers.github.recorded import recorded
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.gitlab import GitLabServer
from tests.servers.gitlab import World as Lab
from tests.servers.gitlab.nouns import User as LabUser


@pytest.mark.origin("S04")
@pytest.mark.parametrize("name", histories.NAMES)
async def test_a_week_on_two_hosts_and_on_the_disk_is_told_once(name: str, tmp_path: Path) -> None:
    schema.needed()
    world, person, window = recorded(name)
    clone = histories.repository(name)
    on_disk = source(str(clone), folder=tmp_path, cache=tmp_path)
    me = [Identity(person.name, person.emails[0])]
    async with _hosts(world, person) as linked:
        recap = await _asked(Recapper(sources=[on_disk], linked=linked, me=me, now=lambda: world.now), window)
    alone = await _asked(Recapper(sources=[on_disk], me=me, now=lambda: world.now), window)

    at_hosts = _written(clone, person, window) & world.repositories[f"slackapi/{name}"].commits.keys()
    where = _repositories_of(recap.events)
    assert recap.failures == ()
    assert len(at_hosts) > 5
    assert all(where[oid] == Counter([f"slackapi/{name}", f"mirror/{name}", name]) for oid in at_hosts)
    _check_each_is_in_one_place(recap)
    assert {event.ref for event in _told(recap)} == {event.ref for event in _told(alone)}
    assert [bullet.text for bullet in recap.bullets] == [bullet.text for bullet in alone.bullets]
    assert f"{2 * len(at_hosts)} of them copies in another repository" in recap.covered
    copied = {group.of.ref: {event.repository for event in group.events} for group in recap.folded.copies}
    assert all(len(copied[event.ref]) >= 2 for event in _told(recap) if event.ref in at_hosts), "copies name the other places"


async def _asked(recapper: Recapper, window: Window) -> Recap:
    *_, last = [recap async for recap in recapper.answer(RecapRequest(window=window, limit=15))]
    return last


@asynccontextmanager
async def _hosts(world: World, person: User) -> AsyncGenerator[LinkedAccounts, None]:
    """Have GitHub with a world, and GitLab with a mirror of it; the person has an account at each."""
    lab, user = _mirror(world, person)
    async with GitHubServer(world) as github, GitLabServer(lab) as gitlab:
        account = house.account_of(github.token(person))
        hub = GitHubSource(
            account,
            budget=house.FreeBudget(),
            memory=house.KeptMemory(),
            api=github.url,
            graphql=github.graphql_url,
            clock=lambda: world.now,
        )
        mirror = kit.source(gitlab, kit.account(user, gitlab.token(user)))
        yield lambda: nullcontext([Linked(hub, _names("github", person)), Linked(mirror, _names("gitlab", user))])


def _mirror(world: World, person: User) -> tuple[Lab, LabUser]:
    lab = Lab(world.now)
    user = lab.user(person.login, person.name, emails=person.emails[:1])
    for repository in world.repositories.values():
        project = lab.project(f"mirror/{repository.name.rpartition('/')[2]}", members=[user])
        project.heads = dict(repository.heads)
        project.active = world.now
        for one in repository.commits.values():
            who = (one.name, one.email)
            project.commits[one.oid] = Commit(one.oid, one.message, who, who, one.authored, one.committed, one.parents)
    return lab, user


def _names(provider: str, user: User | LabUser) -> tuple[Identity, ...]:
    return tuple(Identity(user.name, email, f"{provider}:{user.login}") for email in user.emails)


def _written(clone: Path, person: User, window: Window) -> set[str]:
    """Return what git itself says that somebody wrote in a window."""
    words = ["git", "-C", str(clone), "log", "--all", "--no-merges", "--format=%H %at %ae"]
    lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    start, end = window.start.timestamp(), window.end.timestamp()
    rows = (line.split(" ", 2) for line in lines)
    return {oid for oid, seconds, email in rows if email == person.emails[0] and start <= int(seconds) < end}


def _repositories_of(events: Sequence[Event]) -> dict[str, Counter[str]]:
    """Count by hash where a change was found."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        found[event.ref][event.repository] += 1
    return found


def _told(recap: Recap) -> list[Event]:
    return [event for item in recap.folded.items for event in item.events]


def _check_each_is_in_one_place(recap: Recap) -> None:
    """Each event is told, noise, or a copy of one that is told; and the counts that are shown add up."""
    told, copies = _told(recap), [event for group in recap.folded.copies for event in group.events]
    noise = [event for line in recap.folded.noise for event in line.events]
    assert Counter(event.id for event in (*told, *copies, *noise)) == Counter(event.id for event in recap.events)
    assert {group.of.id for group in recap.folded.copies} <= {event.id for event in (*told, *noise)}
    assert len({event.ref for event in told}) == len(told)
    shown = recap.coverage
    assert (shown.events, shown.told + shown.noise + shown.hidden) == (len(recap.events), len(recap.events))
