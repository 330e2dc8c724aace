"""Hosts of all three kinds with the same people, and places that only some of them may read: in each, the boss did something."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from adapters.azure import AzureSource
from adapters.github.source import GitHubSource
from adapters.gitlab import GitLabSource
from core.model import Account, Identity, Member, Provider, Secret, Visibility, Window
from core.ports import ActivitySource, Memory
from tests.adapters.github.house import FreeBudget as GitHubBudget
from tests.adapters.hosts.kit import FreeBudget
from tests.fake_accounts import account as linked
from tests.servers import azure, gitlab
from tests.servers.azure import AzureServer
from tests.servers.github import world as github
from tests.servers.github.server import GitHubServer
from tests.servers.gitlab import GitLabServer

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
OVER = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "last week")
RUNNING = Window(MONDAY, NOW + timedelta(hours=3), "UTC", "since last Monday")
PEOPLE = ("ana", "bob")
READERS = ((), PEOPLE[:1], PEOPLE[1:])
VISIBILITIES = {  # as hosts write them; of the last one nothing is known
    "public": Visibility.PUBLIC,
    "internal": Visibility.INTERNAL,
    "private": Visibility.PRIVATE,
    "secret": Visibility.UNKNOWN,
}
_FOR_ALL = {Provider.GITHUB: {"public"}, Provider.GITLAB: {"public", "internal"}, Provider.AZURE: {"public", "internal"}}
_AT = MONDAY + timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Place:
    """One repository at one host, and who are its members."""

    provider: Provider
    host: str
    visibility: str
    readers: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"{self.visibility}-for-{'-'.join(self.readers) or 'nobody'}"

    @property
    def title(self) -> str:
        """What the boss did there, and nowhere else."""
        return f"{self.host} {self.path}"

    @property
    def told(self) -> Visibility:
        """What is known of who may read it; GitHub says beside a new word that it is private."""
        told = VISIBILITIES[self.visibility]
        return Visibility.PRIVATE if self.provider is Provider.GITHUB and told is Visibility.UNKNOWN else told

    def is_open_to(self, viewer: str) -> bool:
        return viewer in self.readers or self.visibility in _FOR_ALL[self.provider]


@dataclass(frozen=True, slots=True)
class Host:
    """One running host, as the tests need it."""

    provider: Provider
    name: str
    places: list[Place]
    account: Callable[[str, str], Account]  # of a person, in a tenant
    source: Callable[[Account, Memory], ActivitySource]
    statuses: Callable[[], list[int]]  # of what was answered so far

    @property
    def boss(self) -> Identity:
        return Identity("", login=f"{self.provider}:{_login(self.provider, 'boss')}")


@asynccontextmanager
async def github_host(name: str) -> AsyncGenerator[Host, None]:
    world, places = github.World(NOW), _places(Provider.GITHUB, name)
    people = {login: world.user(login, f"The {login.title()}") for login in (*PEOPLE, "boss")}
    for place in places:
        made = world.repository(f"acme/{place.path}", visibility=place.visibility)
        made.readers = {people[login].id for login in (*place.readers, "boss")}
        world.issue(made, people["boss"], place.title, _AT)
    async with GitHubServer(world) as server:

        def account(login: str, tenant: str) -> Account:
            user = people[login]
            token, owner = server.token(user), Member("slack", tenant, login)
            more = {"provider": Provider.GITHUB, "node": user.node}
            return linked(owner, name, str(user.id), login, token=Secret(token.text), scopes=token.scopes, **more)

        def source(one: Account, memory: Memory) -> ActivitySource:
            return GitHubSource(one, budget=GitHubBudget(), memory=memory, clock=lambda: NOW, api=server.url, graphql=server.graphql_url)

        yield Host(Provider.GITHUB, name, places, account, source, lambda: [call.status for call in server.calls])


@asynccontextmanager
async def gitlab_host(name: str) -> AsyncGenerator[Host, None]:
    world, places = gitlab.World(NOW), _places(Provider.GITLAB, name)
    people = {login: world.user(login, f"The {login.title()}") for login in (*PEOPLE, "boss")}
    for place in places:
        members = [people[login] for login in (*place.readers, "boss")]
        made = world.project(f"acme/{place.path}", visibility=place.visibility, members=members)
        world.issue(made, people["boss"], place.title, _AT)
    async with GitLabServer(world) as server:

        def account(login: str, tenant: str) -> Account:
            user = people[login]
            token, owner = server.token(user), Member("slack", tenant, login)
            return linked(owner, name, str(user.id), login, token=Secret(token.text), scopes=token.scopes)

        def source(one: Account, memory: Memory) -> ActivitySource:
            return GitLabSource(one, url=server.url, budget=FreeBudget(), memory=memory, clock=lambda: NOW)

        yield Host(Provider.GITLAB, name, places, account, source, lambda: [call.status for call in server.asked])


@asynccontextmanager
async def azure_host(name: str) -> AsyncGenerator[Host, None]:
    world, places = azure.World(NOW), _places(Provider.AZURE, name)
    people = {login: world.user(_login(Provider.AZURE, login), f"The {login.title()}") for login in (*PEOPLE, "boss")}
    for place in places:
        visibility = "organization" if place.visibility == "internal" else place.visibility
        made = world.project(place.path, visibility=visibility, members=[people[login] for login in (*place.readers, "boss")])
        world.item(made, people["boss"], place.title, _AT)
    async with AzureServer(world) as server:

        def account(login: str, tenant: str) -> Account:
            user, owner = people[login], Member("slack", tenant, login)
            return linked(owner, name, user.id, user.login, provider=Provider.AZURE, token=Secret(server.token(user).text))

        def source(one: Account, memory: Memory) -> ActivitySource:
            return AzureSource(one, url=server.url, budget=FreeBudget(), memory=memory, clock=lambda: NOW)

        yield Host(Provider.AZURE, name, places, account, source, lambda: [call.status for call in server.asked])


def _places(provider: Provider, host: str) -> list[Place]:
    return [Place(provider, host, visibility, readers) for visibility, readers in product(VISIBILITIES, READERS)]


def _login(provider: Provider, name: str) -> str:
    return f"{name}@acme.dev" if provider is Provider.AZURE else name
