"""What Slack tells, as turns.

https://docs.slack.dev/reference/events, /reference/interaction-payloads, /interactivity/implementing-slash-commands
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.slack.blocks import LEADING
from adapters.slack.markup import words
from adapters.slack.replies import Marks, Reply
from adapters.slack.views import values
from core.model import Member
from core.model.chat import Filled, Place, Pressed, Turn, Typed, Way

PLATFORM = "slack"
COMMANDS = ("recap", "standup")
_SAID = frozenset(["", "thread_broadcast", "file_share"])  # subtypes of what a person says; the others tell of edits, joins and the like
_LOG = logging.getLogger("recap")


@dataclass(frozen=True, slots=True)
class Installed:
    """The app in one workspace."""

    team: str
    user: str  # the bot as one of its people
    bot: str


@dataclass(slots=True)
class Hearing:
    """Makes turns; what is not meant for the bot makes none."""

    installed: Installed
    marks: Marks
    now: Callable[[], datetime]

    def turn(self, body: Mapping[str, Any]) -> Turn | None:
        """Return the turn that a person took; None where it was none, or cannot be read."""
        try:
            if "command" in body:
                return self._command(body)
            match body.get("type"):
                case "event_callback":
                    return self._said(body["event"])
                case "block_actions":
                    return self._pressed(body)
                case "view_submission":
                    return self._filled(body)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
            _LOG.warning("slack unread", extra={"fields": {"kind": str(body.get("type", ""))[:40]}})
        return None

    def _command(self, body: Mapping[str, Any]) -> Turn | None:
        command = str(body["command"]).removeprefix("/")
        if command not in COMMANDS:
            return None
        return Turn(
            id=self._named(body["trigger_id"]),
            member=self._member(body["user_id"], body.get("team_id")),
            place=self._place(body["channel_id"]),
            at=self.now(),
            deed=Typed(words(body.get("text") or "", self.installed.user), Way.COMMAND, command),
            reply=Reply(url=body.get("response_url") or "", trigger=body["trigger_id"]).packed(),
        )

    def _said(self, event: Mapping[str, Any]) -> Turn | None:
        if event["type"] not in ("message", "app_mention") or not self._is_for_us(event):
            return None
        ts, channel, thread = event["ts"], event["channel"], event.get("thread_ts") or ""
        is_own, is_ours = event.get("channel_type") == "im", event.get("parent_user_id") == self.installed.user
        is_called = event["type"] == "app_mention"
        if not (is_called or is_own) and (not thread or self._is_called(event)):
            return None
        way = Way.DIRECT if is_own else Way.MENTION if is_called else Way.OVERHEARD
        return Turn(
            id=self._named(f"{channel}:{event['user']}:{event['client_msg_id']}" if event.get("client_msg_id") else f"{channel}:{ts}"),
            member=self._member(event["user"], event.get("user_team") or event.get("team")),
            place=self._place(channel, thread if is_own else thread or ts),
            at=_time(ts),
            deed=Typed(words(event.get("text") or "", self.installed.user), way),
            message=thread if is_ours else "",
            reply=Reply(is_in_thread=bool(thread), is_own=is_own).packed(),
        )

    def _is_called(self, event: Mapping[str, Any]) -> bool:
        """Say whether a message in a channel calls the bot, so that an app_mention tells of it too."""
        return f"<@{self.installed.user}" in (event.get("text") or "")

    def _is_for_us(self, event: Mapping[str, Any]) -> bool:
        """Say whether a person said it: no bot, this one neither, and no report of something else."""
        is_bot = event.get("bot_id") or event.get("user") in (None, self.installed.user)
        return not is_bot and not event.get("hidden") and (event.get("subtype") or "") in _SAID

    def _pressed(self, body: Mapping[str, Any]) -> Turn | None:
        action, user = body["actions"][0], body["user"]
        if action["type"] != "button" or LEADING in action["action_id"]:
            return None
        container, place = body["container"], self._pressed_in(body)
        if place is None:
            return None
        return Turn(
            id=self._named(body["trigger_id"]),
            member=self._member(user["id"], user.get("team_id")),
            place=place,
            at=_time(action["action_ts"]),
            deed=Pressed(action["action_id"].partition(":")[0], action.get("value") or ""),
            message=container.get("message_ts") or "",
            reply=Reply(
                url=body.get("response_url") or "",
                trigger=body["trigger_id"],
                is_in_thread=bool(place.thread),
                is_own=_is_own(place, container),
            ).packed(),
        )

    def _pressed_in(self, body: Mapping[str, Any]) -> Place | None:
        """Return the channel, and the thread of a message that is not what the thread is about; of a form where it was asked for."""
        if "view" not in body:
            shown, message = body["container"], body.get("message") or {}
            thread = shown.get("thread_ts") or message.get("thread_ts") or ""
            return self._place(body["channel"]["id"], "" if thread == shown["message_ts"] else thread)
        opened = self.marks.opened(body["view"]["private_metadata"], body["user"]["id"])
        return self._place(opened[1], opened[2]) if opened else None

    def _filled(self, body: Mapping[str, Any]) -> Turn | None:
        view, user = body["view"], body["user"]
        opened = self.marks.opened(view["private_metadata"], user["id"])
        if opened is None:
            _LOG.warning("slack foreign form", extra={"fields": {}})
            return None
        token, channel, thread = opened
        return Turn(
            id=self._named(f"{view['id']}:{view['hash']}"),  # a form is sent once, however often it is told
            member=self._member(user["id"], user.get("team_id")),
            place=self._place(channel, thread),
            at=self.now(),
            deed=Filled(view["callback_id"], token, values(view["state"]["values"])),
            reply=Reply(trigger=body.get("trigger_id") or "", is_in_thread=bool(thread)).packed(),
        )

    def _named(self, ident: str) -> str:
        return f"{PLATFORM}:{self.installed.team}:{ident}"

    def _place(self, channel: str, thread: str = "") -> Place:
        return Place(PLATFORM, self.installed.team, channel, thread)

    def _member(self, user: str, team: str | None) -> Member:
        return Member(PLATFORM, team or self.installed.team, user)


def _time(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


def _is_own(place: Place, container: Mapping[str, Any]) -> bool:
    """Say whether a press was in the bot's own direct messages: nothing else of it that lasts can be in a D channel."""
    return place.channel.startswith("D") and not container.get("is_ephemeral") and "message_ts" in container
