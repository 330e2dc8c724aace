"""Settings that are right each for itself, and wrong together for a process that stays: all reasons at once."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.environment.settings import Settings
from core.errors import SettingsError
from core.messages import process, sealing
from core.messages import serving as messages
from core.preferences import zone_named

_ENVIRONMENTS = ("", "production", "prod", "staging", "development", "dev", "test")


def check(read: Settings) -> None:
    """See that a process may start with these settings.

    Raises:
        SettingsError: it may not; every reason is named, no value is shown.
    """
    if problems := list(_problems(read)):
        raise SettingsError(problems)


def warnings(read: Settings, *, has_pages: bool = True) -> Iterator[str]:
    """Yield what is worth a second look, for a process with pages or without."""
    if has_pages and read.web.listen.host in ("0.0.0.0", "::") and not read.public_url:  # noqa: S104  a comparison
        yield messages.OPEN_DETAILS
    for name, remote in (("GITHUB", read.github), ("GITLAB", read.gitlab), ("AZURE_DEVOPS", read.azure)):
        if remote.secret and not remote.client:
            yield messages.no_client(name)


def _problems(read: Settings) -> Iterator[str]:
    yield from _zones()
    yield from _slack(read)
    yield from _store(read)
    if read.web.environment not in _ENVIRONMENTS:
        yield messages.ENVIRONMENT
    if read.web.is_production and read.web.is_debug:
        yield messages.DEBUG_ON
    if read.web.is_production and urlsplit(read.public_url).scheme == "http":
        yield messages.LOCAL_URL


def _zones() -> Iterator[str]:
    try:
        zone_named("Europe/Lisbon")
    except ValueError:
        yield process.NO_ZONES


def _slack(read: Settings) -> Iterator[str]:
    slack = read.slack
    if (slack.app or slack.signing) and not slack.bot:
        yield messages.SLACK_NO_BOT
    if slack.bot and not slack.app and not slack.signing:
        yield messages.SLACK_NO_WAY


def _store(read: Settings) -> Iterator[str]:
    if not read.store:
        return
    from adapters.redis.address import address

    try:
        address(read.store.reveal())
    except SettingsError as error:
        yield from error.problems
    if not read.secret_keys:
        yield sealing.NEEDED
