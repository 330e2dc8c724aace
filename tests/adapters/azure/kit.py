"""Accounts and sources of an Azure DevOps for tests."""

from collections.abc import Sequence

from adapters.azure import AzureSource
from adapters.azure.wire import Limits
from core.model import Account, Member, Provider, Secret
from core.ports import Budget, Memory
from tests.adapters.hosts.kit import FreeBudget, Kept, Sleeps
from tests.servers.azure import AzureServer
from tests.servers.azure.nouns import User
from tests.servers.tokens import Token

PATIENT = Limits(most=1 << 20)  # a loaded machine is slow
QUICK = Limits(connect=1.0, total=1.0, most=1 << 20)
HOST = "dev.azure.com/acme"


def account(user: User, token: Token | str, *, host: str = HOST, emails: Sequence[str] | None = None) -> Account:
    text = token if isinstance(token, str) else token.text
    return Account(
        owner=Member("terminal", "local", user.login),
        provider=Provider.AZURE,
        host=host,
        id=user.id,
        login=user.login,
        name=user.name,
        emails=user.emails if emails is None else tuple(emails),
        token=Secret(text),
    )


def source(
    server: AzureServer,
    who: Account,
    *,
    memory: Memory | None = None,
    budget: Budget | None = None,
    sleep: Sleeps | None = None,
    limits: Limits = PATIENT,
) -> AzureSource:
    return AzureSource(
        who,
        url=server.url,
        budget=budget or FreeBudget(),
        memory=memory or Kept(),
        clock=lambda: server.world.now,
        sleep=sleep or Sleeps(),
        limits=limits,
    )
