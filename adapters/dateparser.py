"""Dates in other languages than English, from the `dateparser` package."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from typing_extensions import override

from core.ports import ForeignDates, Stretch

_LANGUAGES = ("de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh")
_NOON = time(12, 34, 56)  # an hour that no date names: what keeps it was told from today
_SHORTEST = 4  # letters: `dom` and `ora` are more often something else
_WEEK = timedelta(weeks=1)


class DateparserDates(ForeignDates):
    """Dates in a few languages (ISO 639-1 codes); with all that the package knows, an unknown word takes 1.7 s."""

    def __init__(self, languages: Sequence[str] = _LANGUAGES) -> None:
        self._languages = list(languages)

    @override
    def day(self, text: str, today: date) -> tuple[date, Stretch] | None:
        from dateparser.date import DateDataParser

        if len(text) < _SHORTEST:
            return None
        now = datetime.combine(today, _NOON)
        parser = DateDataParser(languages=self._languages, settings={"RELATIVE_BASE": now, "PREFER_DATES_FROM": "past", "NORMALIZE": False})
        data = parser.get_date_data(text)
        found = data.date_obj
        if found is None or found.time() not in (time(), _NOON):
            return None
        is_weekday = found.date() == today - _WEEK and found.time() == time() and not any(letter.isdigit() for letter in text)
        return (today if is_weekday else found.date()), data.period
