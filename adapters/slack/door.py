"""Everything that Slack tells passes here, by socket or HTTP alike: through Bolt to who lets turns in, and back with an acknowledgement."""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.events import Hearing, Installed
from adapters.slack.quiet import quiet
from core.model import Member
from core.model.chat import Place, Turn, Typed, Way

Admit: TypeAlias = Callable[[Turn], Awaitable[None]]
Limited: TypeAlias = Callable[[str], Awaitable[None]]


class Followed(Protocol):
    """Says whether somebody was answered in one of some places of late."""

    async def __call__(self, member: Member, *places: Place) -> bool:
        """Say it within half a second; where nobody can say, they were not."""


_ANY = re.compile("")
_PATIENCE = 0.25  # seconds that an acknowledgement waits for a turn to be kept, so that a crash just then loses none
_OK, _FAULT = 200, 500
_LOG = logging.getLogger("recap")


class Door:
    """The app in one workspace, to whom Slack speaks."""

    def __init__(
        self,
        client: AsyncWebClient,
        hearing: Hearing,
        *,
        admit: Admit,
        on_gone: Callable[[], Awaitable[None]],
        on_limited: Limited,
        is_followed: Followed,
        known: Callable[[Member], Awaitable[Member]],
        tasks: asyncio.TaskGroup,
    ) -> None:
        self._installed = hearing.installed
        self._hearing = hearing
        self._admit = admit
        self._on_gone = on_gone
        self._on_limited = on_limited
        self._is_followed = is_followed
        self._known = known
        self._tasks = tasks
        self.is_ending = False
        self._app = self._made(client)

    async def answer(self, body: Mapping[str, Any]) -> str:
        """Take what Slack told, and within half a second return what is said with the acknowledgement: nothing, or a challenge."""
        if body.get("type") == "app_rate_limited":
            _LOG.warning("slack events limited", extra={"fields": {"minute": str(body.get("minute_rate_limited", ""))[:20]}})
            if _team(body) == self._installed.team:
                await self._begun(self._on_limited(self._installed.team))
            return ""
        if body.get("type") == "url_verification":
            return json.dumps({"challenge": str(body.get("challenge", ""))})
        if _team(body) not in ("", self._installed.team):
            _LOG.warning("slack foreign workspace", extra={"fields": {}})
            return ""
        try:
            response = await self._app.async_dispatch(AsyncBoltRequest(body=dict(body), mode="socket_mode"))
        except Exception as error:  # noqa: BLE001  the outermost edge: Bolt reads bodies that fit no description
            _LOG.warning("slack unread", extra={"fields": {"kind": type(error).__name__}})
            return ""
        if response.status != _OK:
            _LOG.log(_level(response.status), "slack unheard", extra={"fields": {"status": response.status}})
        return ""

    def _made(self, client: AsyncWebClient) -> AsyncApp:
        """Return Bolt's app: signatures are checked before it, and whose app it is was asked once."""
        app = AsyncApp(
            name="slack_quiet.app",  # its logger is made from this
            logger=quiet("bolt", logging.ERROR),  # it warns of what is meant: a token and an authorisation of our own
            client=client,
            signing_secret="",
            authorize=_authorizing(self._installed, client.token),
            request_verification_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            process_before_response=True,  # a listener acknowledges first, and ends at once
        )
        app.event("tokens_revoked")(self._gone)
        app.event("app_uninstalled")(self._gone)
        app.event(_ANY)(self._take)
        app.command(_ANY)(self._take)
        app.block_action(_ANY)(self._take)
        app.view(_ANY)(self._take)
        return app

    async def _take(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        turn = self._hearing.turn(body)
        if turn is not None:
            await self._begun(self._let_in(turn))

    async def _let_in(self, turn: Turn) -> None:
        """Let in a turn of whoever it is in this workspace; of what is only overheard, no more than what may be a follow-up."""
        turn = replace(turn, member=await self._known(turn.member))
        if isinstance(turn.deed, Typed) and turn.deed.way is Way.OVERHEARD:
            below = (turn.place.room,) if turn.message else ()  # in the thread of an answer that stands in the channel itself
            if not await self._is_followed(turn.member, turn.place, *below):
                return
        await self._admit(turn)

    async def _gone(self, ack: AsyncAck, event: dict[str, Any]) -> None:
        await ack()
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return  # those of people, of which none is used
        await self._begun(self._on_gone())

    async def _begun(self, work: Awaitable[None]) -> None:
        """Begin something, and wait a moment for its end; for all of it where nothing may be begun any more."""
        if self.is_ending:
            await _safely(work)
            return
        await asyncio.wait([self._tasks.create_task(_safely(work))], timeout=_PATIENCE)


def _authorizing(ours: Installed, token: str | None) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Return what tells Bolt whose app it is, without a call."""

    async def authorized() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=ours.team, bot_user_id=ours.user, bot_id=ours.bot, bot_token=token)

    return authorized


def _level(status: int) -> int:
    return logging.ERROR if status >= _FAULT else logging.INFO


async def _safely(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  the outermost edge
        _LOG.error("bug", extra={"fields": {"kind": type(error).__name__}})


def _team(body: Mapping[str, Any]) -> str:
    """Return in which workspace the app was told of it; in a shared channel that need not be the speaker's."""
    granted = body.get("authorizations")
    if isinstance(granted, list) and granted and isinstance(granted[0], dict):
        return str(granted[0].get("team_id") or "")
    team, view = body.get("team"), body.get("view")
    if isinstance(view, dict) and view.get("app_installed_team_id"):  # a form tells of who sent it beside it
        return str(view["app_installed_team_id"])
    return str(team.get("id") or "") if isinstance(team, dict) else str(body.get("team_id") or "")
