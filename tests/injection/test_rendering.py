"""Nothing that a stranger wrote is alive in what either platform would be sent, whatever a model makes of it and wherever it is cut."""

import os
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from core.telling.pages import text as plain
from tests.core.telling.carriers import CARRIERS
from tests.injection.payloads import ATTACKS, Payload, attacks, orders
from tests.injection.rendering import PLATFORMS, form, in_forms, page, snapshots

IS_LONG = bool(os.environ.get("RECAP_INJECTION"))  # by hand: every payload in every field, cut after every character
PAYLOADS = [*attacks(), *orders()]
Count = Callable[[str, object], None]

pytestmark = [pytest.mark.fault(each) for each in ("F088", "F089", "F091", "F160", "F161", "F162", "F163", "F066")]


def test_there_are_enough_payloads() -> None:
    assert len(ATTACKS) >= 100
    assert len({payload.text for payload in PAYLOADS}) >= 200


def _carriers(number: int) -> tuple[str, ...]:
    return CARRIERS if IS_LONG else (CARRIERS[number % len(CARRIERS)],)


@pytest.mark.parametrize("part", range(8))
async def test_what_a_model_that_obeys_writes_is_never_alive(part: int, record_property: Count) -> None:
    runs, alive = 0, []
    for number, payload in enumerate(PAYLOADS):
        if number % 8 == part:
            for carrier in _carriers(number // 8):
                alive += [(payload.text, carrier, *each) async for each in _alive(payload, carrier)]
                runs += len(PLATFORMS)
    record_property("injection", runs)
    assert not alive


@pytest.mark.parametrize("part", range(8))
async def test_wherever_the_stream_ends_nothing_is_alive(part: int, record_property: Count) -> None:
    runs, alive = 0, []
    for number, attack in enumerate(ATTACKS):
        if number % 8 == part:
            told = f"[W2] {attack}\n[W1] Added the login page {attack}"
            for end in _ends(len(told), number):
                cut = Payload(attack, told[:end])
                alive += [(attack, end, *each) async for each in _alive(cut, "title")]
                runs += len(PLATFORMS)
    record_property("injection", runs)
    assert not alive


@pytest.mark.fault("F164")
def test_no_word_of_a_form_is_alive(record_property: Count) -> None:
    for attack in ATTACKS:
        assert not list(in_forms(form(attack)))
    record_property("injection", len(ATTACKS) * len(PLATFORMS))


def _ends(length: int, number: int) -> Iterator[int]:
    """Yield after how many characters a model stops: all of them, or every seventeenth, beginning elsewhere for each."""
    yield from range(1, length) if IS_LONG else range(1 + number % 17, length, 17)


async def _alive(payload: Payload, carrier: str) -> AsyncIterator[tuple[str, list[str]]]:
    """Yield each platform and what is alive on it, for every snapshot on the way."""
    seen = set()
    async for recap in snapshots(payload.text, carrier, payload.obeyed):
        if payload.needle and payload.needle in plain(recap):
            yield "told", [payload.needle]
        for bullets in [recap.bullets] * (recap.bullets not in seen):
            seen.add(bullets)
            for name, show in PLATFORMS.items():
                if found := show(page(recap, payload.text)):
                    yield name, found
