"""Names become addresses, and each of them is judged; the connection goes to what was judged."""

import socket

from aiohttp import ThreadedResolver
from aiohttp.abc import ResolveResult
from typing_extensions import override

from core.hosts import Judge


class JudgedResolver(ThreadedResolver):
    """Resolves as the system does; one address that is refused spoils all."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge

    @override
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        for one in found:
            self._judge(host, one["host"])
        return found
