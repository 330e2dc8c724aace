"""A second look at who may read some repositories, and at nothing else: one question for a hundred of them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from adapters.github import documents
from adapters.github.answer import Json
from adapters.github.asking import Asking, Part
from adapters.github.client import Client
from adapters.github.facts import visible
from core.hosts import Judge, anywhere
from core.model import Account, Visibility
from core.ports import Budget, Memory

_MOST = 100  # in one document


async def visibilities_of(
    account: Account,
    names: Sequence[str],
    *,
    api: str,
    graphql: str,
    budget: Budget,
    memory: Memory,
    clock: Callable[[], datetime],
    judge: Judge = anywhere,
) -> list[tuple[str, Visibility]]:
    """Return who may read repositories, as the host says now; those that the account may not read are left out.

    Raises:
        OutsideError: the host did not say.
    """
    found: dict[str, Visibility] = {}
    asked = [name for name in names if name.count("/") == 1]
    async with Client(account, api, graphql, budget, memory, clock, judge=judge) as client:
        asking = Asking(client, {})
        parts = [Part(documents.readers(name), _taking(found, name)) for name in asked]
        await asyncio.gather(*(asking.all(parts[start : start + _MOST]) for start in range(0, len(parts), _MOST)))
        if client.trouble and not found:
            raise next(iter(client.trouble.values()))
    return list(found.items())


def _taking(found: dict[str, Visibility], name: str) -> Callable[[object], None]:
    def take(told: object) -> None:
        if isinstance(told, dict):
            row: Json = told
            found[name] = visible(row)

    return take
