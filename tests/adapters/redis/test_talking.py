"""What a conversation keeps: the stores and their fakes behave alike."""

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.redis import keys
from adapters.redis.answers import MOST, RedisAnswers
from adapters.redis.client import Store
from adapters.redis.nouns import packed, unpacked
from adapters.redis.people import RedisPeople
from adapters.redis.rooms import RedisAllowances, RedisRooms
from adapters.redis.sealing import Sealer
from core.model import Bullet, By, Coverage, Failure, Link, Member, Recap, RecapRequest, Thread, Visibility, Who, WhoKind, Window
from core.model.chat import Audience, Place, Reach
from core.model.kept import Allowance, Answer, Habits
from core.ports.talking import Allowances, Answers, People, Rooms
from core.recap import Recapper
from tests.facts import ANA as ANA_LIMA
from tests.facts import MONDAY, commit
from tests.fake_kept import FakeAllowances, FakeAnswers, FakePeople, FakeRooms
from tests.fakes import FakeSource
from tests.store import astray

NOW = datetime(2021, 2, 8, 12, tzinfo=UTC)
WINDOW = Window(datetime(2021, 2, 1, tzinfo=UTC), datetime(2021, 2, 8, tzinfo=UTC), "UTC", "Mon 1 – Sun 7 Feb 2021")
ANA, BOB, OTHER_ANA = Member("slack", "T1", "U1"), Member("slack", "T1", "U2"), Member("slack", "T2", "U1")
TEAM = Place("slack", "T1", "C1")
THREAD = replace(TEAM, thread="1700000000.000100")
SEALER = Sealer(lambda: [b"k" * 32])


@dataclass
class Kept:
    answers: Answers
    people: People
    rooms: Rooms
    allowances: Allowances


@pytest.fixture(params=["store", "fake"])
async def kept(request: pytest.FixtureRequest, store: Store) -> AsyncGenerator[Kept, None]:
    if request.param == "fake":
        yield Kept(FakeAnswers(), FakePeople(), FakeRooms(), FakeAllowances())
        return
    link = store.patient
    yield Kept(RedisAnswers(link, SEALER), RedisPeople(link, SEALER), RedisRooms(link), RedisAllowances(link))
    assert await astray(store) == []


async def told(*titles: str) -> Recap:
    recapper = Recapper(sources=[FakeSource("web", *(commit(title) for title in titles))], me=[ANA_LIMA], now=lambda: NOW)
    return [recap async for recap in recapper.answer(RecapRequest(window=WINDOW, who=(Who(WhoKind.PERSON, "<@U1>"), Who(WhoKind.ME))))][-1]


def answer(recap: Recap, *, name: str = "a1", owner: Member = ANA, place: Place = TEAM) -> Answer:
    return Answer(id=name, owner=owner, place=place, reach=Reach.ASKER, recap=recap, at=NOW)


async def test_answer_is_found_by_its_owner_alone(kept: Kept) -> None:
    one = answer(await told("Add login (#412)", "Fix the export"))
    await kept.answers.keep(one)

    assert await kept.answers.named(ANA, "a1") == one
    assert await kept.answers.named(BOB, "a1") is None
    assert await kept.answers.named(OTHER_ANA, "a1") is None


async def test_last_answer_is_that_of_the_place_or_thread(kept: Kept) -> None:
    open_ = replace(answer(await told("Add login")), reach=Reach.PLACE)
    first, second = replace(open_, message="17.9"), replace(open_, id="a2", place=THREAD)
    for one in (first, second, answer(await told("Add login"), name="a3")):
        await kept.answers.keep(one)

    assert await kept.answers.last(ANA, TEAM) == first
    assert await kept.answers.last(ANA, replace(TEAM, thread="17.9")) == first  # in the thread below it
    assert await kept.answers.last(ANA, THREAD) == second
    assert await kept.answers.last(BOB, TEAM) is None


async def test_what_was_whispered_stands_beside_what_was_said(kept: Kept) -> None:
    said = replace(answer(await told("Add login")), reach=Reach.PLACE)
    whispered = answer(await told("Fix the export"), name="a2")
    for one in (said, whispered):
        await kept.answers.keep(one)

    assert await kept.answers.last(ANA, TEAM) == said
    assert await kept.answers.whispered(ANA, TEAM) == whispered
    assert await kept.answers.whispered(ANA, THREAD) is None
    assert await kept.answers.forget(ANA) == 2
    assert await kept.answers.last(ANA, TEAM) is await kept.answers.whispered(ANA, TEAM) is None


async def test_answers_are_forgotten_with_their_number(kept: Kept) -> None:
    for name in ("a1", "a2"):
        await kept.answers.keep(answer(await told("Add login"), name=name))

    assert await kept.answers.forget(ANA) == 2
    assert await kept.answers.last(ANA, TEAM) is None
    assert await kept.answers.forget(ANA) == 0


async def test_habits_are_kept_part_by_part_and_forgotten(kept: Kept) -> None:
    await kept.people.keep_settings(ANA, {"zone": "Europe/Lisbon"})
    await kept.people.keep_last_recap(ANA, NOW)
    await kept.people.hide(ANA, is_hidden=True)

    assert await kept.people.of(ANA) == Habits(settings={"zone": "Europe/Lisbon"}, last_recap=NOW, is_hidden=True)
    assert await kept.people.hidden("slack", "T1") == [ANA]
    assert await kept.people.hidden("slack", "T2") == []
    assert await kept.people.forget(ANA)
    assert await kept.people.of(ANA) == Habits()
    assert not await kept.people.forget(ANA)


async def test_somebody_may_stop_keeping_out(kept: Kept) -> None:
    await kept.people.hide(ANA, is_hidden=True)
    await kept.people.hide(ANA, is_hidden=False)

    assert await kept.people.hidden("slack", "T1") == []


async def test_switches_belong_to_their_place(kept: Kept) -> None:
    await kept.rooms.turn(TEAM, "here", is_on=True)

    assert await kept.rooms.is_on(TEAM, "here")
    assert not await kept.rooms.is_on(TEAM, "team")
    assert not await kept.rooms.is_on(replace(TEAM, tenant="T2"), "here")
    await kept.rooms.turn(TEAM, "here", is_on=False)
    assert not await kept.rooms.is_on(TEAM, "here")


async def test_allowances_are_listed_for_their_workspace_the_oldest_first(kept: Kept) -> None:
    web = Allowance(place=TEAM, host="github.com", pattern="acme/web", by=ANA, audience=Audience.WORKSPACE)
    every = replace(web, place=replace(TEAM, channel=""), pattern="acme/*", by=BOB)
    await kept.allowances.add(web)
    await kept.allowances.add(every)

    assert await kept.allowances.of("slack", "T1") == [web, every]
    assert await kept.allowances.of("slack", "T2") == []
    await kept.allowances.remove(replace(web, by=BOB))
    assert await kept.allowances.of("slack", "T1") == [every]


async def test_store_holds_no_word_of_an_answer_in_the_clear(store: Store) -> None:
    await RedisAnswers(store.patient, SEALER).keep(answer(await told("Add the canary")))
    await RedisPeople(store.patient, SEALER).keep_settings(ANA, {"name": "Canary"})

    async with store.patient() as redis:
        for place in [one async for one in redis.scan_iter()]:
            held = await redis.dump(place)
            assert b"anary" not in (held or b"")


async def test_answer_of_another_version_or_key_is_gone(store: Store) -> None:
    answers, place = RedisAnswers(store.patient, SEALER), keys.answer(ANA, "a1")
    await answers.keep(answer(await told("Add login")))

    assert await RedisAnswers(store.patient, Sealer(lambda: [b"o" * 32])).named(ANA, "a1") is None
    for text in ('{"v": 2, "answer": {}}', '{"v": 1, "answer": {"id": 1}}', "no json"):
        async with store.patient() as redis:
            await redis.set(place, SEALER.seal(text, place), ex=9)
        assert await answers.named(ANA, "a1") is None


async def test_habits_that_do_not_open_are_none(store: Store) -> None:
    await RedisPeople(store.patient, SEALER).keep_settings(ANA, {"zone": "UTC"})

    assert await RedisPeople(store.patient, Sealer(lambda: [b"o" * 32])).of(ANA) == Habits()


async def test_facts_of_a_very_long_answer_are_not_kept(store: Store) -> None:
    long = answer(replace(await told("Add login"), events=tuple(commit("Add login") for _ in range(MOST + 1))))
    answers = RedisAnswers(store.patient, SEALER)
    await answers.keep(long)

    found = await answers.named(ANA, "a1")
    assert found is not None
    assert (found.recap.events, found.recap.bullets) == ((), long.recap.bullets)


def test_nouns_of_every_kind_come_back_as_they_were() -> None:
    thread = Thread(ref="#4", title="t", url="", is_request=True, state="open", author=ANA_LIMA)  # type: ignore[arg-type]  # as it is read
    event = replace(commit("Add login", at=MONDAY + timedelta(hours=1)), host="github.com", visibility=Visibility.INTERNAL, thread=thread)
    recap = Recap(
        request=RecapRequest(window=WINDOW),
        header="h",
        bullets=(Bullet("b", ("W1",), (Link("#4", "https://x"),), By.MODEL, "Done"),),
        coverage=Coverage(3, 1, 1, 1),
        events=(event,),
        failures=(Failure("github.com", "late"),),
        finished=True,
    )

    assert unpacked(Recap, json.loads(json.dumps(packed(recap)))) == recap


async def test_answer_of_the_same_id_takes_the_place_of_the_one_before(kept: Kept) -> None:
    recap = await told("Add login")
    await kept.answers.keep(replace(answer(recap), goal=TEAM))
    await kept.answers.keep(answer(recap))

    found = await kept.answers.named(ANA, "a1")
    assert found is not None
    assert found.goal is None
