"""A host refuses somebody's token: they are told once, in a direct message with a button that links the account anew."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.errors import OutsideError, PermanentError
from core.marks import Marks
from core.messages import connect as names
from core.messages import talking as messages
from core.model import Account
from core.model.chat import Button, Page, Style
from core.ports.chat import Platform
from core.ports.talking import Notices
from core.talking.parting import mark_of

SECONDS = 10  # that an answer waits at most while its asker is told
_BEFORE = timedelta(days=1)  # in which who began to tell may have stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadTokens:
    """Tells the owners; where that fails, it is tried again when the token would be used again."""

    platforms: Mapping[str, Platform]  # by name; others, as a terminal, tell it in the answer
    notices: Notices
    now: Callable[[], datetime]

    async def __call__(self, account: Account) -> None:
        """Tell the owner of an account that is dead, unless they were told; whichever process finds out."""
        platform = self.platforms.get(account.owner.platform)
        if platform is None or not account.login:  # without a login it does not open here, which only who runs Recap can mend
            return
        with suppress(OutsideError, TimeoutError):
            async with asyncio.timeout(SECONDS):
                if await self.notices.claim(account):
                    await self._tell(platform, account)
                    await self.notices.told(account)

    async def _tell(self, platform: Platform, account: Account) -> None:
        """Post it, unless somebody who stopped then did; who lets nobody write to them reads it in their next answer."""
        sign = Marks(account.token).of("dead", account.provider, account.host, account.id)
        told = Page(
            lines=(messages.dead(names.place(account.provider, account.host), account.login),),
            buttons=(_button(account),),
            home=account.owner.tenant,
        )
        with suppress(PermanentError):
            place = await platform.directory.direct(account.owner)
            if not await platform.posts.find(place, sign, since=self.now() - _BEFORE):
                await platform.posts.post(place, sign, told)


def _button(account: Account) -> Button:
    return Button(name="reconnect", label=messages.CONNECT, value=mark_of(account), style=Style.PRIMARY)
