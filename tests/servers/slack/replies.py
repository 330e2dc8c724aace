"""How a call of the Web API is answered, and how it goes wrong."""

from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.slack.endpoint import Call, RefusedError, read, run
from tests.servers.slack.faults import STORES, Fault, Plan
from tests.servers.slack.limits import LimitedError
from tests.servers.slack.nouns import Json

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

_ERRORS = {Fault.INTERNAL_BEFORE: "internal_error", Fault.INTERNAL_AFTER: "internal_error", Fault.FATAL_AFTER: "fatal_error"}


async def reply(slack: "SlackServer", request: web.Request) -> web.StreamResponse:
    """Answer a call, by the plan of faults where that names it."""
    call = Call(slack, request.match_info["method"], {}, "", slack.clock.now())
    call.is_json = request.content_type == "application/json"
    slack.calls.append(call)
    try:
        call.arguments, call.secret = await read(request)
    except RefusedError as error:
        return _no(call, error)
    plan = slack.faults.next(call.method)
    if plan is None:
        return _executed(call)
    call.fault = plan.fault.value
    if plan.fault is Fault.LATE:
        await slack.clock.sleep(plan.seconds)
    answer = _executed(call) if plan.fault in STORES else web.Response(status=500)
    return await _spoiled(call, plan, request, answer)


def _executed(call: Call) -> web.Response:
    try:
        return _say(call, run(call))
    except RefusedError as error:
        return _no(call, error)
    except LimitedError as error:
        return _limited(call, error.after)


async def _spoiled(call: Call, plan: Plan, request: web.Request, answer: web.Response) -> web.StreamResponse:
    if plan.fault in _ERRORS or plan.fault is Fault.REFUSED:
        return _say(call, {"ok": False, "error": _ERRORS.get(plan.fault, plan.error)})
    match plan.fault:
        case Fault.LIMITED:
            return _limited(call, plan.seconds)
        case Fault.PAGE:
            return web.Response(status=503, text=plan.page[0], content_type=plan.page[1])
        case Fault.REPLY_LOST | Fault.REQUEST_LOST if request.transport is not None:
            request.transport.abort()
        case Fault.SLOW:
            await call.slack.clock.sleep(plan.seconds)
        case Fault.HANGS:
            await call.slack.closing.wait()
    return answer


def _limited(call: Call, seconds: float) -> web.Response:
    return _say(call, {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(int(seconds))})


def _no(call: Call, error: RefusedError) -> web.Response:
    return _say(call, {"ok": False, "error": error.code, **error.more})


def _say(call: Call, answer: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    call.answer, call.status = answer, status
    scopes = {"X-OAuth-Scopes": ",".join(call.token.scopes)} if call.token else {}
    return web.json_response(answer, status=status, headers={**scopes, **(headers or {})})
