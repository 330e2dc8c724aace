"""Accounts and sources of a GitLab for tests."""

from typing import Any

from adapters.gitlab import GitLabSource
from adapters.gitlab.limits import Limits
from core.model import Account, Provider
from tests.adapters.hosts.kit import account_of, source_of
from tests.servers.gitlab import GitLabServer
from tests.servers.gitlab.nouns import User
from tests.servers.tokens import Token

PATIENT = Limits(most=1 << 20)  # a loaded machine is slow
QUICK = Limits(connect=1.0, read=0.5, total=1.0, most=1 << 20)


def account(user: User, token: Token | str, *, host: str = "gitlab.com") -> Account:
    return account_of(Provider.GITLAB, user, token, host=host)


def source(server: GitLabServer, who: Account, *, limits: Limits = PATIENT, **words: Any) -> GitLabSource:
    return source_of(GitLabSource, server, who, limits=limits, **words)
