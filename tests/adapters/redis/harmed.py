"""How a call at a harmed store ends, and a link without patience."""

import asyncio
from dataclasses import replace

import pytest

from adapters.redis.client import Link
from adapters.redis.pool import PATIENT
from core.errors import OutsideError

BRISK = replace(PATIENT, whole=1.0, connect=0.2, answer=0.3, free=0.3)  # the patient one, for tests without patience


async def ping(link: Link) -> None:
    async with link() as redis:
        assert await redis.ping()


async def refused(link: Link, kind: type[OutsideError], match: str) -> float:
    """See that a call fails as it should; return the seconds that it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(kind, match=match):
        await ping(link)
    return loop.time() - began
