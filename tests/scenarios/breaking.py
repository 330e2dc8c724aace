"""What goes wrong around the bot, as scripts say it, until they mend it."""

from collections.abc import Callable, Mapping

from aiohttp import web

from tests.scenarios.company import Company
from tests.scenarios.stage import CannotError
from tests.servers.discord.faults import Fault as DiscordFault
from tests.servers.gitlab.server import GitLabServer
from tests.servers.openai import refuses
from tests.servers.slack.faults import Fault


def change(company: Company, what: str) -> None:
    """Break something, or mend everything.

    Raises:
        CannotError: there is nothing that is called so.
    """
    if not what:
        company.host.heal()
        company.model.goes_on()
        company.slack.faults.clear()
        company.discord.faults.clear()
    elif what in _BROKEN:
        _BROKEN[what](company)
    else:
        raise CannotError(f"Write it as: break {', break '.join(_BROKEN)}")


def _model(company: Company) -> None:
    company.model.goes_on(refuses(500))


def _host(company: Company) -> None:
    company.host.plan(".*", _down)


def _chat(company: Company) -> None:
    """Let each platform want fewer calls, as long as it takes for three of them to be refused."""
    company.slack.faults.plan("chat.*", Fault.LIMITED, seconds=1.0, times=3)
    company.discord.faults.plan.append(DiscordFault("PATCH *", "limited", times=3, seconds=1.0))


async def _down(_request: web.Request, _host: GitLabServer) -> web.StreamResponse:
    return web.Response(status=502, text="Bad gateway")


_BROKEN: Mapping[str, Callable[[Company], None]] = {"model": _model, "host": _host, "chat": _chat}
