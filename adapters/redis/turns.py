"""Who refreshes a token: one at a time, among all processes that share a store."""

import secrets

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.client import Link
from adapters.redis.scripts import Script
from core.model import Account
from core.ports import Turns

_LEAVE = Script("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0")


class RedisTurns(Turns):
    """A key that only one can set; whoever dies with it holds the others up for a minute."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @override
    async def take(self, account: Account) -> str | None:
        ticket = secrets.token_hex(8)
        async with self._link() as redis:
            is_ours = await redis.set(keys.refresh(account), ticket, nx=True, ex=classes.REFRESH.seconds)
        return ticket if is_ours else None

    @override
    async def leave(self, account: Account, ticket: str) -> None:
        async with self._link() as redis:
            await _LEAVE(redis, keys=[keys.refresh(account)], arguments=[ticket])
