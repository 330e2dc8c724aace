"""What Slack needs to be answered, as it travels in a turn, and a form's place, which must come back as it went out."""

import hmac
import json
from dataclasses import asdict, dataclass

from core import marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The ways back from one gesture; each is a capability."""

    url: str = ""  # takes five answers in thirty minutes
    trigger: str = ""  # opens one form within three seconds
    is_in_thread: bool = False  # in one that has replies: Slack shows nobody what is whispered in others
    is_own: bool = False  # said in the bot's own direct messages, where a message is as private as any

    def packed(self) -> str:
        """Return it as text for `Turn.reply`."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))


def reply(packed: str) -> Reply:
    """Read what `packed` wrote."""
    said = json.loads(packed) if packed else {}
    flags = {name: bool(said.get(name)) for name in ("is_in_thread", "is_own")}
    return Reply(url=str(said.get("url", "")), trigger=str(said.get("trigger", "")), **flags)


class Marks(marks.Marks):
    """Marks, and what goes into a form and must come back as it went out."""

    def sealed(self, token: str, user: str, channel: str, thread: str) -> str:
        """Return a form's token, with the place in which it was asked for and a mark of both."""
        return "|".join((channel, thread, self.of("form", token, user, channel, thread), token))

    def opened(self, sealed: str, user: str) -> tuple[str, str, str] | None:
        """Return token, channel and thread, where the same person was given them by this app."""
        channel, thread, mark, token = (sealed.split("|", 3) + [""] * 3)[:4]
        is_ours = hmac.compare_digest(mark.encode(), self.of("form", token, user, channel, thread).encode())
        return (token, channel, thread) if is_ours else None
