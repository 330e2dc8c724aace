"""Each gesture is taken once, whoever delivers it and whoever dies of it, and nothing of it can be read in the store."""

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.redis import classes, keys
from adapters.redis.client import Store
from adapters.redis.inbox import FOREIGN, LEASE, TRIES, RedisInbox
from adapters.redis.octets import octets
from adapters.redis.sealing import Sealer
from adapters.redis.written import read, written
from core.errors import TransientError
from core.model import Member
from core.model.chat import Admission, Filled, Place, Pressed, Typed, Way
from tests.adapters.redis.limits import Time
from tests.servers.proxy import Proxy
from tests.store import Server, astray, clients_of
from tests.turns import ANA, GENERAL, turn

SEALER = Sealer(lambda: [b"k" * 32])
CANARY = "canary-b1e55ed"


def inbox(store: Store, time: Time | None = None) -> RedisInbox:
    return RedisInbox(store, SEALER, clock=time.seconds if time else None)


@pytest.mark.fault("F001")
async def test_a_gesture_is_new_once_whoever_delivers_it(store: Store) -> None:
    doors = [inbox(store) for _ in range(3)]
    said: list[Admission] = []
    for number in range(100):
        said += await asyncio.gather(*(door.put(turn(f"Ev{number}", deed=Typed("hi", Way.DIRECT))) for door in doors * 4))
    assert said.count(Admission.NEW) == 100
    assert said.count(Admission.SEEN) == 1100


async def test_what_was_done_stays_known(store: Store) -> None:
    door = inbox(store)
    await door.put(turn())
    await door.done(turn())
    assert await door.put(turn()) is Admission.SEEN
    assert await door.left_behind() == []
    assert await astray(store) == []


@pytest.mark.fault("F007")
async def test_the_same_thing_again_within_two_seconds_is_a_slip(store: Store) -> None:
    door = inbox(store)
    assert await door.put(turn("trigger 1")) is Admission.NEW
    assert await door.put(turn("trigger 2")) is Admission.RUNNING
    assert await door.put(turn("trigger 2")) is Admission.SEEN
    assert await door.put(turn("trigger 3", deed=Typed("today", Way.COMMAND))) is Admission.NEW
    assert await door.put(turn("trigger 4", deed=Pressed("why", "x"))) is Admission.NEW
    assert await door.put(turn("trigger 5", deed=Pressed("why", "x"))) is Admission.RUNNING
    assert await door.put(turn("trigger 6", place=Place("slack", "T1", "C2"))) is Admission.NEW


@pytest.mark.fault("F007")
async def test_what_was_done_before_something_else_is_no_slip(store: Store) -> None:
    door = inbox(store)
    words = ("list", "resume", "list", "pause", "resume")
    said = [await door.put(turn(f"trigger {at}", deed=Typed(one, Way.COMMAND, "standup"))) for at, one in enumerate(words)]
    assert said == [Admission.NEW] * len(words)
    assert await door.put(turn("trigger 9", deed=Typed("resume", Way.COMMAND, "recap"))) is Admission.NEW


@pytest.mark.fault("F002")
async def test_what_a_process_leaves_is_taken_up_once_and_known_as_such(store: Store) -> None:
    time = Time()
    dead, one, two = (inbox(store, time) for _ in range(3))
    asked = turn(deed=Filled("connect", "t", {"token": "x"}))
    await dead.put(asked)
    time.go(LEASE - 1)
    assert await one.left_behind() == []
    time.go(2)
    assert await one.left_behind() == [replace(asked, is_again=True)]
    assert await two.left_behind() == []
    assert await dead.hold(asked) is False
    assert await one.hold(asked) is True


@pytest.mark.fault("F189")
async def test_what_is_handed_over_is_taken_up_at_once(store: Store) -> None:
    time = Time()
    one, two = inbox(store, time), inbox(store, time)
    await one.put(turn())
    await one.leave(turn())
    assert [each.id for each in await two.left_behind()] == [turn().id]


async def test_what_is_held_is_not_taken_up(store: Store) -> None:
    time = Time()
    one, two = inbox(store, time), inbox(store, time)
    await one.put(turn())
    time.go(LEASE - 1)
    assert await one.hold(turn())
    time.go(LEASE - 1)
    assert await two.left_behind() == []


@pytest.mark.fault("F101")
async def test_a_turn_that_ends_every_process_is_given_up_once_and_forgotten(store: Store) -> None:
    time = Time()
    await inbox(store, time).put(turn())
    found = list[bool]()
    for _ in range(TRIES + 3):
        time.go(LEASE + 1)
        found += [one.is_given_up for one in await inbox(store, time).left_behind()]
    assert found == [False] * TRIES + [True]


async def test_a_wiped_store_takes_nothing_out_of_a_hand(store: Store, server: Server) -> None:
    door = inbox(store)
    await door.put(turn())
    assert server.said("FLUSHALL") == "+OK"
    assert await door.hold(turn()) is True
    await door.done(turn())


@pytest.mark.fault("F127")
async def test_nothing_of_a_turn_can_be_read_in_the_store(store: Store) -> None:
    door = inbox(store)
    await door.put(replace(turn(deed=Typed(CANARY, Way.COMMAND)), reply=CANARY, id=CANARY))
    async with store.patient() as redis:
        kept = [await redis.dump(name) for name in await redis.keys("*")]
        names = await redis.keys("*")
    assert len(names) > 1
    assert not [one for one in [*names, *kept] if CANARY.encode() in (octets(one) or b"")]


@pytest.mark.fault("F035")
@pytest.mark.fault("F049")
@pytest.mark.parametrize("text", ['{"v": 99, "id": "x"}', "{}", "nonsense", '{"v": 1}'])
async def test_what_another_version_wrote_is_left_to_it_however_often_it_is_met(store: Store, text: str) -> None:
    time = Time()
    door, theirs = inbox(store, time), RedisInbox(store, Sealer(lambda: [b"o" * 32]), clock=time.seconds)
    await theirs.put(turn())
    place = keys.turn(turn().id)
    async with store.patient() as redis:
        kept = octets(await redis.hget(place, "sealed")) or b""
        await redis.hset(place, "sealed", SEALER.seal(text, place))
    time.go(LEASE + 1)
    for _ in range(TRIES + 3):
        assert await door.left_behind() == []
    async with store.patient() as redis:
        assert await redis.hexists(place, "sealed")
        await redis.hset(place, "sealed", kept)
    assert await theirs.left_behind() == [replace(turn(), is_again=True)]  # at once, and not as the last time


@pytest.mark.fault("F002")
async def test_a_turn_is_left_to_processes_that_speak_to_its_platform(store: Store) -> None:
    time = Time()
    slack, discord = (RedisInbox(store, SEALER, platforms=[name], clock=time.seconds) for name in ("slack", "discord"))
    await inbox(store, time).put(turn())
    time.go(LEASE + 1)
    assert await discord.left_behind() == []
    assert await slack.left_behind() == [replace(turn(), is_again=True)]


@pytest.mark.fault("F035")
async def test_what_nobody_could_read_is_forgotten_when_no_platform_takes_its_answer(store: Store) -> None:
    time = Time()
    await RedisInbox(store, Sealer(lambda: [b"o" * 32]), clock=time.seconds).put(turn())
    place = keys.turn(turn().id)
    time.go(LEASE + 1)
    async with store.patient() as redis:
        await redis.expire(place, (classes.TURN.seconds or 0) - FOREIGN - 1)
        assert await inbox(store, time).left_behind() == []
        assert not await redis.zcard(keys.turns())
        assert not await redis.hexists(place, "sealed")


async def test_a_turn_that_the_store_forgot_leaves_nothing(store: Store) -> None:
    time = Time()
    await inbox(store, time).put(turn())
    async with store.patient() as redis:
        await redis.delete(keys.turn(turn().id))
    time.go(LEASE + 1)
    assert await inbox(store, time).left_behind() == []
    assert await astray(store) == []


@pytest.mark.fault("F042")
async def test_a_lost_answer_is_an_error_and_no_second_claim(server: Server) -> None:
    async with clients_of(server) as store:
        await inbox(store).put(turn("other"))  # the server knows the script
    async with Proxy(server.socket) as proxy, clients_of(proxy) as store:
        door = inbox(store)
        proxy.drops = lambda question: b"EVAL" in question
        with pytest.raises(TransientError):
            await door.put(turn())
    async with clients_of(server) as store:
        assert await inbox(store).put(turn()) is Admission.SEEN


_IDS = st.text(max_size=12)


@given(
    id=_IDS,
    who=st.tuples(_IDS, _IDS, _IDS),
    place=st.tuples(_IDS, _IDS, _IDS, _IDS),
    deed=st.one_of(
        st.builds(Typed, _IDS, st.sampled_from(Way), _IDS),
        st.builds(Pressed, _IDS, _IDS),
        st.builds(Filled, _IDS, _IDS, st.dictionaries(_IDS, _IDS, max_size=3)),
    ),
)
def test_a_turn_reads_as_it_was_written(
    id: str,  # noqa: A002  it is called so
    who: tuple[str, str, str],
    place: tuple[str, str, str, str],
    deed: Typed | Pressed | Filled,
) -> None:
    one = replace(turn(id, deed=deed), member=Member(*who), place=Place(*place))
    assert read(written(one)) == one


def test_a_turn_of_a_kind_that_nobody_knows_is_no_turn() -> None:
    told = json.loads(written(turn(member=ANA, place=GENERAL))) | {"kind": "Dreamt"}
    with pytest.raises(ValueError, match="Dreamt"):
        read(json.dumps(told))
