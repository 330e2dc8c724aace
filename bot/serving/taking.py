"""The edge between the door and the desk: each turn is taken, whatever comes of it, and what went wrong is told to who took it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from bot.logs import DEBUG, ERROR, INFO, WARNING, log, new_recap, stamped
from core.errors import OutsideError
from core.ingress import Refusal
from core.insisting import Insisting
from core.messages import taking as messages
from core.model.chat import Filled, Page, Pressed, Reach, Turn, Typed, Way
from core.ports.chat import Chat, Platform
from core.talking.talk import Talk

_SAID: Mapping[Refusal, str] = {Refusal.STALE: messages.STALE, Refusal.RUNNING: messages.RUNNING, Refusal.GIVEN_UP: messages.GIVEN_UP}


class Taking:
    """Takes turns, and refuses them; raises nothing but when it is cancelled."""

    def __init__(
        self,
        talk: Talk,
        platforms: Mapping[str, Platform],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._talk = talk
        self._platforms = platforms
        self._now = now
        self._sleep = sleep

    async def take(self, turn: Turn) -> None:
        """Take a turn, and log how that ended, without what was said."""
        new_recap(platform=turn.member.platform, tenant=turn.member.tenant)
        began, outcome = time.perf_counter(), "stopped"
        try:
            await self._talk.take(turn, self._chat(turn))
            outcome = "told"
        except OutsideError as error:
            outcome = "failed"
            log(WARNING, "turn failed", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001  the outermost edge
            outcome = "bug"
            log(ERROR, "bug", kind=type(error).__name__)
            await self._tell(turn, messages.bug(stamped("recap_id")))
        finally:
            seconds = round(time.perf_counter() - began, 3)
            log(DEBUG, "turn", platform=turn.member.platform, way=_way(turn), outcome=outcome, seconds=seconds)

    async def refuse(self, turn: Turn, refusal: Refusal) -> None:
        """Say why a turn is not taken; what processes that stopped may have left half written is replaced by that."""
        new_recap(platform=turn.member.platform, tenant=turn.member.tenant)
        log(INFO, "turn refused", why=refusal)
        log(DEBUG, "turn", platform=turn.member.platform, way=_way(turn), outcome="refused", seconds=0)
        if refusal is Refusal.STALE and isinstance(turn.deed, Typed) and turn.deed.way is Way.OVERHEARD:
            return  # it may not have been meant for the bot
        is_open = refusal is Refusal.GIVEN_UP and isinstance(turn.deed, Typed) and turn.deed.way is not Way.COMMAND
        await self._tell(turn, _SAID[refusal], is_open=is_open)

    async def _tell(self, turn: Turn, sentence: str, *, is_open: bool = False) -> None:
        is_direct = isinstance(turn.deed, Typed) and turn.deed.way is Way.DIRECT
        try:
            await self._chat(turn).say(Page(lines=(sentence,)), Reach.PLACE if is_direct or is_open else Reach.ASKER)
        except OutsideError as error:
            log(WARNING, "turn not answered", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001  the outermost edge
            log(ERROR, "bug", kind=type(error).__name__)

    def _chat(self, turn: Turn) -> Chat:
        return Insisting(self._platforms[turn.member.platform].chat(turn), now=self._now, sleep=self._sleep)


def _way(turn: Turn) -> str:
    match turn.deed:
        case Typed(_, way):
            return way
        case Pressed():
            return "button"
        case Filled():
            return "form"
