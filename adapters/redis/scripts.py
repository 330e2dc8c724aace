"""Lua scripts, which the store runs as one step; one that may not run twice does so once for each operation."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

from adapters.redis import classes
from adapters.redis import keys as names

Arguments = Sequence[str | bytes | float]

_ONCE = """
local done, seconds = KEYS[#KEYS], ARGV[#ARGV]
local KEYS, ARGV = {unpack(KEYS, 1, #KEYS - 1)}, {unpack(ARGV, 1, #ARGV - 1)}
local kept = redis.call('GET', done)
if kept then return cmsgpack.unpack(kept) end
local function body()
%s
end
local answer = body()
redis.call('SET', done, cmsgpack.pack(answer), 'EX', seconds)
return answer
"""


class Script:
    """A script whose text the server may have forgotten: it is sent where its hash is not known.

    Its text may be anything that can run twice to the same effect; else it is called with `once`.
    """

    def __init__(self, text: str) -> None:
        self._whole = _Text(text)
        self._once = _Text(_ONCE % text)

    async def __call__(self, redis: Redis, *, keys: Sequence[str], arguments: Arguments = ()) -> Any:
        """Run it, and return its answer as redis-py reads it."""
        return await self._whole.run(redis, list(keys), list(arguments))

    async def once(self, redis: Redis, operation: str, *, keys: Sequence[str], arguments: Arguments = ()) -> Any:
        """Run it, unless this operation (any unique text) has run in the past hour; its answer then is returned again.

        The answer is a number, a text, true, or a list of these.
        """
        done = names.operation(operation)
        return await self._once.run(redis, [*keys, done], [*arguments, classes.OPERATION.seconds or 0])


class _Text:
    def __init__(self, text: str) -> None:
        self._text = text
        self._hash = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()  # the server's name for it

    async def run(self, redis: Redis, keys: Sequence[str], arguments: Arguments) -> Any:
        with suppress(NoScriptError):
            return await redis.evalsha(self._hash, len(keys), *keys, *arguments)
        return await redis.eval(self._text, len(keys), *keys, *arguments)  # restarted, failed over, or flushed: sent and run in one step
