"""What people can do on any platform, and what they see of it; each platform plays it in its own way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

DIRECT = "dm"  # instead of a channel's name: the messages between somebody and Recap alone


class CannotError(Exception):
    """Somebody was to do what they cannot, as pressing a button that is not there; says why."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message as somebody sees it: where it stands, what it shows, and what it showed before that."""

    id: str
    room: str
    text: str
    states: Sequence[str]
    is_ours: bool  # the bot's
    times: Sequence[float] = ()  # when it began to show each, in seconds of the company's time

    @property
    def shown(self) -> str:
        return self.states[-1]


class Stage(Protocol):
    """One platform, with the people of the company on it. `buttons` is whether what it offers has to be pressed."""

    name: str

    async def says(self, who: str, words: str, room: str) -> None:
        """Let somebody write; what begins with a slash is a command, and `@Recap` and `@ben` are mentions."""

    async def replies(self, who: str, words: str) -> None:
        """Let somebody answer the last thing that they were told."""

    async def presses(self, who: str, label: str) -> None:
        """Let somebody press the newest button that is called so."""

    async def fills(self, who: str, values: Mapping[str, str]) -> None:
        """Let somebody fill in the form that they see, and send it."""

    def posts(self, who: str) -> Sequence[Post]:
        """Return what somebody sees, everywhere, oldest first."""

    def form(self, who: str) -> str:
        """Return the form that somebody sees, if any."""
