"""Whom a token stands for, as an organisation says."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit

from adapters.azure.api import WHO
from adapters.azure.calls import Calls, Tools
from adapters.azure.people import clean
from adapters.azure.wire import Limits
from core.errors import AuthError, TransientError
from core.hosts import Judge, anywhere
from core.messages import answers
from core.messages import azure as messages
from core.model import Account, Member, Profile, Provider, Secret
from core.reading import addresses
from core.reading.fields import inner, text
from core.unlinked import Unlinked

_ANONYMOUS = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"  # whom a public organisation takes one for that it does not know


async def whoami(
    token: Secret,
    api: str,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    limits: Limits = Limits(),  # noqa: B008  it is frozen
    judge: Judge = anywhere,
) -> Profile:
    """Ask the organisation at an address whose token it is; the host does not say what a token may do.

    Raises:
        AuthError: the host refuses the token.
        OutsideError: the host could not be asked, or is none.
    """
    host = unquote(urlsplit(api).netloc + urlsplit(api).path.rstrip("/"))
    nobody = Account(owner=Member("", "", ""), provider=Provider.AZURE, host=host, id="", login="this account", token=token)
    free = Unlinked()
    tools = Tools(budget=free, memory=free, clock=lambda: datetime.now(UTC), sleep=sleep, limits=limits, judge=judge)
    calls = Calls(nobody, quote(api.rstrip("/"), safe=":/%[]"), tools)
    try:
        told = (await calls.ask(WHO, {"connectOptions": "none"}, is_preview=True)).value
    finally:
        await calls.close()
    row = inner({"": told}, "", "authenticatedUser")
    if text(row, "id").casefold() == _ANONYMOUS:
        raise AuthError(messages.refused(host, nobody.login), is_refused=True)
    login = text(inner(row, "properties", "Account"), "$value")
    if not text(row, "id") or not login:
        raise TransientError(answers.broken(host))
    name = clean(text(row, "customDisplayName", "providerDisplayName"))
    emails = (clean(login, 254),) if addresses.is_personal(login) else ()
    return Profile(id=text(row, "id"), login=clean(login), name=name, emails=emails)
