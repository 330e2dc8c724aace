"""Public holidays by country, from the `holidays` package."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import override

from core.errors import SettingsError
from core.messages import asking as say
from core.ports import Holidays

if TYPE_CHECKING:
    from holidays import HolidayBase


class CountryHolidays(Holidays):
    """Days off in a country (ISO 3166-1: PT) or one of its regions (ISO 3166-2: DE-BY); its tables are loaded at the first question."""

    def __init__(self, country: str) -> None:
        self._country = country

    @override
    def is_day_off(self, day: date) -> bool:
        """Say whether a day is a weekend there, or a public holiday.

        Raises:
            SettingsError: nobody keeps a table for that country or region.
        """
        return not self._table.is_working_day(day)

    @cached_property
    def _table(self) -> "HolidayBase":
        import holidays

        country, _, region = self._country.strip().upper().partition("-")
        try:
            return holidays.country_holidays(country, subdiv=region or None)
        except NotImplementedError as error:
            raise SettingsError([say.unknown_country(self._country)]) from error
