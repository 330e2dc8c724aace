"""The repositories that an account may read, kept for an hour."""

from collections.abc import Callable
from datetime import datetime

from adapters.azure.api import Api
from adapters.azure.calls import Tools
from adapters.azure.repositories import HOUR, seen_by
from adapters.azure.source import address_of
from adapters.azure.wire import Limits
from core.hosts import Judge, anywhere
from core.model import Account, Visibility
from core.ports import Budget, Memory


async def repositories(
    account: Account,
    *,
    budget: Budget,
    memory: Memory,
    clock: Callable[[], datetime],
    url: str = "",
    limits: Limits = Limits(),  # noqa: B008  it is frozen
    judge: Judge = anywhere,
) -> list[tuple[str, Visibility]]:
    """Return the paths of the repositories that an account may read and who may read them, by name; at most an hour old.

    Raises:
        OutsideError: the host could not be asked, or not in full.
    """
    tools = Tools(budget=budget, memory=memory, clock=clock, limits=limits, judge=judge)
    async with Api(account, address_of(account, url), tools) as api:
        found = await seen_by(api, good=HOUR)
    if api.problems:
        raise api.problems[0][1]
    return sorted((one.path, one.project.visibility) for one in found)
