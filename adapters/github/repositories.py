"""The repositories that an account may read: their names, kept for an hour, or with who may read each, asked anew."""

import json
from typing import TYPE_CHECKING

from adapters.github.answer import rows, text
from adapters.github.facts import name_of, visible
from adapters.github.pages import last_page
from adapters.github.sdk import asked
from core.hosts import Judge, anywhere
from core.model import Account, Visibility
from core.ports import Memory

if TYPE_CHECKING:
    from github import Github

KEPT = 3_600  # seconds
MOST = 2_000
_PAGE = 100


async def repositories(account: Account, *, api: str, memory: Memory, judge: Judge = anywhere) -> list[str]:
    """Return the names of what an account may read, the newest pushed first, at most 2,000.

    Raises:
        OutsideError: the host did not say.
    """
    kept = await memory.recall(account, "repositories")
    if kept:
        names: list[str] = json.loads(kept)
        return names
    names = [name for name, _ in await visibilities(account, api=api, judge=judge)]
    await memory.keep(account, "repositories", json.dumps(names).encode(), seconds=KEPT)
    return names


async def visibilities(account: Account, *, api: str, judge: Judge = anywhere) -> list[tuple[str, Visibility]]:
    """Return the same with who may read each, as the host says now.

    Raises:
        OutsideError: the host did not say.
    """
    return await asked(_listed, account.token, api, host=account.host, login=account.login, judge=judge)


def _listed(github: "Github") -> list[tuple[str, Visibility]]:
    """Read the rows as they come: the SDK's objects would ask anew for each field that an older version leaves out."""
    found: list[tuple[str, Visibility]] = []
    for page in range(1, MOST // _PAGE + 1):
        words = {"sort": "pushed", "direction": "desc", "per_page": _PAGE, "page": page}
        headers, listed = github.requester.requestJsonAndCheck("GET", "/user/repos", parameters=words)
        told = rows({"rows": listed}, "rows")
        found += [(name_of(text(row, "full_name")), visible({**row, "isPrivate": row.get("private")})) for row in told]
        if page >= last_page(headers):
            break
    return found
