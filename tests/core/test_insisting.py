"""What a platform refuses is said when it lets, once, within a minute or not at all."""

from datetime import timedelta

import pytest

from core.errors import AmbiguousError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.insisting import PERSISTENCE, Insisting
from core.model.chat import Form, Page, Reach, Typed, Way
from tests.fake_chat import NOW, FakePlatform, Shown

PAGE = Page(lines=("All is well.",))


class Story:
    """Ana asks, and her platform refuses what the test says; `slept` is how long it took."""

    def __init__(self, *breaks: OutsideError) -> None:
        self.platform = FakePlatform("slack")
        ana = self.platform.person("Ana Lima")
        self.turn = self.platform.turn(ana, self.platform.room("team", ana), Typed("help", Way.COMMAND))
        self.platform.breaks = list(breaks)
        self.slept: list[float] = []
        self.chat = Insisting(self.platform.port.chat(self.turn), now=lambda: NOW, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def shown(self) -> list[Shown]:
        return self.platform.messages


async def test_what_a_platform_refuses_for_now_is_said_when_it_lets() -> None:
    story = Story(RateLimitedError("Not now.", retry_at=NOW + timedelta(seconds=7)), RateLimitedError("Not yet."), TransientError("Away."))
    await story.chat.say(PAGE, Reach.ASKER)
    assert [one.page for one in story.shown] == [PAGE]
    assert story.slept == [7.0, 1.0, 1.0]


async def test_what_may_have_been_said_is_not_said_again() -> None:
    story = Story(AmbiguousError("Who knows."))
    with pytest.raises(AmbiguousError):
        await story.chat.say(PAGE, Reach.ASKER)
    assert story.slept == []


@pytest.mark.parametrize("error", [PermanentError("Closed."), RateLimitedError("Not now.", retry_at=NOW + timedelta(minutes=2))])
async def test_what_does_not_help_within_a_minute_is_given_up(error: OutsideError) -> None:
    story = Story(*[error] * 100)
    with pytest.raises(type(error)):
        await story.chat.say(PAGE, Reach.ASKER)
    assert sum(story.slept) <= PERSISTENCE
    assert story.shown == []


async def test_all_else_is_the_platform_s_own() -> None:
    story = Story()
    chat = story.platform.port.chat(story.turn)
    assert (story.chat.edits_private, story.chat.has_forms, story.chat.whispers) == (chat.edits_private, chat.has_forms, chat.whispers)
    await story.chat.live(Reach.PLACE).show(PAGE)
    await story.chat.open(Form(name="connect", title="Connect", submit="Connect"))
    assert await story.chat.erase() is await chat.erase()
    assert [one.page for one in story.shown] == [PAGE]
