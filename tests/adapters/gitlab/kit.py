"""Accounts and sources of a GitLab for tests."""

from adapters.gitlab import GitLabSource
from adapters.gitlab.limits import Limits
from core.model import Account, Member, Provider, Secret
from core.ports import Budget, Memory
from tests.adapters.hosts.kit import FreeBudget, Kept, Sleeps
from tests.servers.gitlab import GitLabServer
from tests.servers.gitlab.nouns import User
from tests.servers.tokens import Token

PATIENT = Limits(most=1 << 20)  # a loaded machine is slow
QUICK = Limits(connect=1.0, read=0.5, total=1.0, most=1 << 20)


def account(user: User, token: Token | str, *, host: str = "gitlab.com") -> Account:
    text = token if isinstance(token, str) else token.text
    return Account(
        owner=Member("terminal", "local", user.login),
        provider=Provider.GITLAB,
        host=host,
        id=str(user.id),
        login=user.login,
        name=user.name,
        emails=user.emails,
        token=Secret(text),
        scopes=() if isinstance(token, str) else token.scopes,
    )


def source(
    server: GitLabServer,
    who: Account,
    *,
    memory: Memory | None = None,
    budget: Budget | None = None,
    sleep: Sleeps | None = None,
    limits: Limits = PATIENT,
) -> GitLabSource:
    return GitLabSource(
        who,
        url=server.url,
        budget=budget or FreeBudget(),
        memory=memory or Kept(),
        clock=lambda: server.world.now,
        sleep=sleep or Sleeps(),
        limits=limits,
    )
