"""A world with two people and one project, which tests add to."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.adapters.gitlab.kit import MONDAY, NOW
from tests.servers.gitlab import World
from tests.servers.gitlab.nouns import Commit, Project, User


@dataclass(frozen=True, slots=True)
class Team:
    """Ana and Bob at work on acme/front/web, which Bob began a month ago."""

    world: World
    ana: User
    bob: User
    web: Project
    base: Commit

    def work(self) -> None:
        """Let Ana open an issue, commit and push."""
        self.world.issue(self.web, self.ana, "Broken", MONDAY + timedelta(hours=1))
        self.world.commit(self.web, self.ana, "Fix", MONDAY + timedelta(hours=2))
        self.world.push(self.web, self.ana, MONDAY + timedelta(hours=2))


@pytest.fixture
def team() -> Team:
    world = World(NOW)
    ana, bob = (
        world.user("ana", "Ana Silva", emails=["ana@acme.dev", "ana@home.dev"]),
        world.user("bob", "Bob Stone", emails=["bob@acme.dev"]),
    )
    web = world.project("acme/front/web", members=[ana, bob])
    base = world.commit(web, bob, "Begin", MONDAY - timedelta(days=30))
    world.push(web, bob, MONDAY - timedelta(days=30))
    return Team(world, ana, bob, web, base)
