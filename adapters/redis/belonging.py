"""Writes of what belongs to a workspace: each key is named in the workspace's list, and where the workspace is gone nothing is written."""

from typing import Any

from redis.asyncio import Redis

from adapters.redis import keys
from adapters.redis.scripts import Arguments, Script
from core.errors import PermanentError
from core.messages import store as messages
from core.model import Member
from core.model.chat import Place

GONE = "gone"  # in the list of a workspace that took Recap out; no key is called so

_BELONGING = (
    f"""
local tenant = table.remove(KEYS)
if redis.call('ZSCORE', tenant, '{GONE}') then return '{GONE}' end
local second = tonumber(redis.call('TIME')[1])
redis.call('ZREMRANGEBYSCORE', tenant, '-inf', second)
"""
    """
local function named(name, seconds)
  redis.call('ZADD', tenant, seconds and second + seconds or 'inf', name)
end
"""
)


class Belonging:
    """A script in which `named(key)`, or `named(key, seconds)` for one that ends, puts a key that it writes on the list."""

    def __init__(self, text: str) -> None:
        self._script = Script(_BELONGING + text)

    async def __call__(self, redis: Redis, whose: Member | Place, *, names: list[str], arguments: Arguments = ()) -> Any:
        """Run it for a workspace.

        Raises:
            PermanentError: the workspace is gone; nothing was written.
        """
        told = await self._script(redis, keys=[*names, keys.tenant(whose.platform, whose.tenant)], arguments=arguments)
        if told in (GONE, GONE.encode()):
            raise PermanentError(messages.LEFT)
        return told
