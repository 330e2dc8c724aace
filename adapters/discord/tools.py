"""What a bot's messages are made with, and the server that their buttons remember."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from adapters.discord.board import DiscordBoard
from adapters.discord.events import ALONE, Installed
from adapters.discord.names import Names
from adapters.discord.web import Web
from core.marks import Marks
from core.model.chat import Reach, Turn
from core.ports.chat import Directory


@dataclass(frozen=True, slots=True)
class Tools:
    """What a bot's messages are made with; `missed` are people who could not be written to, until they are told."""

    web: Web
    board: DiscordBoard
    marks: Marks
    directory: Directory
    installed: Installed
    names: Names
    answered: Callable[[str], None]  # hears of an interaction that needs no promise any more
    now: Callable[[], datetime]
    missed: set[str] = field(default_factory=set)


def home_of(turn: Turn, reach: Reach) -> str:
    """Return the server that buttons and forms remember: in direct messages nothing else says as whose member somebody does something."""
    is_direct = reach is Reach.DIRECT or turn.place.tenant == ALONE
    return turn.member.tenant if is_direct and turn.member.tenant != ALONE else ""
