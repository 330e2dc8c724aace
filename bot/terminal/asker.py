"""Who asks, where their days begin, and when that is: option, environment, file, then what the system says."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from adapters.files import Files
from adapters.localtime import system_zone
from bot.environment.settings import Settings
from bot.options import Options
from bot.terminal.outside import Outside
from core.errors import SettingsError
from core.messages import settings as messages
from core.model import Asker, Identity, is_weekend
from core.preferences import Preferences, preferences, zone_named
from core.reading.inert import inert

EARLIEST, LATEST = 1970, 2199


def kept_in(files: Files) -> Preferences:
    """Return the person's settings.

    Raises:
        SettingsError: the file is none, or holds what is not understood.
    """
    try:
        return preferences(files.settings())
    except SettingsError as error:
        path = str(files.folders.settings)
        raise SettingsError([one if path in one else messages.in_file(one, path) for one in error.problems]) from None


def zone_of(options: Options, settings: Settings, kept: Preferences, outside: Outside) -> ZoneInfo:
    """Return the zone in which days begin.

    Raises:
        SettingsError: --zone names none.
    """
    try:
        return zone_named(options.zone or settings.zone or kept.zone or system_zone(outside.environment))
    except ValueError:
        raise SettingsError([messages.unknown_zone(options.zone)]) from None


def now_of(options: Options, zone: ZoneInfo, outside: Outside) -> Callable[[], datetime]:
    """Return the clock: one that stands still where --now is given; a time without an offset is in the zone.

    Raises:
        SettingsError: --now is not a time.
    """
    if not options.now:
        return outside.clock
    try:
        said = datetime.fromisoformat(options.now.strip())
    except ValueError:
        raise SettingsError([messages.bad_now(options.now)]) from None
    if not EARLIEST <= said.year <= LATEST:
        raise SettingsError([messages.bad_now(options.now)])
    now = (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
    return lambda: now


def asker_of(zone: ZoneInfo, kept: Preferences, files: Files) -> Asker:
    """Return what the grammar must know of who asks."""
    return kept.asker(zone, _days_off(kept.country), last_recap=files.last_recap())


def identity(text: str) -> Identity:
    """Read a name, an address, `Name <address>` or `host:login`.

    Raises:
        SettingsError: it is none of them.
    """
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
    if not inert(text.strip(" @<>")):
        raise SettingsError([messages.NO_NAME])
    if both := re.fullmatch(r"(.*?)\s*<([^<>]*)>", text):
        return Identity(both[1], both[2])
    if re.fullmatch(r"(github|gitlab|azure):\S+", text):
        return Identity("", login=text)
    return Identity("", text) if re.fullmatch(r"\S+@\S+", text) else Identity(text.removeprefix("@"))


def _days_off(country: str) -> Callable[..., bool]:
    if not country:
        return is_weekend
    from adapters.holidays import CountryHolidays

    return CountryHolidays(country).is_day_off
