"""An account that was linked by device, and who renews its token."""

import asyncio
from dataclasses import dataclass

from core.connect import Site
from core.model import Account
from core.refresh import Refresher
from tests.core.connecting import USER, Desk
from tests.fake_accounts import ANA, FakeTurns


async def linked(one: Desk) -> Account:
    return (await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))).account


@dataclass
class Fast:
    """A sleep that lets others go on."""

    one: Desk
    seconds: float = 0

    async def __call__(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


def refresher(one: Desk, *, turns: FakeTurns | None = None, site: Site | None = None) -> Refresher:
    return Refresher(
        accounts=one.accounts, turns=turns or FakeTurns(), sites=lambda *_: site or one.site, now=lambda: one.now, sleep=Fast(one)
    )
