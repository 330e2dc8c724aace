"""The system's time zone, as each system says it."""

from pathlib import Path

import pytest

from adapters.localtime import system_zone


@pytest.mark.parametrize(
    ("tz", "zone"),
    [("Europe/Lisbon", "Europe/Lisbon"), (":Asia/Tokyo", "Asia/Tokyo"), (":/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"), ("UTC", "UTC")],
)
def test_system_zone_is_what_tz_names(tmp_path: Path, tz: str, zone: str) -> None:
    assert system_zone({"TZ": tz}, etc=tmp_path) == zone


def test_system_zone_is_where_localtime_leads(tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to("../usr/share/zoneinfo/America/New_York")
    assert system_zone({"TZ": "Nowhere/Land"}, etc=tmp_path) == "America/New_York"


def test_system_zone_is_what_timezone_holds_where_localtime_is_a_copy(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    (tmp_path / "timezone").write_text("Europe/Berlin\n")
    assert system_zone({}, etc=tmp_path) == "Europe/Berlin"


def test_system_zone_is_utc_where_nobody_says(tmp_path: Path) -> None:
    assert system_zone({}, etc=tmp_path) == "UTC"
