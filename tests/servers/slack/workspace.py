"""A workspace: who and what is in it, and the bot that is installed there."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.servers.slack import payloads
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.nouns import Channel, Group, Json, Message, State, Token, View

if TYPE_CHECKING:
    from tests.servers.slack.people import Person
    from tests.servers.slack.server import SlackServer

SCOPES = (
    *("app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "groups:history", "groups:read"),
    *("im:history", "im:read", "im:write", "mpim:history", "mpim:read", "usergroups:read", "users:read"),
)


class Workspace:
    """One customer's Slack; its first person is the bot."""

    def __init__(self, slack: "SlackServer", name: str, scopes: Sequence[str]) -> None:
        self.slack = slack
        self.id = name
        self.domain = name.lower()
        self.users: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, Group] = {}
        self.views: dict[str, View] = {}
        self.is_installed = True
        self.bot = self.user("recap", is_bot=True)
        self.slackbot = self.user("slackbot", is_bot=True)
        self.bot_id = slack.id("B")
        self.token = slack.issue(f"xoxb-{self.id}-{secrets.token_hex(12)}", self, tuple(scopes))

    @property
    def app_token(self) -> Token:
        return self.slack.app_token

    def user(self, name: str, **words: Any) -> "Person":
        """Let somebody be in the workspace; see Person for what may be said of them. The same name is the same person."""
        from tests.servers.slack.people import Person

        if (known := self.named(name)) is not None:
            return known
        made = Person(self, self.slack.id("U"), name, **words)
        self.users[made.id] = made
        return made

    def named(self, name: str) -> "Person | None":
        return next((user for user in self.users.values() if user.name == name), None)

    def channel(self, name: str, *, members: Sequence["Person"] = (), has_bot: bool = True, **words: Any) -> Channel:
        """Open a channel with its members, the bot among them unless `has_bot` is false; words are fields of Channel.

        `is_shared` stands for `is_ext_shared`.
        """
        words["is_ext_shared"] = words.pop("is_shared", words.get("is_ext_shared", False))
        ids = [user.id for user in (*members, *((self.bot,) if has_bot else ()))]
        made = Channel(self.slack.id("C"), self, name, ids, **words)
        self.channels[made.id] = made
        return made

    def dm(self, *people: "Person") -> Channel:
        """Return the direct messages of some people, opened where there are none."""
        ids = sorted(user.id for user in people)
        for known in self.channels.values():
            if (known.is_im or known.is_mpim) and sorted(known.members) == ids:
                return known
        is_im = len(ids) < 3
        made = Channel(self.slack.id("D" if is_im else "G"), self, "", ids, is_im=is_im, is_mpim=not is_im, is_private=not is_im)
        self.channels[made.id] = made
        return made

    def group(self, handle: str, *members: "Person") -> Group:
        """Make a user group."""
        made = Group(self.slack.id("S"), handle, [user.id for user in members])
        self.groups[made.id] = made
        return made

    def conversation(self, asked: str) -> Channel | None:
        """Return a conversation by its id, or by the id of the person whom the bot writes to, or by a public channel's name."""
        if asked in self.users and asked != self.bot.id:
            return self.dm(self.bot, self.users[asked])
        named = (one for one in self.channels.values() if one.name == asked.removeprefix("#") and one.name and not one.is_private)
        return self.channels.get(asked) or next(named, None)

    def posted(self, channel: Channel, author: "Person", text: str, **words: Any) -> Message:
        """Store a message; words are fields of Message, and `blocks` and `metadata` of its first state."""
        state = State(self.slack.clock.now(), text, tuple(words.pop("blocks", None) or ()), words.pop("metadata", None))
        made = Message(channel, self.slack.ts(), author.id, [state], **words)
        made.bot = self.bot_id if author is self.bot else f"B{author.id[1:]}" if author.is_bot else ""
        channel.messages[made.ts] = made
        if root := channel.messages.get(made.thread_ts):
            root.replies.append(made)
        made.is_deleted = bool(made.only_for) and self.users[made.only_for].is_away
        return made

    async def tells(self, inner: Json, **outer: Any) -> Delivery:
        """Deliver an event as it is, subscribed or not, and wait for the first try; `outer` replaces what is around it (event_id, ...)."""
        return await self.slack.deliveries.send(Delivery("events_api", payloads.event(self.bot, inner) | outer))

    @property
    def names(self) -> dict[str, str]:
        """Return how people, channels and groups are called, by id."""
        named = {user.id: user.display for user in self.users.values()} | {one.id: one.name for one in self.channels.values()}
        return named | {group.id: group.handle for group in self.groups.values()}

    def shape(self) -> Json:
        return {"id": self.id, "domain": self.domain, "name": self.id}
