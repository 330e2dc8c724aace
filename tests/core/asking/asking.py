"""Who asks in these tests, and when: a Friday afternoon in Lisbon."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.asking import grammar
from core.errors import AskError
from core.model import Asker, RecapRequest, Sprint

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=LISBON)
ASKER = Asker(
    zone=LISBON,
    sprint=Sprint(days=14, first=date(2026, 10, 7)),
    last_recap=datetime(2026, 11, 18, 9, tzinfo=LISBON),
    last_standup=datetime(2026, 11, 19, 9, 30, tzinfo=LISBON),
)


def ask(text: str, asker: Asker = ASKER) -> RecapRequest:
    return grammar.parse(text, asker, NOW)


def refusal(text: str, asker: Asker = ASKER) -> AskError:
    with pytest.raises(AskError) as caught:
        ask(text, asker)
    return caught.value


def days(request: RecapRequest) -> tuple[str, str]:
    """Return the first day of a window and the day behind it, in Lisbon."""
    return f"{request.window.start.astimezone(LISBON):%m-%d}", f"{request.window.end.astimezone(LISBON):%m-%d}"
