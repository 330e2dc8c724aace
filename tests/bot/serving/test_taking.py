"""The edges of a running bot: whatever goes wrong with a turn, or with telling somebody, is logged and ends there."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.logs import heard_by
from bot.serving.announcing import Announcing
from bot.serving.metered import MeteredBudget, MeteredMessage, MeteredRecapper, MeteredWriter
from bot.serving.taking import Taking
from core.connect import Linked
from core.errors import OutsideError, PermanentError, RateLimitedError, TransientError, WriterError
from core.ingress import Refusal
from core.messages import taking as messages
from core.model import Prompt, Provider, RecapRequest, Window
from core.model.chat import Filled, Pressed, Typed, Way
from core.recap import Linked as Sourced
from core.talking.talk import Talk
from tests.core.talking.desk import Office
from tests.fake_accounts import account


class Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[str, dict[str, object]]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.events.append((str(record.msg), getattr(record, "fields", {})))

    def of(self, event: str) -> list[dict[str, object]]:
        return [fields for name, fields in self.events if name == event]


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler = Heard()
    with heard_by(handler):
        yield handler


@pytest.fixture
def office() -> Office:
    return Office()


def taking(office: Office) -> Taking:
    return Taking(Talk(office.desk()), {"slack": office.platform.port})


async def test_a_turn_is_taken_and_logged_without_its_words(office: Office, heard: Heard) -> None:
    ana = office.worker("Ana Lima")
    place = office.platform.room("team", ana)
    for deed, way in ((Typed("help", Way.MENTION), "mention"), (Pressed("connect", ""), "button"), (Filled("settings", "", {}), "form")):
        await taking(office).take(office.platform.turn(ana, place, deed))
        assert [(one["way"], one["outcome"]) for one in heard.of("turn")][-1] == (way, "told")


@pytest.mark.parametrize(("error", "outcome"), [(TransientError("Away."), "failed"), (KeyError("ours"), "bug")])
async def test_a_turn_that_breaks_is_logged_and_told_with_what_to_quote(
    office: Office, heard: Heard, error: Exception, outcome: str
) -> None:
    ana = office.worker("Ana Lima")
    place = office.platform.room("team", ana)

    class Broken(Talk):
        async def take(self, *_: object) -> None:
            raise error

    await Taking(Broken(office.desk()), {"slack": office.platform.port}).take(
        office.platform.turn(ana, place, Typed("last week", Way.COMMAND))
    )
    assert heard.of("turn")[0]["outcome"] == outcome
    told = [message.text for message in office.platform.messages]
    assert bool(told) == (outcome == "bug")
    assert all("that is our mistake" in one for one in told)


@pytest.mark.parametrize(("refusal", "said"), [(Refusal.STALE, messages.STALE), (Refusal.RUNNING, messages.RUNNING)])
async def test_a_turn_that_is_not_taken_is_answered_with_why_and_counted(office: Office, heard: Heard, refusal: Refusal, said: str) -> None:
    ana = office.worker("Ana Lima")
    await taking(office).refuse(office.platform.turn(ana, office.platform.room("team", ana), Typed("last week", Way.COMMAND)), refusal)
    assert [message.text for message in office.platform.messages] == [said]
    assert heard.of("turn refused") == [{"why": refusal}]
    assert [one["outcome"] for one in heard.of("turn")] == ["refused"]


@pytest.mark.fault("F101")
@pytest.mark.parametrize(("way", "is_open"), [(Way.COMMAND, False), (Way.MENTION, True), (Way.DIRECT, True)])
async def test_a_turn_that_is_given_up_is_told_where_its_answer_was_begun(office: Office, way: Way, is_open: bool) -> None:  # noqa: FBT001
    ana = office.worker("Ana Lima")
    await taking(office).refuse(office.platform.turn(ana, office.platform.room("team", ana), Typed("last week", way)), Refusal.GIVEN_UP)
    assert [(message.text, message.reader is None) for message in office.platform.messages] == [(messages.GIVEN_UP, is_open)]


async def test_an_answer_that_cannot_be_told_is_logged(office: Office, heard: Heard) -> None:
    ana = office.worker("Ana Lima")
    turn = office.platform.turn(ana, office.platform.room("team", ana), Typed("last week", Way.DIRECT))
    await Taking(Talk(office.desk()), {}).refuse(turn, Refusal.STALE)
    assert heard.of("bug") == [{"kind": "KeyError"}]
    office.platform.breaks.append(PermanentError("Closed."))
    await taking(office).refuse(turn, Refusal.STALE)
    assert heard.of("turn not answered") == [{"kind": "PermanentError"}]


@pytest.mark.parametrize(("error", "event"), [(None, ""), (TransientError("Away."), "link not told"), (KeyError("ours"), "bug")])
async def test_an_account_that_was_linked_is_told_beside_everything_else(
    office: Office, heard: Heard, error: Exception | None, event: str
) -> None:
    told, done = [], asyncio.Event()

    async def tell(linked: Linked) -> None:
        told.append(linked)
        done.set()
        if error:
            raise error

    announcing = Announcing(tell)
    linked = Linked(account(office.worker("Ana Lima"), "github.com", "1", "ana", provider=Provider.GITHUB), None, None)
    await announcing.put(linked)
    running = asyncio.ensure_future(announcing.run())
    await done.wait()
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert told == [linked]
    assert not event or len(heard.of(event)) == 1


@pytest.mark.fault("F189")
@pytest.mark.parametrize(("hangs", "expected"), [(False, ["1", "2"]), (True, [])])
async def test_who_linked_an_account_is_told_though_the_process_ends(office: Office, hangs: bool, expected: list[str]) -> None:  # noqa: FBT001
    told, going_on = [], asyncio.Event()

    async def tell(linked: Linked) -> None:
        await going_on.wait()
        told.append(linked.account.id)

    announcing = Announcing(tell, last=0.01 if hangs else 8.0)
    running = asyncio.ensure_future(announcing.run())
    for id_ in ("1", "2"):
        await asyncio.sleep(0)
        await announcing.put(Linked(account(office.worker("Ana Lima"), "github.com", id_, "ana", provider=Provider.GITHUB), None, None))
    running.cancel()  # before the second one was begun
    await asyncio.sleep(0)
    if not hangs:
        going_on.set()
    await asyncio.gather(running, return_exceptions=True)
    assert sorted(told) == expected


@pytest.mark.parametrize("fails", [False, True])
async def test_a_call_of_the_model_is_counted_by_how_it_ended(heard: Heard, fails: bool) -> None:  # noqa: FBT001
    class Model:
        async def write(self, prompt: Prompt):  # type: ignore[no-untyped-def]  # noqa: ANN202
            yield prompt.user
            if fails:
                raise WriterError("It broke off.")

    try:
        assert [piece async for piece in MeteredWriter(Model()).write(Prompt("", "yes", 1))] == ["yes"]
    except WriterError:
        assert fails
    assert [one["outcome"] for one in heard.of("model wrote")] == ["failed" if fails else "written"]


async def test_the_account_with_the_fewest_calls_left_is_told_and_not_which(office: Office, heard: Heard) -> None:
    class Free:
        async def spend(self, *_: object, cost: int = 1) -> None: ...
        async def learn(self, *_: object, left: int, resets: datetime) -> None: ...

    budget, owner = MeteredBudget(Free()), office.worker("Ana Lima")
    one, other = (account(owner, "github.com", number, "ana", provider=Provider.GITHUB) for number in "12")
    for who, left in ((one, 100), (other, 20), (other, 4_000)):
        await budget.learn(who, "core", left=left, resets=datetime.now(UTC))
    await budget.spend(one, "core")
    assert [fields["left"] for fields in heard.of("provider budget")] == [100, 20, 100]
    assert heard.of("provider call") == [{"provider": "github", "kind": "core"}]
    assert "ana" not in str(heard.events)


async def test_a_change_that_fails_is_counted_as_one(heard: Heard) -> None:
    class Gone:
        async def show(self, *_: object) -> None:
            raise PermanentError("It is gone.")

    with pytest.raises(OutsideError):
        await MeteredMessage(Gone()).show(None)  # type: ignore[arg-type]  # nothing looks at it
    assert [one["outcome"] for one in heard.of("edit")] == ["failed"]


@pytest.mark.parametrize(
    ("error", "outcome"), [(RateLimitedError("Too often."), "refused"), (TransientError("Away."), "failed"), (KeyError("ours"), "bug")]
)
async def test_an_answer_is_counted_by_how_it_ended(heard: Heard, error: Exception, outcome: str) -> None:
    @asynccontextmanager
    async def linked() -> AsyncGenerator[Sequence[Sourced], None]:
        raise error
        yield []

    now = datetime.now(UTC)
    recapper = MeteredRecapper(sources=(), me=(), now=lambda: now, linked=linked)
    with pytest.raises(type(error)):
        await anext(recapper.answer(RecapRequest(window=Window(now, now, "UTC", "now"))))
    assert [one["outcome"] for one in heard.of("recap")] == [outcome]
