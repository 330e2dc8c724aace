"""What a host answered before: it is not asked again while that holds, and asked on condition where it tells its answers apart."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

from core.answers import Good, Told
from core.model import Account
from core.ports import Memory
from core.reading.fields import Json, inner, text, when

_KEPT = 86_400  # seconds that an answer with an entity tag is worth keeping


class Remembering:
    """The answers that one account got, with these of their headers."""

    def __init__(self, account: Account, memory: Memory, clock: Callable[[], datetime], *, headers: Collection[str]) -> None:
        self._account = account
        self._memory = memory
        self._clock = clock
        self._headers = headers

    async def answer(self, key: str, good: Good, ask: Callable[[str], Awaitable[Told]], *, is_tagged: bool = True) -> tuple[object, Json]:
        """Return the value and headers that are known, or that `ask` brings, given the entity tag of what is known.

        Raises:
            OutsideError: nothing is known, and there is no answer of use.
        """
        now, kept = self._clock(), _read(await self._memory.recall(self._account, key))
        at = when(kept, "at")
        if at and good.holds(at, now):
            return kept.get("value"), inner(kept, "headers")
        told = await ask(text(kept, "etag"))
        if told.is_unchanged:
            value, headers, etag = kept.get("value"), inner(kept, "headers"), text(kept, "etag")
        else:
            value, headers = told.value, {name: told.headers[name] for name in self._headers if name in told.headers}
            etag = told.headers.get("etag", "") if is_tagged else ""
        if etag or good.seconds:
            entry = json.dumps({"at": now.isoformat(), "etag": etag, "headers": headers, "value": value}).encode()
            await self._memory.keep(self._account, key, entry, seconds=max(good.seconds, _KEPT if etag else 0))
        return value, headers


def _read(kept: bytes | None) -> Json:
    """Return what was remembered; nothing where it is damaged."""
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}
