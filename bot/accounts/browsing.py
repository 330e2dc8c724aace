"""`recap connect --browser`: an authorisation code for a browser on this machine, whose pages this process serves meanwhile."""

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.accounts.linked import Links, terminal_member
from core.authorise import MINUTES, Authorisation
from core.connect import Linked, Site
from core.errors import AuthError, PermanentError
from core.messages import connect as messages

if TYPE_CHECKING:
    from aiohttp import web


async def by_browser(links: Links, site: Site, *, public: str) -> Linked:
    """Serve the pages on this machine, say where they are, and wait until somebody went through them.

    `public` is RECAP_PUBLIC_URL; where that is none of this machine, any free port is taken.

    Raises:
        OutsideError: nothing was linked in ten minutes, the person said no, or the pages cannot be served.
    """
    from adapters.web.app import application
    from adapters.web.oauth import OAuthPages

    done: asyncio.Future[Linked] = asyncio.get_running_loop().create_future()

    async def tell(linked: Linked) -> None:
        if not done.done():
            done.set_result(linked)

    def end() -> None:
        if not done.done():
            done.set_exception(AuthError(messages.DECLINED))

    authorisation = Authorisation(links.connector, waiting=links.waiting, sites=links.hosts)
    ticket = await authorisation.invite(terminal_member(), site)
    app = application()
    with _bound(public) as door:
        address = public if urlsplit(public).scheme == "http" else f"http://127.0.0.1:{door.getsockname()[1]}"
        pages = OAuthPages(authorisation, public=address, tell=tell, declined=end)
        pages.add_to(app)
        async with _served(app, door):
            sys.stderr.write(messages.browser(pages.link(site.provider, ticket)) + "\n")
            sys.stderr.flush()
            try:
                async with asyncio.timeout(MINUTES * 60):
                    return await done
            except TimeoutError as error:
                raise AuthError(messages.DEVICE_LATE) from error


def _bound(public: str) -> socket.socket:
    """Return a socket on this machine: plain http is taken for no other, so that its port is ours to listen on."""
    port = (urlsplit(public).port or 80) if urlsplit(public).scheme == "http" else 0
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise PermanentError(messages.not_served(port, error.strerror or "")) from error


@asynccontextmanager
async def _served(app: "web.Application", door: socket.socket) -> AsyncGenerator[None, None]:
    from aiohttp import web

    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        yield
    finally:
        await runner.cleanup()  # the last page is sent first
