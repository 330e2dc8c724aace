"""Every key has a class, and what people call themselves cannot form, meet or match another key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.redis import classes, keys
from adapters.redis.client import Store
from core.model import Account, Member, Provider, Secret
from core.model.chat import Place
from tests.store import astray

SHAPE = re.compile(r"recap:[a-z]+:[0-9a-f]{32}\Z")
TEXT = st.one_of(
    st.text(max_size=12), st.sampled_from(["", ":", "*", "{a}", "\n", "a:b", '","', "recap:accounts:*", "\ud800", "[", "\x00"])
)
MEMBERS = st.builds(Member, TEXT, TEXT, TEXT)
PROVIDERS = st.sampled_from(Provider)
ANA = Member("slack", "T1", "U1")
ACCOUNT = Account(owner=ANA, provider=Provider.GITHUB, host="github.com", id="7", login="ana", token=Secret("canary"))

TEAM = Place("slack", "T1", "C1")

MAKERS: Mapping[str, Callable[[], str]] = {
    "accounts": lambda: keys.accounts(ANA),
    "account": lambda: keys.account(ACCOUNT),
    "state": lambda: keys.state(Secret("s")),
    "device": lambda: keys.device(ANA, Provider.GITHUB, "github.com"),
    "pending": lambda: keys.pending(ANA),
    "bucket": lambda: keys.bucket("recap", "slack", "T1", "U1"),
    "budget": lambda: keys.budget(ACCOUNT, "core"),
    "memory": lambda: keys.memory(ACCOUNT, "repositories"),
    "memories": lambda: keys.memories(ACCOUNT),
    "seal": keys.seal,
    "refresh": lambda: keys.refresh(ACCOUNT),
    "notice": lambda: keys.notice(ACCOUNT),
    "fetch": lambda: keys.fetch(ACCOUNT, "repositories"),
    "operation": lambda: keys.operation("1"),
    "probe": lambda: keys.probe("1"),
    "changes": lambda: keys.changes("slack:T1"),
    "live": lambda: keys.live("slack:T1"),
    "turn": lambda: keys.turn("slack:T1:Ev1"),
    "turns": keys.turns,
    "twin": lambda: keys.twin(ANA, "C1"),
    "standup": lambda: keys.standup(TEAM, "1"),
    "standups": lambda: keys.standups(TEAM),
    "report": lambda: keys.report("1"),
    "reported": lambda: keys.reported(TEAM, "1", "U1"),
    "due": lambda: keys.due(1),
    "answer": lambda: keys.answer(ANA, "1"),
    "answers": lambda: keys.answers(ANA),
    "last": lambda: keys.last(ANA, TEAM),
    "habits": lambda: keys.habits(ANA, "settings"),
    "hidden": lambda: keys.hidden("slack", "T1"),
    "room": lambda: keys.room(TEAM),
    "allowed": lambda: keys.allowed("slack", "T1"),
    "tenant": lambda: keys.tenant("slack", "T1"),
    "leaving": keys.leaving,
}
STAYING = {
    "accounts",
    "account",
    "seal",
    "habits",
    "hidden",
    "room",
    "allowed",
    "notice",
    "standup",
    "standups",
    "report",
    "due",
    "tenant",
    "leaving",
}  # the allow-list of what has no end of its own


def accounts(owner: Member, host: str, number: str) -> Account:
    return replace(ACCOUNT, owner=owner, host=host, id=number)


@pytest.mark.fault("F054")
@given(st.lists(TEXT, max_size=5), st.lists(TEXT, max_size=5))
def test_distinct_parts_have_distinct_keys(one: list[str], other: list[str]) -> None:
    assume(one != other)
    assert classes.BUCKET.key(*one) != classes.BUCKET.key(*other)


@pytest.mark.fault("F054")
@given(MEMBERS, MEMBERS)
def test_distinct_members_have_distinct_keys(one: Member, other: Member) -> None:
    assume(one != other)
    assert keys.accounts(one) != keys.accounts(other)
    assert keys.pending(one) != keys.pending(other)


@pytest.mark.fault("F054")
@given(st.builds(accounts, MEMBERS, TEXT, TEXT), st.builds(accounts, MEMBERS, TEXT, TEXT))
def test_distinct_accounts_have_distinct_keys(one: Account, other: Account) -> None:
    assume((one.owner, one.host, one.id) != (other.owner, other.host, other.id))
    for key in (keys.account, keys.refresh, keys.memories):
        assert key(one) != key(other)
    assert keys.memory(one, "a") != keys.memory(other, "a")
    assert keys.budget(one, "core") != keys.budget(other, "core")


def test_a_name_a_token_and_a_login_do_not_change_an_accounts_key() -> None:
    renamed = replace(ACCOUNT, login="ana-silva", name="Ana", token=Secret("another"), scopes=("repo",))
    assert keys.account(renamed) == keys.account(ACCOUNT)


@pytest.mark.fault("F054")
@given(MEMBERS, TEXT)
def test_nothing_that_people_write_shows_in_a_key(member: Member, text: str) -> None:
    for key in (keys.accounts(member), keys.bucket(text, text), keys.state(Secret(text)), keys.memory(accounts(member, text, text), text)):
        assert SHAPE.match(key)


@pytest.mark.fault("F053")
def test_every_class_has_a_maker_and_an_end_or_an_owner() -> None:
    assert MAKERS.keys() == classes.CLASSES.keys()
    for name, kind in classes.CLASSES.items():
        assert MAKERS[name]().startswith(f"recap:{name}:")
        assert kind.name == name
        assert kind.owner
        assert (kind.seconds is None) == (name in STAYING)


def test_each_class_makes_keys_of_its_own() -> None:
    assert len({make() for make in MAKERS.values()}) == len(MAKERS)
    assert classes.ACCOUNT.key("a") != classes.MEMORY.key("a")


async def test_what_has_no_class_or_stays_too_long_is_found(store: Store) -> None:
    async with store.patient() as redis:
        await redis.set(keys.pending(ANA), "", ex=classes.PENDING.seconds)
        await redis.set(keys.accounts(ANA), "")
    assert await astray(store) == []
    async with store.patient() as redis:
        await redis.set("mine", "")
        await redis.set("recap:unknown:" + "0" * 32, "")
        await redis.set(keys.state(Secret("s")), "")
        await redis.set(keys.refresh(ACCOUNT), "", ex=classes.MINUTE + 1)
    assert len(await astray(store)) == 4
