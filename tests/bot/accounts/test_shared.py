"""A source whose token its host refuses in the middle of an answer."""

import asyncio

import pytest

from adapters.redis.client import Store
from adapters.redis.coalescing import Coalescing
from adapters.redis.lenient import Lenient
from bot.accounts.shared import SharedSource
from core.errors import AuthError, OutsideError
from core.model import Account, Query
from core.ports import ActivitySource
from tests.bot.links import NOW, PAST
from tests.facts import commit
from tests.fake_accounts import account
from tests.fakes import FakeSource

REFUSED = AuthError("refused", is_refused=True)
FIRST, SECOND = commit("Add login"), commit("Fix logout")


@pytest.mark.fault("F070")
@pytest.mark.parametrize("other", [FakeSource("git.test", FIRST, SECOND), None])
async def test_who_reads_with_a_token_that_was_renewed_meanwhile_reads_again_with_the_new_one(
    store: Store, other: ActivitySource | None
) -> None:
    one, asked = account(), list[Account]()

    async def again(refused: Account) -> ActivitySource | None:
        asked.append(refused)
        return other

    source = SharedSource(
        FakeSource("git.test", FIRST, breaks=REFUSED), one, Coalescing(Lenient(store.patient), sleep=asyncio.sleep), again
    )
    told, error = [], None
    try:
        async for event in source.events(Query(window=PAST, now=NOW, people=())):
            told.append(event)  # noqa: PERF401  what came before an error stays
    except OutsideError as caught:
        error = caught

    assert asked == [one]
    assert (told, error) == (([FIRST, SECOND], None) if other else ([FIRST], REFUSED))
