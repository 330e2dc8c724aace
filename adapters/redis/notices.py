"""Who was told of a dead token: written down for a minute while it is told, then until the account is linked anew or taken away."""

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.client import Link
from core.model import Account
from core.ports.talking import Notices

TELLING = classes.MINUTE  # seconds that whoever tells somebody may take


class RedisNotices(Notices):
    """Notices in a store."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @override
    async def claim(self, account: Account) -> bool:
        async with self._link() as redis:
            return bool(await redis.set(keys.notice(account), 1, nx=True, ex=TELLING))

    @override
    async def told(self, account: Account) -> None:
        async with self._link() as redis:
            await redis.set(keys.notice(account), 1, xx=True)  # where it was linked anew meanwhile, the next death is told again
