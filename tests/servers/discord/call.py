"""A request that came, and the table of what there is to ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.servers.discord.nouns import Object
from tests.servers.discord.world import World

if TYPE_CHECKING:
    from tests.servers.discord.gateway import Gateway


@dataclass(slots=True)
class Call:
    """One request: what it asks for, and what it got."""

    method: str
    path: str  # as the table has it
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    at: float
    world: World
    gateway: "Gateway"
    status: int = 0
    code: int = 0  # of the error, if it was one
    answer: Any = None
    token: str = field(default="", repr=False)

    @property
    def said(self) -> Object | None:
        """Return the message that this sends or changes, if it does."""
        is_message = self.path.startswith("/webhooks/") or "/messages" in self.path
        if self.method in ("POST", "PATCH") and is_message:
            return dict(self.body)
        if self.path.endswith("/callback") and self.body["type"] in (4, 7):
            return dict(self.body.get("data") or {})
        return None

    def number(self, name: str) -> int:
        """Return an id of the path."""
        text = self.params[name]
        return int(text) if text.isdecimal() else 0


Handler: TypeAlias = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """A thing to ask for: so many in so many seconds; `is_open` to whoever knows the token in its path."""

    method: str
    path: str
    handler: Handler
    most: int
    seconds: float
    is_open: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


ROUTES: dict[str, Route] = {}


def route(method: str, path: str, *, most: int = 50, seconds: float = 1.0, is_open: bool = False) -> Callable[[Handler], Handler]:
    """Enter what answers into the table."""

    def enter(handler: Handler) -> Handler:
        made = Route(method, path, handler, most, seconds, is_open)
        ROUTES[made.name] = made
        return handler

    return enter
