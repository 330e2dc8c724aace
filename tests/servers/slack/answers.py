"""Response URLs: five answers in thirty minutes, to one person or to all.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.slack import events
from tests.servers.slack.checks import BLOCKS, TEXT, problems_of
from tests.servers.slack.nouns import Channel, Json, Message, State

if TYPE_CHECKING:
    from tests.servers.slack.people import Person
    from tests.servers.slack.server import SlackServer

USES = 5
LASTS = 1800.0


@dataclass(slots=True, eq=False)
class Ticket:
    """A response URL: for whom, where, and which message the gesture was made at, if any."""

    url: str
    person: "Person"
    channel: Channel
    message: Message | None
    until: float
    uses: int = 0


class Answers:
    """The response URLs that were given out, in `tickets`; `calls` holds what came to them.

    After a second answer to a command, Slack may post a new message rather than replace the first one: so it does here.
    """

    def __init__(self, slack: "SlackServer") -> None:
        self.tickets: dict[str, Ticket] = {}
        self.calls: list[Json] = []
        self._slack = slack

    def url(self, person: "Person", channel: Channel, message: Message | None = None) -> str:
        """Give out an address for a gesture."""
        name = secrets.token_hex(16)
        url = f"{self._slack.url}/respond/{name}"
        self.tickets[name] = Ticket(url, person, channel, message, self._slack.clock.now() + LASTS)
        return url

    async def take(self, request: web.Request) -> web.Response:
        """Answer an answer."""
        ticket = self.tickets.get(request.match_info["ticket"])
        try:
            body = json.loads(await request.text())
        except ValueError:
            return _no("invalid_payload", 400)
        self.calls.append(body)
        if ticket is None or self._slack.clock.now() > ticket.until:
            return _no("expired_url", 404)
        if ticket.uses >= USES:
            return _no("used_url", 404)
        if problem := _problem(body):
            self._slack.violations.append(f"response_url: {problem}")
            return _no(problem.partition(":")[0], 400)
        ticket.uses += 1
        self.put(ticket.person, ticket.channel, ticket.message, body)
        self._slack.happened()
        return web.json_response({"ok": True})

    def put(self, person: "Person", channel: Channel, original: Message | None, body: Json) -> Message | None:
        """Do what an answer says; return the message that it made or changed."""
        if body.get("delete_original") and original is not None:
            original.is_deleted = True
            return None
        state = State(self._slack.clock.now(), body.get("text") or "", tuple(body.get("blocks") or ()), body.get("metadata"))
        if body.get("replace_original") and original is not None and not original.is_deleted:
            original.edits.append(state)
            return original
        if not state.text and not state.blocks:
            return None
        only_for = "" if body.get("response_type") == "in_channel" else person.id
        flags = {name: body[name] for name in ("unfurl_links", "unfurl_media", "mrkdwn", "parse") if name in body}
        workspace, thread = channel.workspace, body.get("thread_ts") or ""
        words = {"blocks": state.blocks, "only_for": only_for, "flags": flags, "thread_ts": thread, "metadata": state.metadata}
        made = workspace.posted(channel, workspace.bot, state.text, **words)
        if not only_for:
            events.said(made)
        return made


def _problem(body: Json) -> str:
    if len(body.get("text") or "") > TEXT:
        return "msg_too_long"
    if problems := problems_of(body.get("blocks") or (), next(iter(BLOCKS))):
        return f"invalid_blocks: {problems}"
    is_empty = not (body.get("text") or body.get("blocks") or body.get("attachments") or body.get("delete_original"))
    return "no_text" if is_empty else ""


def _no(error: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status)
