"""People, and what they do in their clients."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.servers.slack import events, gestures
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.markup import escaped
from tests.servers.slack.nouns import Channel, Json, Message, State, View
from tests.servers.slack.screen import Screen

if TYPE_CHECKING:
    from tests.servers.slack.workspace import Workspace

_TYPED = re.compile(r"(<[@#!][^<>]+>)|(?<!\S)@([\w.-]+)|(?<!\S)#([\w-]+)|(https?://\S+)|([&<>])")


@dataclass(slots=True, eq=False)
class Person:
    """Somebody in a workspace. `team` is the id of their own one, if it is another; guests see only what they were let into."""

    workspace: "Workspace"
    id: str
    name: str
    real_name: str = ""
    tz: str = "UTC"
    locale: str = "en-US"
    email: str = ""
    team: str = ""
    company: tuple[str, ...] = ()  # the workspaces of an Enterprise organisation that they are in
    is_guest: bool = False
    is_single_guest: bool = False
    is_bot: bool = False
    is_admin: bool = False
    deleted: bool = False
    refuses_dms: bool = False
    is_away: bool = False  # ephemeral messages pass them by

    def __post_init__(self) -> None:
        self.real_name = self.real_name or self.name.title()
        self.is_guest = self.is_guest or self.is_single_guest

    @property
    def display(self) -> str:
        return self.name

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    @property
    def offset(self) -> int:
        """Return the seconds that their zone is ahead of UTC now."""
        here = datetime.fromtimestamp(self.workspace.slack.clock.now(), UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(here.total_seconds()) if here else 0

    @property
    def dm(self) -> Channel:
        """Their direct messages with the bot."""
        return self.workspace.dm(self, self.workspace.bot)

    async def types(self, text: str, channel: Channel) -> Delivery:
        """Type a slash command, and wait for its acknowledgement or for Slack's words that there was none.

        Three seconds decide that, on the server's clock: where a test holds it, the test has to move it.
        """
        command, _, rest = text.partition(" ")
        return await gestures.command(self, command, self.escaped(rest, labels=True).strip(), channel)

    async def says(self, text: str, channel: Channel, *, thread: Message | None = None) -> Message:
        """Write a message, `<@BOT>` in it being the bot, and wait until the app took it or had its three seconds."""
        message = self.wrote(text, channel, thread=thread)
        for task in events.said(message):
            await task
        return message

    def wrote(self, text: str, channel: Channel, *, thread: Message | None = None) -> Message:
        """Write a message of which the app is not told; `events.of(message)` is what it would be, to be sent in any order."""
        root = (thread.thread_ts or thread.ts) if thread else ""
        client = f"{secrets.token_hex(4)}-{secrets.token_hex(8)}"
        return self.workspace.posted(channel, self, self.escaped(text), thread_ts=root, client_id=client)

    async def presses(self, message: Message | View, action_id: str, *, value: object = None) -> Delivery:
        """Press a button, or choose a value, in a message that they see or in a view."""
        return await gestures.press(self, message, action_id, value)

    async def submits(self, view: View, values: Json) -> Delivery:
        """Fill in a modal and submit it: `values` by action_id (or by block_id where it has none), as text, value, or a list of values."""
        return await gestures.submit(self, view, values)

    async def closes(self, view: View) -> Delivery | None:
        """Close a modal; the app is told if it asked for that."""
        return await gestures.close(self, view)

    async def opens_home(self) -> View | None:
        """Open the app's Home; return what was published there."""
        inner: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.dm.id,
            "tab": "home",
            "event_ts": self.workspace.slack.ts(),
        }
        for task in events.tell(self, inner):
            await task
        return next((view for view in self.workspace.views.values() if view.user == self.id and view.body["type"] == "home"), None)

    def edits(self, message: Message, text: str) -> None:
        """Change one's own message."""
        message.edits.append(State(self.workspace.slack.clock.now(), self.escaped(text)))
        events.changed(message)

    def deletes(self, message: Message) -> None:
        """Delete a message; admins may delete the bot's."""
        message.is_deleted = True
        events.deleted(message)

    def reloads(self) -> None:
        """Start the client again, which forgets ephemeral messages."""
        for channel in self.workspace.channels.values():
            for message in channel.messages.values():
                message.is_deleted = message.is_deleted or message.only_for == self.id

    def screen(self, channel: Channel, *, thread: Message | None = None) -> Screen:
        """Return what their client shows of a channel, or of a thread in it."""
        return Screen(self, channel, thread)

    @property
    def modal(self) -> View | None:
        """The modal that is uppermost on their screen."""
        views = [one for one in self.workspace.views.values() if one.user == self.id and one.is_open and one.body["type"] == "modal"]
        return views[-1] if views else None

    def escaped(self, text: str, *, labels: bool = False) -> str:
        """Return typed text as Slack hands it on: names and addresses in `<>`, signs escaped."""
        return _TYPED.sub(lambda found: self._typed(found, labels=labels), text.replace("<@BOT>", self.workspace.bot.mention))

    def _typed(self, found: re.Match[str], *, labels: bool) -> str:
        mark, name, channel, address, sign = found.groups()
        if name:
            return self._named(name, labels=labels) or found[0]
        if channel:
            known = next((one for one in self.workspace.channels.values() if one.name == channel), None)
            return f"<#{known.id}|{known.name if labels else ''}>" if known else found[0]
        if address:
            return f"<{escaped(address)}>"
        return mark or escaped(sign)

    def _named(self, name: str, *, labels: bool) -> str:
        if name in {"channel", "here", "everyone"}:
            return f"<!{name}>"
        group = next((one for one in self.workspace.groups.values() if one.handle == name), None)
        if group is not None:
            return f"<!subteam^{group.id}|@{name}>" if labels else f"<!subteam^{group.id}>"
        user = self.workspace.named(name)
        if user is None:
            return ""
        return f"<@{user.id}|{user.name}>" if labels else user.mention
