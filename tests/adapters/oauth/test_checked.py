"""A name that leads inside is refused, whenever it does."""

import socket
from collections.abc import Sequence

import pytest

from adapters.oauth.checked import addresses, checked
from core.errors import PermanentError, TransientError
from core.hosts import allowed
from tests.core.test_hosts import INSIDE

JUDGE = allowed("git.example.org corp.example.org=127.0.0.0/8").judge


class Names:
    """A resolver that gives one answer after the other, and the last one again and again."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, _: str) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.mark.fault("F180")
@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    for answer in ([address], ["8.8.8.8", address]):
        with pytest.raises(PermanentError, match="does not talk to"):
            await checked("git.example.org", JUDGE, lookup=Names(answer))


async def test_a_name_that_leads_inside_the_second_time_is_refused_then() -> None:
    names = Names(["8.8.8.8"], ["127.0.0.1"])
    await checked("git.example.org", JUDGE, lookup=names)
    with pytest.raises(PermanentError):
        await checked("git.example.org", JUDGE, lookup=names)


async def test_a_name_without_an_address_or_an_answer() -> None:
    async def nowhere(_: str) -> Sequence[str]:
        raise socket.gaierror(8, "unknown")

    async def late(_: str) -> Sequence[str]:
        raise TimeoutError

    with pytest.raises(PermanentError, match="spelled right"):
        await checked("git.example.org", JUDGE, lookup=nowhere)
    with pytest.raises(TransientError, match="in time"):
        await checked("git.example.org", JUDGE, lookup=late)
    with pytest.raises(PermanentError, match="spelled right"):
        await checked("git.example.org", JUDGE, lookup=Names([]))
    with pytest.raises(PermanentError, match="does not talk to"):
        await checked("git.example.org", JUDGE, lookup=Names(["nonsense"]))


async def test_the_system_knows_this_machine() -> None:
    assert set(await addresses("localhost")) <= {"127.0.0.1", "::1"}
