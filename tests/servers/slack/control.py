"""The server led from another process: what a test does with it in its own, over HTTP and JSON under /control/.

POST workspaces, people, faults, limits, sockets, request_url; GET state, messages, screen, calls, deliveries, violations.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.faults import Plan
from tests.servers.slack.nouns import Channel, Json, Message
from tests.servers.slack.people import Person
from tests.servers.slack.workspace import Workspace

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer


class Control:
    """The verbs, each under its name."""

    def __init__(self, slack: "SlackServer") -> None:
        self._slack = slack

    def add_to(self, app: web.Application) -> None:
        posts = (self.workspaces, self.people, self.faults, self.limits, self.sockets, self.request_url)
        app.router.add_routes([web.post(f"/control/{verb.__name__}", _answers(verb)) for verb in posts])
        gets = (self.state, self.messages, self.screen, self.calls, self.deliveries, self.violations)
        app.router.add_routes([web.get(f"/control/{verb.__name__}", _answers(verb)) for verb in gets])

    async def workspaces(self, said: Json) -> object:
        """Make a workspace with people (fields of Person) and channels (fields of Channel, members by name), or more in one."""
        workspace = self._slack.workspace(said["name"])
        for user in said.get("users", ()):
            workspace.user(**user)
        for channel in said.get("channels", ()):
            members = [workspace.user(name) for name in channel.pop("members", ())]
            workspace.channel(**channel, members=members)
        return _told(workspace)

    async def people(self, said: Json) -> object:
        """Let somebody type, say or press: `verb`, `workspace`, `name`, `channel`, `text`, or `ts` and `action_id`."""
        workspace, person, channel = self._place(said)
        match said["verb"]:
            case "types":
                return _delivery(await person.types(said["text"], channel))
            case "says":
                thread = channel.messages.get(said.get("thread", ""))
                return _message(await person.says(said["text"], channel, thread=thread))
            case "presses":
                return _delivery(await person.presses(channel.messages[said["ts"]], said["action_id"], value=said.get("value")))
            case verb:
                raise web.HTTPBadRequest(text=f"nobody {verb} in {workspace.id}")

    async def faults(self, said: Json) -> object:
        """Add `plans` (fields of Plan), let a `share` go wrong by chance (arguments of at_random), or `clear` all."""
        if said.get("clear"):
            self._slack.faults.clear()
        for plan in said.get("plans", ()):
            self._slack.faults.plan(**plan)
        if "share" in said:
            self._slack.faults.at_random(**{name: value for name, value in said.items() if name not in {"clear", "plans"}})
        return {"plans": [_plan(plan) for plan in self._slack.faults.plans], "share": self._slack.faults.share}

    async def limits(self, said: Json) -> object:
        self._slack.limits.is_on = said.get("is_on", self._slack.limits.is_on)
        self._slack.limits.per_minute |= said.get("per_minute", {})
        return {"is_on": self._slack.limits.is_on, "refused": self._slack.limits.refused}

    async def sockets(self, said: Json) -> object:
        """Tell connections to come again (`refresh`), or lose them (`cut`); return how many there were."""
        known = list(self._slack.sockets.open)
        for socket in known:
            if said.get("cut"):
                socket.cut()
            else:
                await socket.refresh(said.get("refresh", "refresh_requested"))
        return len(known)

    async def request_url(self, said: Json) -> object:
        self._slack.deliveries.request_urls = said["urls"]
        return said["urls"]

    async def state(self, _: Json) -> object:
        """Return how to reach the server, and who and what is there."""
        slack = self._slack
        told = {"api": slack.api, "app_token": slack.app_token.text, "signing_secret": slack.signing_secret, "app_id": slack.app_id}
        told |= {"client_id": slack.client_id, "client_secret": slack.client_secret}
        return {**told, "workspaces": [_told(workspace) for workspace in slack.workspaces.values()]}

    async def messages(self, said: Json) -> object:
        """Return the messages of a `channel` of a `workspace`, deleted and ephemeral ones too, with each state that they had."""
        _, __, channel = self._place(said)
        return [_message(message) for message in channel.messages.values()]

    async def screen(self, said: Json) -> object:
        _, person, channel = self._place(said)
        return person.screen(channel).text

    async def calls(self, said: Json) -> object:
        """Return the calls after the first `after` ones, without what they sent."""
        calls = self._slack.calls[int(said.get("after", 0)) :]
        told = ({"method": call.method, "at": call.at, "status": call.status, "fault": call.fault, "answer": call.answer} for call in calls)
        return [one | {"stored": call.stored.ts if call.stored else ""} for one, call in zip(told, calls, strict=True)]

    async def deliveries(self, said: Json) -> object:
        return [_delivery(one) for one in self._slack.deliveries.sent[int(said.get("after", 0)) :]]

    async def violations(self, _: Json) -> object:
        return {"violations": self._slack.violations, "intruders": self._slack.intruders}

    def _place(self, said: Json) -> tuple[Workspace, Person, Channel]:
        """Return what is named: `name` is the bot's where it is absent, `channel` a name, an id, or "dm"."""
        workspace = self._slack.workspaces[said["workspace"]]
        person = workspace.named(said.get("name", workspace.bot.name))
        assert person is not None
        named = (one for one in workspace.channels.values() if said["channel"] in {one.id, one.name})
        return workspace, person, person.dm if said["channel"] == "dm" else next(named)


def _answers(verb: Callable[[Json], Awaitable[object]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        said: Any = await request.json() if request.can_read_body else dict(request.query)
        return web.json_response(await verb(said))

    return answer


def _told(workspace: Workspace) -> Json:
    users = {user.name: user.id for user in workspace.users.values()}
    channels = {channel.name: channel.id for channel in workspace.channels.values() if channel.name}
    return {"id": workspace.id, "token": workspace.token.text, "bot": workspace.bot.id, "users": users, "channels": channels}


def _message(message: Message) -> Json:
    states = [{"at": one.at, "text": one.text, "blocks": list(one.blocks), "metadata": one.metadata} for one in message.edits]
    told: Json = {"ts": message.ts, "user": message.user, "bot": message.bot, "thread_ts": message.thread_ts, "edits": states}
    return told | {"only_for": message.only_for, "is_deleted": message.is_deleted}


def _delivery(delivery: Delivery) -> Json:
    attempts = [{"at": one.at, "took": one.took, "reason": one.reason, "by": one.by} for one in delivery.attempts]
    return {"kind": delivery.kind, "is_taken": delivery.is_taken, "attempts": attempts, "payload": delivery.payload}


def _plan(plan: Plan) -> Json:
    return {"method": plan.method, "fault": plan.fault.value, "skip": plan.skip, "times": plan.times}
