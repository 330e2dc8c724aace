"""A world with two people, one project and one repository, which tests add to."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.adapters.azure.kit import MONDAY, NOW
from tests.servers.azure import World
from tests.servers.azure.nouns import Commit, Project, Repository, User


@dataclass(frozen=True, slots=True)
class Team:
    """Ana and Bob at work on acme/Big Plan/web, which Bob began a month ago."""

    world: World
    ana: User
    bob: User
    plan: Project
    web: Repository
    base: Commit

    def work(self) -> None:
        """Let Ana write a work item and commit."""
        self.world.item(self.plan, self.ana, "Broken", MONDAY + timedelta(hours=1))
        self.world.commit(self.web, self.ana, "Fix", MONDAY + timedelta(hours=2))
        self.world.push(self.web, self.ana, MONDAY + timedelta(hours=2))


@pytest.fixture
def team() -> Team:
    world = World(NOW)
    ana = world.user("ana@acme.dev", "Ana Silva", emails=["ana@acme.dev", "ana@home.dev"])
    bob = world.user("bob@acme.dev", "Bob Stone")
    plan = world.project("Big Plan", members=[ana, bob])
    web = world.repository(plan, "web")
    base = world.commit(web, bob, "Begin", MONDAY - timedelta(days=30))
    world.push(web, bob, MONDAY - timedelta(days=30))
    return Team(world, ana, bob, plan, web, base)
