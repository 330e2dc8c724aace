"""Whether Discord takes the token, and what it opens: for the doctor."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.discord.install import install_link
from core.errors import AuthError, OutsideError, TransientError
from core.messages import doctor as messages
from core.model import Secret

API = "https://discord.com/api/v10"
_PATIENCE = ClientTimeout(total=10.0)
_REFUSED, _FINE = 401, 200
_ABSENT = (400, 403, 404)


@dataclass(frozen=True, slots=True)
class Checkup:
    """Whose token it is, in how many servers, how often it may connect today, and the link that brings it into another server."""

    name: str
    servers: int
    starts: int
    link: str
    is_there: bool = True  # in the one server that is to have the commands


async def checked(token: Secret, url: str, *, guild: str = "") -> Checkup:
    """Ask Discord whose token it is, and whether the bot is in a server; https://docs.discord.com/developers/resources/application#get-current-application.

    Raises:
        OutsideError: Discord does not take it, or cannot be asked.
    """
    headers = {"Authorization": f"Bot {token.reveal()}"}
    async with ClientSession(timeout=_PATIENCE, headers=headers) as session:
        application = await _got(session, f"{url or API}/applications/@me")
        gateway = await _got(session, f"{url or API}/gateway/bot")
        is_there = not guild or await _is_there(session, f"{url or API}/guilds/{guild}")
    starts = gateway.get("session_start_limit")
    number = str(application.get("id", ""))
    return Checkup(
        name=str(application.get("name", "")),
        servers=_number(application.get("approximate_guild_count")),
        starts=_number(starts.get("remaining") if isinstance(starts, dict) else None),
        link=install_link(number),
        is_there=is_there,
    )


async def _is_there(session: ClientSession, url: str) -> bool:
    try:
        async with session.get(url, allow_redirects=False) as answer:
            return answer.status not in _ABSENT
    except (ClientError, OSError) as error:
        raise TransientError(messages.silent("Discord")) from error


async def _got(session: ClientSession, url: str) -> Mapping[str, object]:
    try:
        async with session.get(url, allow_redirects=False) as answer:
            told = await answer.json() if answer.status == _FINE else None
    except (ClientError, OSError, ValueError) as error:
        raise TransientError(messages.silent("Discord")) from error
    if isinstance(told, dict):
        return told
    raise _refusal(answer.status)


def _refusal(status: int) -> OutsideError:
    return AuthError(messages.DISCORD_REFUSED) if status == _REFUSED else TransientError(messages.at_fault("Discord", status))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
