"""A team at a GitLab: two people and one project, which tests add to."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from typing_extensions import override

from adapters.gitlab import GitLabSource
from core.model import Account
from tests.adapters.gitlab.kit import PATIENT, QUICK, account, source
from tests.adapters.hosts import team
from tests.adapters.hosts.kit import MONDAY, NOW
from tests.servers.commits import Commit
from tests.servers.gitlab import GitLabServer, World
from tests.servers.gitlab.nouns import Project, User
from tests.servers.tokens import Token

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Team(team.Team):
    """Ana and Bob at work on acme/front/web."""

    ME: ClassVar[str] = "/user"
    LISTED: ClassVar[str] = "/projects"
    REQUESTS: ClassVar[str] = "/merge_requests"
    EACH: ClassVar[str] = "/projects/[0-9]+/.*"
    COMMITS: ClassVar[str] = "/projects/[0-9]+/repository/commits"
    HOST: ClassVar[str] = "gitlab.com"
    PLACE: ClassVar[str] = "acme/front/web"
    COMMAND: ClassVar[str] = "recap connect gitlab"
    RESETS: ClassVar[str] = "RateLimit_Reset"

    world: World
    ana: User
    bob: User
    web: Project
    base: Commit

    @override
    def serve(self, *, delay: float = 0.0, is_conditional: bool = True) -> GitLabServer:
        return GitLabServer(self.world, delay=delay)

    @override
    def account(self, user: User, token: Token) -> Account:
        return account(user, token)

    @override
    def source(self, server: Any, who: Account, *, is_quick: bool = False, whole: float = 120.0, **words: Any) -> GitLabSource:
        return source(server, who, limits=replace(QUICK if is_quick else PATIENT, whole=whole), **words)

    @override
    def item(self, by: Any, title: str, at: datetime) -> None:
        self.world.issue(self.web, by, title, at)

    @override
    def grow(self, count: int) -> None:
        for number in range(count):
            project = self.world.project(f"acme/p{number}", members=[self.ana])
            self.world.commit(project, self.bob, "Work", MONDAY)
            self.world.push(project, self.bob, MONDAY)

    @override
    def do_everything(self) -> None:
        world, web, ana, bob = self.world, self.web, self.ana, self.bob
        first = world.commit(web, ana, "Add login (#1)", MONDAY + HOUR, branch="login")
        world.push(web, ana, MONDAY + 2 * HOUR, branch="login")
        mine = world.request(web, ana, "Add login", MONDAY + 3 * HOUR, branch="login", commits=[first], labels=["ui"])
        world.merge(mine, ana, MONDAY + 4 * HOUR)
        theirs = world.request(web, bob, "Other", MONDAY + 4 * HOUR, branch="o")
        world.approve(theirs, ana, MONDAY + 5 * HOUR)
        world.comment(theirs, ana, "Nice", MONDAY + 6 * HOUR)
        world.close(world.issue(web, ana, "Broken", MONDAY + 7 * HOUR), ana, MONDAY + 8 * HOUR)
        world.remark(web, first, ana, "Why?", MONDAY + 9 * HOUR)
        world.tag(web, ana, "v1", MONDAY + 10 * HOUR, message="One")
        world.release(web, ana, "v1", MONDAY + 11 * HOUR)


def formed() -> Team:
    """Return a team whose project Bob began a month ago."""
    world = World(NOW)
    ana, bob = (
        world.user("ana", "Ana Silva", emails=["ana@acme.dev", "ana@home.dev"]),
        world.user("bob", "Bob Stone", emails=["bob@acme.dev"]),
    )
    web = world.project("acme/front/web", members=[ana, bob])
    base = world.commit(web, bob, "Begin", MONDAY - timedelta(days=30))
    world.push(web, bob, MONDAY - timedelta(days=30))
    return Team(world, ana, bob, web, base)
