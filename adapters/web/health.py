"""Whether this process lives, is ready and is well: three questions that machines ask.

`/healthz` and `/health` ask nothing of anybody else. `/readyz` and `/health/ready` say whether work may be sent here.
`/health/detailed` names what is wrong, and is for administrators alone.
"""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from core.errors import OutsideError
from core.messages import process as messages
from core.model import Secret

SHARED = 1.0  # seconds that a look is shared by all who ask, so that questions cost nobody else anything
_PATIENCE = 2.0  # seconds for one check

Check = Callable[[], Awaitable[None]]
"""Look at something; raises an OutsideError where it is not well."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a check found, and how long it took in seconds."""

    why: str
    seconds: float


@dataclass(slots=True, kw_only=True)
class Health:
    """How a process is; `token` opens the details, and without one nobody sees them."""

    checks: Mapping[str, Check] = field(default_factory=dict)
    needs: Collection[str] = ()  # the checks that decide whether work may be sent here; where none is named, all do
    token: Secret = field(default_factory=lambda: Secret(""))
    about: Mapping[str, str] = field(default_factory=dict)  # version and role
    is_ready: bool = False  # while it starts and while it ends, it is not
    clock: Callable[[], float] = time.monotonic
    _began: float = field(default_factory=time.monotonic)
    _looked: tuple[float, Mapping[str, Look]] | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def looks(self) -> Mapping[str, Look]:
        """Look at everything at once; who asks at the same time is told the same."""
        async with self._turn:
            if self._looked is None or self.clock() - self._looked[0] >= SHARED:
                self._looked = self.clock(), await self._look()
            return self._looked[1]

    def add_to(self, app: web.Application) -> None:
        """Add the routes to an application."""
        for path in ("/healthz", "/health"):
            app.router.add_get(path, self._alive)
        for path in ("/readyz", "/health/ready"):
            app.router.add_get(path, self._ready)
        app.router.add_get("/health/detailed", self._detailed)

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _ready(self, _request: web.Request) -> web.Response:
        looks = await self.looks()
        is_ready = self.is_ready and not any(looks[name].why for name in self.needs or looks)
        return web.json_response({"status": "ready" if is_ready else "not ready"}, status=200 if is_ready else 503)

    async def _detailed(self, request: web.Request) -> web.Response:
        if not self.token:
            raise web.HTTPNotFound
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.reveal().encode()):
            return web.json_response({"status": "unauthorized"}, status=401, headers={"WWW-Authenticate": "Bearer"})
        looks = await self.looks()
        is_well = self.is_ready and not any(look.why for look in looks.values())
        told = {
            "status": "ok" if is_well else "degraded",
            **self.about,
            "seconds": round(self.clock() - self._began, 1),
            "checks": {name: _told(look) for name, look in looks.items()},
        }
        return web.json_response(told, status=200 if is_well else 503)

    async def _look(self) -> Mapping[str, Look]:
        found = await asyncio.gather(*(self._one(check) for check in self.checks.values()))
        return dict(zip(self.checks, found, strict=True))

    async def _one(self, check: Check) -> Look:
        began = self.clock()
        why = ""
        try:
            async with asyncio.timeout(_PATIENCE):
                await check()
        except OutsideError as error:
            why = str(error)
        except TimeoutError:
            why = messages.NO_ANSWER
        return Look(why, round(self.clock() - began, 4))


def _told(look: Look) -> Mapping[str, str | float]:
    return {"status": "failed" if look.why else "ok", "seconds": look.seconds} | ({"why": look.why} if look.why else {})
