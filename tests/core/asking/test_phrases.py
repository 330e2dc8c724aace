"""Phrases and the exact windows that they mean, worked out by hand (phrases.txt)."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.asking.grammar import parse
from core.model import Asker, Sprint

PHRASES = Path(__file__).with_name("phrases.txt")
LISBON = ZoneInfo("Europe/Lisbon")


def phrases() -> Iterator[tuple[str, str, str, str, str, str]]:
    zone = now = ""
    for line in PHRASES.read_text(encoding="utf-8").splitlines()[4:]:
        if line.startswith("@"):
            _, zone, *clock = line.split()[:5]
            now = " ".join(clock)
        elif line.strip():
            phrase, start, end, label = (part.strip() for part in line.split("|"))
            yield zone, now, phrase, start, end, label


def instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M %z")


@pytest.mark.fault("F068")
@pytest.mark.parametrize(("zone", "now", "phrase", "start", "end", "label"), list(phrases()))
def test_a_phrase_is_its_window(*, zone: str, now: str, phrase: str, start: str, end: str, label: str) -> None:
    asker = Asker(
        zone=ZoneInfo(zone),
        sprint=Sprint(days=14, first=date(2026, 10, 7)),
        last_recap=datetime(2026, 11, 18, 9, tzinfo=LISBON),
        last_standup=datetime(2026, 11, 19, 9, 30, tzinfo=LISBON),
    )

    window = parse(phrase, asker, instant(now)).window

    assert (window.start, window.end) == (instant(start), instant(now if end == "now" else end))
    assert window.label == label
    assert window.zone == zone
    assert window.start.utcoffset() == window.end.utcoffset() == instant("2026-01-01 00:00 +00:00").utcoffset()


def test_the_phrases_are_many_and_stand_in_three_zones() -> None:
    rows = list(phrases())

    assert len(rows) >= 150
    assert len({zone for zone, *_ in rows}) >= 3
