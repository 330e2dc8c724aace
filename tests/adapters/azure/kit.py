"""Accounts and sources of an Azure DevOps for tests."""

from collections.abc import Sequence
from typing import Any

from adapters.azure import AzureSource
from adapters.azure.wire import Limits
from core.model import Account, Provider
from tests.adapters.hosts.kit import account_of, source_of
from tests.servers.azure import AzureServer
from tests.servers.azure.nouns import User
from tests.servers.tokens import Token

PATIENT = Limits(most=1 << 20)  # a loaded machine is slow
QUICK = Limits(connect=1.0, total=1.0, most=1 << 20)
HOST = "dev.azure.com/acme"


def account(user: User, token: Token | str, *, host: str = HOST, emails: Sequence[str] | None = None) -> Account:
    return account_of(Provider.AZURE, user, token, host=host, emails=emails)


def source(server: AzureServer, who: Account, *, limits: Limits = PATIENT, **words: Any) -> AzureSource:
    return source_of(AzureSource, server, who, limits=limits, **words)
