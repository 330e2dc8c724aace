"""A team at an Azure DevOps: two people, one project and one repository, which tests add to."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from typing_extensions import override

from adapters.azure import AzureSource
from core.model import Account
from tests.adapters.azure.kit import HOST, PATIENT, QUICK, account, source
from tests.adapters.hosts import team
from tests.adapters.hosts.kit import MONDAY, NOW
from tests.servers.azure import AzureServer, World
from tests.servers.azure.nouns import Project, Repository, User
from tests.servers.commits import Commit
from tests.servers.tokens import Token

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Team(team.Team):
    """Ana and Bob at work on acme/Big Plan/web."""

    ME: ClassVar[str] = "/_apis/connectionData"
    LISTED: ClassVar[str] = "/_apis/git/repositories"
    REQUESTS: ClassVar[str] = "/_apis/git/pullrequests"
    EACH: ClassVar[str] = ".*/pushes"
    COMMITS: ClassVar[str] = ".*/repositories/[^/]+/commits"
    HOST: ClassVar[str] = HOST
    PLACE: ClassVar[str] = "acme/Big Plan/web"
    COMMAND: ClassVar[str] = f"recap connect azure --host {HOST}"
    RESETS: ClassVar[str] = "X_RateLimit_Reset"

    world: World
    ana: User
    bob: User
    plan: Project
    web: Repository
    base: Commit

    @override
    def serve(self, *, delay: float = 0.0, is_conditional: bool = False) -> AzureServer:
        return AzureServer(self.world, delay=delay, has_etags=is_conditional)

    @override
    def account(self, user: User, token: Token) -> Account:
        return account(user, token)

    @override
    def source(self, server: Any, who: Account, *, is_quick: bool = False, whole: float = 120.0, **words: Any) -> AzureSource:
        return source(server, who, limits=replace(QUICK if is_quick else PATIENT, whole=whole), **words)

    @override
    def item(self, by: Any, title: str, at: datetime) -> None:
        self.world.item(self.plan, by, title, at)

    @override
    def grow(self, count: int) -> None:
        for number in range(count):
            repository = self.world.repository(self.plan, f"r{number}")
            self.world.commit(repository, self.bob, "Work", MONDAY)
            self.world.push(repository, self.bob, MONDAY)

    @override
    def do_everything(self) -> None:
        world, web, ana, bob = self.world, self.web, self.ana, self.bob
        item = world.item(self.plan, ana, "Broken", MONDAY + HOUR)
        first = world.commit(web, ana, f"Add login (#{item.number})\n\nAll of it.", MONDAY + HOUR, branch="login")
        world.push(web, ana, MONDAY + 2 * HOUR, branch="login")
        mine = world.request(web, ana, "Add login", MONDAY + 3 * HOUR, branch="login", commits=[first], labels=["ui"])
        world.complete(mine, ana, MONDAY + 4 * HOUR)
        theirs = world.request(web, bob, "Other", MONDAY + 4 * HOUR, branch="o")
        world.vote(theirs, ana, 10, MONDAY + 5 * HOUR)
        world.remark(theirs, ana, "Nice", MONDAY + 6 * HOUR)
        world.comment(item, ana, "Soon", MONDAY + 7 * HOUR)
        world.close(item, ana, MONDAY + 8 * HOUR)
        world.tag(web, ana, "v1", MONDAY + 10 * HOUR, message="One")


def formed() -> Team:
    """Return a team whose repository Bob began a month ago."""
    world = World(NOW)
    ana = world.user("ana@acme.dev", "Ana Silva", emails=["ana@acme.dev", "ana@home.dev"])
    bob = world.user("bob@acme.dev", "Bob Stone")
    plan = world.project("Big Plan", members=[ana, bob])
    web = world.repository(plan, "web")
    base = world.commit(web, bob, "Begin", MONDAY - timedelta(days=30))
    world.push(web, bob, MONDAY - timedelta(days=30))
    return Team(world, ana, bob, plan, web, base)
