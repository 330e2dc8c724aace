"""What linking an account asks of a GitLab: whom a token stands for, what it may do, which projects it opens."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from adapters.gitlab.api import Api
from adapters.gitlab.calls import Calls, Tools
from adapters.gitlab.limits import Limits
from adapters.gitlab.looking import by_path, member_of
from adapters.gitlab.people import clean
from adapters.gitlab.projects import project
from core.errors import AuthError, OutsideError, PermanentError
from core.hosts import Judge, anywhere
from core.messages import gitlab as messages
from core.model import Account, Member, Provider, Secret, Visibility
from core.ports import Budget, Memory
from core.reading.fields import Json, natural, rows, text, texts
from core.unlinked import Unlinked

_FEW = 40  # projects that are asked for one by one


class Me(NamedTuple):
    """Whom a token stands for, and what it may do; no scopes where the host does not say."""

    id: str
    login: str
    name: str
    emails: tuple[str, ...]
    scopes: tuple[str, ...]


async def whoami(
    token: Secret,
    url: str,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    limits: Limits = Limits(),  # noqa: B008  it is frozen
    judge: Judge = anywhere,
) -> Me:
    """Ask the host at a URL whom a token stands for.

    Raises:
        OutsideError: the token is refused, or the host could not be asked.
    """
    url = url.rstrip("/").removesuffix("/api/v4")  # which the SDK adds
    host = urlsplit(url).netloc
    nobody = Account(owner=Member("", "", ""), provider=Provider.GITLAB, host=host, id="", login="this account", token=token)
    free = Unlinked()
    tools = Tools(budget=free, memory=free, clock=lambda: datetime.now(UTC), sleep=sleep, limits=limits, judge=judge)
    calls = Calls(nobody, url, tools)
    try:
        scopes = await _scopes(calls, url)
        row = (await calls.ask("/user", {})).value
        found = row if isinstance(row, dict) else {}
        if not natural(found, "id") or not text(found, "username"):
            raise PermanentError(messages.not_found(host))
        emails = await _emails(calls, found)
    finally:
        calls.close()
    return Me(str(natural(found, "id")), clean(text(found, "username")), clean(text(found, "name")), emails, scopes)


async def repositories(
    account: Account,
    *,
    budget: Budget,
    memory: Memory,
    clock: Callable[[], datetime],
    url: str = "",
    limits: Limits = Limits(),  # noqa: B008  it is frozen
    judge: Judge = anywhere,
    names: Sequence[str] | None = None,
) -> list[tuple[str, Visibility]]:
    """Return the paths of the projects that an account is a member of and who may read them, by name; at most an hour old.

    With `names` it is those of them that the account may read, a member or not; many are looked for in the whole list.

    Raises:
        OutsideError: the host could not be asked, or not in full.
    """
    tools = Tools(budget=budget, memory=memory, clock=clock, limits=limits, judge=judge)
    api = Api(account, url or f"https://{account.host}", tools)
    try:
        listed = await (member_of(api) if names is None or len(names) > _FEW else by_path(api, names))
        found = [one for row in listed if (one := project(row, api.url)) and (names is None or one.path in names)]
    finally:
        api.close()
    if api.problems:
        raise api.problems[0][1]
    return sorted((one.path, one.code) for one in found)


def scopes_of(account: Account) -> str:
    """Say what an account's token may do."""
    return messages.scopes(account.scopes)


async def _scopes(calls: Calls, url: str) -> tuple[str, ...]:
    """Return a token's scopes: a personal token tells its own, one of OAuth is told by the host's token endpoint.

    https://docs.gitlab.com/api/personal_access_tokens/, https://docs.gitlab.com/api/oauth2/#retrieve-the-token-information
    """
    for path, name in (("/personal_access_tokens/self", "scopes"), (f"{url}/oauth/token/info", "scope")):
        try:
            row = (await calls.ask(path, {})).value
        except (AuthError, PermanentError):
            continue
        if isinstance(row, dict) and (found := texts(row, name)):
            return tuple(clean(scope) for scope in found)
    return ()


async def _emails(calls: Calls, row: Json) -> tuple[str, ...]:
    """Return the addresses under which somebody may commit: their own, and the other confirmed ones."""
    own = [text(row, name) for name in ("email", "commit_email", "public_email")]
    try:
        more = (await calls.ask("/user/emails", {})).value
    except OutsideError:
        more = []
    confirmed = (text(one, "email") for one in rows(more) if one.get("confirmed_at", True))
    return tuple(dict.fromkeys(clean(email, 254) for email in (*own, *confirmed) if email))
