"""A person's settings, shown and changed."""

import shlex
from collections.abc import Sequence
from datetime import date

from adapters.files import Files
from core.errors import SettingsError
from core.messages import settings as messages
from core.preferences import KEYS, changed, preferences


def change(files: Files, words: Sequence[str]) -> str:
    """Apply `key=value` words and return what is set after them, in the same form.

    Raises:
        SettingsError: a word is no setting, or the file cannot be read or written.
    """
    kept = _changed(files, words) if words else files.settings()
    shown = [f"{key}={shlex.quote(str(kept[key]))}" for key in KEYS if key in kept]
    return "\n".join([*shown, messages.kept_in(str(files.folders.settings))]) if shown else messages.NONE_SET


def _changed(files: Files, words: Sequence[str]) -> dict[str, object]:
    """Change all that is asked for, or nothing."""
    try:
        kept = changed(files.settings(), words)
        _check_country(preferences(kept).country)
        files.keep_settings(kept)
    except SettingsError as error:
        raise SettingsError([*error.problems[:-1], f"{error.problems[-1]} {messages.NOTHING_CHANGED}"]) from error
    return kept


def _check_country(country: str) -> None:
    """Ask about any day: only the tables know which countries there are."""
    if country:
        from adapters.holidays import CountryHolidays

        CountryHolidays(country).is_day_off(date(2026, 1, 1))
