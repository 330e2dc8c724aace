"""Who asks, in which zone and when: what is said comes before what is kept, and that before the system."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.files import Files, Folders
from bot.environment.settings import Settings
from bot.options import Options
from bot.terminal.asker import asker_of, identity, now_of, zone_of
from bot.terminal.outside import Outside
from core.errors import SettingsError
from core.model import Identity, Length
from core.preferences import Preferences

LISBON = ZoneInfo("Europe/Lisbon")
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def outside(**environment: str) -> Outside:
    return Outside(environment=environment, clock=lambda: NOON)


def ask(*, now: str = "", zone: str = "") -> Options:
    return Options(command="ask", now=now, zone=zone)


@pytest.mark.parametrize(
    ("option", "variable", "kept", "expected"),
    [
        ("Asia/Tokyo", "Europe/Berlin", "Europe/Lisbon", "Asia/Tokyo"),
        ("", "Europe/Berlin", "Europe/Lisbon", "Europe/Berlin"),
        ("", "", "Europe/Lisbon", "Europe/Lisbon"),
        ("", "", "", "America/New_York"),
    ],
)
def test_zone_is_the_options_then_the_environments_then_the_files_then_the_systems(
    option: str, variable: str, kept: str, expected: str
) -> None:
    found = zone_of(ask(zone=option), Settings(zone=variable), Preferences(zone=kept), outside(TZ="America/New_York"))
    assert found == ZoneInfo(expected)


def test_zone_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingsError, match="Mars"):
        zone_of(ask(zone="Mars"), Settings(), Preferences(), outside())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-07-01T12:00:00Z", datetime(2026, 7, 1, 12, tzinfo=UTC)),
        ("2026-07-01T12:00:00+02:00", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("2026-07-01T12:00", datetime(2026, 7, 1, 11, tzinfo=UTC)),  # Lisbon's summer
        (" 2026-01-01 ", datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_now_stands_still_where_it_is_said(said: str, expected: datetime) -> None:
    assert now_of(ask(now=said), LISBON, outside())() == expected


def test_now_is_the_clocks_otherwise() -> None:
    assert now_of(ask(), LISBON, outside())() == NOON
    assert Outside().clock().tzinfo is UTC


@pytest.mark.parametrize("said", ["soon", "12:00", "1969-12-31", "2200-01-01", "2026-13-01", "\x1b[2J"])
def test_now_that_is_no_time_is_named(said: str) -> None:
    with pytest.raises(SettingsError, match="--now"):
        now_of(ask(now=said), LISBON, outside())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Lima", Identity("Ana Lima")),
        ("@ana", Identity("ana")),
        ("ana@example.org", Identity("", "ana@example.org")),
        (" Ana Lima <ana@example.org> ", Identity("Ana Lima", "ana@example.org")),
        ("github:ana", Identity("", login="github:ana")),
        ("\udcff", Identity("\ufffd")),  # a byte that is no UTF-8
    ],
)
def test_identity_is_a_name_an_address_or_a_login(text: str, expected: Identity) -> None:
    assert identity(text) == expected


@pytest.mark.parametrize("text", ["", " ", "@", "<>", " < > ", "@ <>", "\u200b", "\x1b[2J"])
def test_identity_without_a_name_is_none(text: str) -> None:
    with pytest.raises(SettingsError, match="--me"):
        identity(text)


def test_asker_takes_on_what_is_kept(tmp_path: Path) -> None:
    files = Files(Folders.of({"HOME": str(tmp_path)}))
    files.keep_last_recap(NOON)
    kept = Preferences(week_start=6, quarter_start=4, language="Spanish", style="playful", bullets=5, length=Length.SHORT)
    asker = asker_of(LISBON, kept, files)
    assert (asker.zone, asker.week_start, asker.quarter_start, asker.last_recap) == (LISBON, 6, 4, NOON)
    assert (asker.language, asker.tone, asker.limit, asker.length) == ("Spanish", "playful", 5, Length.SHORT)
    assert not asker.is_day_off(date(2026, 6, 10))


def test_asker_knows_the_holidays_of_a_country(tmp_path: Path) -> None:
    asker = asker_of(LISBON, Preferences(country="PT"), Files(Folders.of({"HOME": str(tmp_path)})))
    assert asker.is_day_off(date(2026, 6, 10))  # Portugal Day, a Wednesday
    assert not asker.is_day_off(date(2026, 6, 9))
