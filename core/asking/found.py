"""What the words have asked for so far; what they did not mention stays empty."""

from dataclasses import dataclass, field
from typing import TypeVar

from core.asking.words import Cursor
from core.messages import asking as say
from core.model import Length, Shape, Who, Window

T = TypeVar("T")


@dataclass(slots=True)
class Found:
    """The parts of a request that the question names."""

    who: list[Who] = field(default_factory=list)
    window: Window | None = None
    alone: list[str] = field(default_factory=list)  # repositories that stand on their own
    repositories: list[str] = field(default_factory=list)
    branches: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    shape: Shape | None = None
    limit: int | None = None
    length: Length | None = None
    language: str | None = None
    tone: str | None = None
    audience: str | None = None  # "here" or "private"
    uses_model: bool | None = None
    is_follow_up: bool = False  # the words make sense only after another question
    stranger: int = -1  # the place of the last word that no rule took and that is no filler
    said: dict[str, str] = field(default_factory=dict)  # the words behind each part

    def once(self, part: str, old: T | None, new: T, *, cursor: Cursor, start: int) -> T:
        """Return a part's value; the words for it stand from `start` to the cursor.

        Raises:
            AskError: the question has given the part another value before.
        """
        if old is not None and old != new:
            raise cursor.refusal(start, lambda said: say.contradiction(part, self.said[part], said))
        self.said.setdefault(part, cursor.since(start))
        return new
