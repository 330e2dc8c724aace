"""Public holidays of a country are days off."""

from datetime import date

import pytest

from adapters.holidays import CountryHolidays
from core.errors import SettingsError


@pytest.mark.parametrize(
    ("country", "day", "is_off"),
    [
        ("PT", "2026-12-01", True),  # Restoration of Independence, a Tuesday
        ("pt", "2026-12-01", True),
        ("US", "2026-12-01", False),
        ("US", "2026-11-26", True),  # Thanksgiving
        ("US", "2026-11-21", True),  # a Saturday
        ("US", "2026-11-20", False),
        ("IN", "2026-01-26", True),  # Republic Day
        ("DE", "2026-01-06", False),
        ("DE-BY", "2026-01-06", True),  # Epiphany is kept in Bavaria
        ("de-by", "2026-01-06", True),
        ("IL", "2026-11-20", True),  # weekends there are Friday and Saturday
    ],
)
def test_a_day_is_off_where_its_country_says_so(country: str, day: str, *, is_off: bool) -> None:
    assert CountryHolidays(country).is_day_off(date.fromisoformat(day)) is is_off


@pytest.mark.parametrize("country", ["XX", "", "Atlantis", "os", "DE-XY"])
def test_a_country_without_a_table_is_a_settings_problem(country: str) -> None:
    with pytest.raises(SettingsError, match=f"“{country}”"):
        CountryHolidays(country).is_day_off(date(2026, 1, 1))
