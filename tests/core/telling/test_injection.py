"""Text in git that gives orders, and a model that obeys each: nothing that it was ordered to write is ever shown.

A payload asks for something in words that are not the thing itself, so that what stands in a recap can only have come from the model.
"""

from collections.abc import Sequence

import pytest

from core.model import By, Recap, WorkItem
from core.reading.inert import inert
from core.telling.grounding import grounded, prepare
from core.telling.pages import page, text
from core.telling.prompt import build
from core.telling.write import written
from tests.core.telling.carriers import CARRIERS, EVENT, carried
from tests.core.telling.orders import ORDERS, TRUE, Order, obeying, payloads
from tests.core.telling.week import ASKED, Pen, Week, told
from tests.facts import commit, item

PAYLOADS = list(payloads())


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) * len(CARRIERS) >= 200


@pytest.mark.fault("F088")
@pytest.mark.fault("F089")
@pytest.mark.fault("F091")
@pytest.mark.fault("F163")
@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("order", ORDERS, ids=[order.asks for order in ORDERS])
async def test_a_model_that_obeys_shows_nothing_foreign(order: Order, carrier: str) -> None:
    for payload in (payload for payload, ordered in PAYLOADS if ordered is order):
        facts = carried(payload, carrier)
        for recap in await _snapshots(facts, order):
            assert told(recap) == ["W1", "W2"]
            assert order.needle not in text(recap)
            assert _is_inert(recap)
            assert _links(recap) <= {link.url for fact in facts for link in fact.links}


async def _snapshots(facts: Sequence[WorkItem], order: Order) -> list[Recap]:
    week = Week(facts=facts)
    plain = week.recap()
    prompt, given = build(facts, ASKED, count=len, budget=100_000)
    assert order.needle not in prompt.user
    pen = Pen(obeying(order), size=1)
    return [
        plain,
        *[recap async for recap in written(plain, prompt, given, pen, compose=week.recap, check=grounded, carry=_nothing, prepare=prepare)],
    ]


def _nothing(_english: str, _translation: str, _facts: Sequence[WorkItem]) -> None:
    """Stand in for the check of translations, which is not asked in English."""


def _is_inert(recap: Recap) -> bool:
    return all(line.text == inert(line.text) for line in page(recap))


def _links(recap: Recap) -> set[str]:
    return {link.url for line in page(recap) for link in line.links}


async def test_a_model_that_tells_the_truth_is_shown_all_the_same() -> None:
    """Without this, the tests above would pass where no line ever does."""
    facts = (item(EVENT, id_="W1"), item(commit("Tidy"), id_="W2"))
    week = Week(facts=facts)
    prompt, given = build(facts, ASKED, count=len, budget=100_000)
    pen = Pen(f"[W1] {TRUE}", size=1)
    shown = [
        recap
        async for recap in written(week.recap(), prompt, given, pen, compose=week.recap, check=grounded, carry=_nothing, prepare=prepare)
    ]
    assert [bullet.by for bullet in shown[-1].bullets if "W1" in bullet.items] == [By.MODEL]
