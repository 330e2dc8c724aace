"""What a host answered before: good for a while, asked for on condition after that, and gone where it is damaged."""

from datetime import datetime, timedelta

import pytest

from core.answers import NEVER, Good, Told, good_over
from core.remembering import Remembering
from core.unlinked import Unlinked
from tests.adapters.hosts.kit import MONDAY, NOW, Kept
from tests.fake_accounts import account

ANA = account()
SUNDAY = MONDAY + timedelta(days=7)


class Host:
    """Answers with what it has; remembers which entity tags came."""

    def __init__(self, value: object, *, etag: str = "") -> None:
        self.value = value
        self.etag = etag
        self.came: list[str] = []

    async def __call__(self, etag: str) -> Told:
        self.came.append(etag)
        if etag and etag == self.etag:
            return Told(None, {}, is_unchanged=True)
        return Told(self.value, {"etag": self.etag, "link": "next", "server": "x"})


def remembering(memory: Kept) -> Remembering:
    return Remembering(ANA, memory, lambda: memory.now, headers=["link"])


async def test_what_still_holds_is_not_asked_again() -> None:
    memory, host = Kept(), Host([1])
    good = Good(seconds=60)
    for _ in range(2):
        assert await remembering(memory).answer("k", good, host) == ([1], {"link": "next"})
    assert host.came == [""]
    memory.now += timedelta(seconds=61)
    await remembering(memory).answer("k", good, host)
    assert host.came == ["", ""]


async def test_what_has_a_tag_is_asked_on_condition() -> None:
    memory, host = Kept(), Host([1], etag="e1")
    for _ in range(2):
        assert await remembering(memory).answer("k", NEVER, host) == ([1], {"link": "next"})
    host.value, host.etag = [2], "e2"
    assert (await remembering(memory).answer("k", NEVER, host))[0] == [2]
    assert host.came == ["", "e1", "e1"]


async def test_what_may_not_be_asked_on_condition_is_not() -> None:
    memory, host = Kept(), Host([1], etag="e1")
    for _ in range(2):
        await remembering(memory).answer("k", NEVER, host, is_tagged=False)
    assert host.came == ["", ""]
    assert not memory.entries


@pytest.mark.parametrize("damaged", [b"\x78\x9cdamaged", b"", b"x\x013\x07\x00\x008\x008"])  # the last one is a number
async def test_what_is_damaged_is_as_if_it_were_not_there(damaged: bytes) -> None:
    memory, host = Kept(), Host([1], etag="e1")
    await remembering(memory).answer("k", NEVER, host)
    memory.entries = {key: (damaged, until) for key, (_, until) in memory.entries.items()}
    assert await remembering(memory).answer("k", NEVER, host) == ([1], {"link": "next"})
    assert host.came == ["", ""]


async def test_nothing_is_remembered_for_who_is_not_linked_yet() -> None:
    host = Host([1], etag="e1")
    for _ in range(2):
        await Remembering(ANA, Unlinked(), lambda: NOW, headers=[]).answer("k", Good(seconds=60), host)
    assert host.came == ["", ""]


@pytest.mark.parametrize(
    ("now", "seconds"),
    [(SUNDAY, 0), (SUNDAY + timedelta(seconds=1), 600), (SUNDAY + timedelta(hours=5), 1_800), (NOW + timedelta(days=9), 3_600)],
)
def test_answers_about_a_window_that_is_over_hold_for_a_tenth_of_its_age(now: datetime, seconds: int) -> None:
    assert good_over(SUNDAY, now, least=600).seconds == seconds


def test_an_answer_from_before_the_end_never_holds() -> None:
    good = Good(seconds=60, since=SUNDAY)
    held = [good.holds(SUNDAY + timedelta(seconds=at), SUNDAY + timedelta(seconds=30)) for at in (-1, 0, 30, 31)]
    assert held == [False, True, True, False]
