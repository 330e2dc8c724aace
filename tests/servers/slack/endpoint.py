"""A call of the Web API: its arguments as any client may send them, whose token it bears, what the method answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web

from tests.servers.slack.nouns import Channel, Json, Message, Token
from tests.servers.slack.workspace import Workspace

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer


class RefusedError(Exception):
    """Slack says no, by one of its documented codes, with more fields where it tells more."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass(slots=True, eq=False)
class Call:
    """One call that came, and what it got; times are in seconds of the server's clock."""

    slack: "SlackServer"
    method: str
    arguments: Json
    secret: str
    at: float
    is_json: bool = False  # so were its arguments
    token: Token | None = None
    answer: Json = field(default_factory=dict)
    status: int = 0
    stored: Message | None = None  # what it left behind
    fault: str = ""  # what went wrong by plan

    @property
    def workspace(self) -> Workspace:
        assert self.token is not None
        assert self.token.workspace is not None
        return self.token.workspace

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str, code: str = "invalid_arguments") -> str:
        """Return a text that must be there."""
        if not (value := self.text(name)):
            raise RefusedError(code, response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.arguments.get(name)
        return default if value is None else value is True or str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int, *, most: int) -> int:
        """Return a count from 1 to what is the most."""
        value = self.text(name)
        if value and not value.isdigit():
            raise RefusedError(f"invalid_{name}")
        return min(int(value), most) if value and int(value) else default

    def structure(self, name: str) -> Any:
        """Return what was sent as JSON, inside a form as its text; None where it is absent."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise RefusedError(
                {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}.get(name, "invalid_arguments")
            ) from None

    def channel(self, *, joined: bool = False, name: str = "channel") -> Channel:
        """Return the conversation that is meant, if the bot may know of it; `joined` if it must be in it."""
        found = self.workspace.conversation(self.required(name, "channel_not_found"))
        is_in = found is not None and self.workspace.bot.id in found.members
        if found is None or (not is_in and (found.is_private or found.is_im or found.is_mpim)):
            raise RefusedError("channel_not_found")
        if joined and not is_in:
            raise RefusedError("not_in_channel")
        return found


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API: calls in a minute that its tier allows, scopes of which one is needed, whose tokens it takes."""

    run: Callable[[Call], Json]
    per_minute: int
    scopes: tuple[str, ...] = ()
    takes: str = "xoxb"


METHODS: dict[str, Method] = {}
Run: TypeAlias = Callable[[Call], Json]


def method(name: str, per_minute: int, *scopes: str, takes: str = "xoxb") -> Callable[[Run], Run]:
    """Register what answers a method."""

    def keep(run: Run) -> Run:
        METHODS[name] = Method(run, per_minute, scopes, takes)
        return run

    return keep


async def read(request: web.Request) -> tuple[Json, str]:
    """Return the arguments of a request, from its query, form or JSON, and the token, which a header or an argument bears."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= _read_json(await request.text())
    elif request.can_read_body:
        arguments |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    header = request.headers.get("Authorization", "")
    token = arguments.pop("token", "") or ""
    return arguments, header.removeprefix("Bearer ").strip() or str(token)


def run(call: Call) -> Json:
    """Answer a call as Slack does when nothing goes wrong there.

    Raises:
        RefusedError: Slack says no.
    """
    known = METHODS.get(call.method)
    if known is None:
        raise RefusedError("unknown_method", req_method=call.method)
    call.token = _token(call, known)
    call.slack.limits.take(call, known)
    return {"ok": True, **known.run(call)}


def _read_json(body: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(found, dict):
        raise RefusedError("json_not_object")
    return found


def _token(call: Call, known: Method) -> Token:
    if not call.secret:
        raise RefusedError("not_authed")
    token = call.slack.tokens.get(call.secret)
    if token is None:
        call.slack.intruders += 1
        raise RefusedError("invalid_auth")
    if token.is_revoked:
        raise RefusedError("token_revoked" if token.workspace is None or token.workspace.is_installed else "account_inactive")
    if not token.text.startswith(known.takes):
        raise RefusedError("not_allowed_token_type")
    if known.scopes and not set(known.scopes) & set(token.scopes):
        raise RefusedError("missing_scope", needed=known.scopes[0], provided=",".join(token.scopes))
    return token
