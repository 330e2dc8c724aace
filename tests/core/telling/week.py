"""One week's facts, the recap around them, and a model whose words are known."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from typing_extensions import override

from core.errors import WriterError
from core.model import Activity, Bullet, Folded, Prompt, Recap, RecapRequest, State, WorkItem
from core.ports import Writer
from core.telling.compose import Composer
from core.telling.plain import Body
from tests.core.recaps import WINDOW
from tests.facts import commit, item

ASKED = RecapRequest(window=WINDOW)
FACTS = (
    item(commit("Add v3.3 documents #939"), commit("Apply suggestions from code review"), id_="W1"),
    item(commit("Fix #893 Add support for admin.barriers.* API methods"), id_="W2"),
    item(commit("Redact tokens in debug logging"), id_="W3"),
    item(commit("Revert the default testing mode to threading mode"), id_="W4"),
    item(commit("Enable snake_cased keys for dict arguments in SCIMClient"), id_="W5"),
    item(commit("Add support for the naïve café reaction (#951)"), id_="W6"),
    item(commit("Add typed_body field", branch="typed", is_merged=False), id_="W7", state=State.OPEN),
    item(commit("Fix flake8 error"), id_="W8"),
)


@dataclass(frozen=True, slots=True)
class Week:
    """Facts, and the recaps that can be made of them."""

    facts: Sequence[WorkItem] = FACTS
    request: RecapRequest = ASKED

    def recap(self, taken: Sequence[Bullet] = ()) -> Recap:
        events = tuple(event for fact in self.facts for event in fact.events)
        activity = Activity(events=events, repositories=("acme/web",))
        return Composer(self.request, activity, Folded(items=tuple(self.facts)), datetime(2021, 7, 20, tzinfo=UTC)).recap(taken)


class Pen(Writer):
    """Writes a text in pieces of `size` characters, then fails where it is told to."""

    def __init__(self, text: str, *, size: int = 7, failure: str = "") -> None:
        self.text = text
        self.size = size
        self.failure = failure
        self.prompts: list[Prompt] = []
        self.is_closed = False

    @override
    async def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        try:
            for start in range(0, len(self.text), self.size):
                yield self.text[start : start + self.size]
            if self.failure:
                raise WriterError(self.failure)
        finally:
            self.is_closed = True


def told(recap: Recap) -> list[str]:
    """Return the ids of all items that a recap tells, each as often as it does."""
    return sorted([*(each for bullet in recap.bullets for each in bullet.items), *recap.smaller])


def texts(body: Body) -> list[str]:
    """Return what the bullets of a plain recap say."""
    return [bullet.text for bullet in body.bullets]
