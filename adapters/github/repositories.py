"""The repositories that an account may read, kept for an hour."""

import json
from typing import TYPE_CHECKING

from adapters.github.facts import name_of
from adapters.github.sdk import called, opened
from core.model import Account
from core.ports import Memory

if TYPE_CHECKING:
    from github import Github

KEPT = 3_600  # seconds
MOST = 2_000


async def repositories(account: Account, *, api: str, memory: Memory) -> list[str]:
    """Return the names of what an account may read, the newest pushed first, at most 2,000.

    Raises:
        OutsideError: the host did not say.
    """
    kept = await memory.recall(account, "repositories")
    if kept:
        names: list[str] = json.loads(kept)
        return names
    github = opened(account.token, api)
    try:
        names = await called(lambda: _listed(github), host=account.host, login=account.login)
    finally:
        github.close()
    await memory.keep(account, "repositories", json.dumps(names).encode(), seconds=KEPT)
    return names


def _listed(github: "Github") -> list[str]:
    names: list[str] = []
    for repository in github.get_user().get_repos(sort="pushed", direction="desc"):
        names.append(name_of(repository.full_name))
        if len(names) >= MOST:
            break
    return names
