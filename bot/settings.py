"""The environment as one frozen Settings; every problem is reported at once."""

import os
from dataclasses import dataclass
from pathlib import Path

from core.limits import Limits
from core.model import Secret

OWN_FOLDER = Path(__file__).resolve().parents[1]
NEEDED = (  # the others say nothing without one of these
    *("RECAP_MODEL", "RECAP_ZONE", "RECAP_LOG", "RECAP_SECRET_KEYS", "RECAP_ALLOWED_HOSTS", "RECAP_PUBLIC_URL", "REDIS_URL"),
    *("GITHUB_API_URL", "GITHUB_API_BASE_URL", "GITHUB_GRAPHQL_URL", "GITHUB_CLIENT_ID", "GITLAB_URL", "GITLAB_CLIENT_ID"),
    *("AZURE_DEVOPS_URL", "AZURE_DEVOPS_CLIENT_ID", "AZURE_DEVOPS_LOGIN_URL"),
    *("RATE_LIMIT", "RATE_LIMIT_REQUESTS", "WINDOW_SECONDS", "RATE_LIMIT_WINDOW_SECONDS", "RECAP_PREMIUM", "RECAP_ADMINS"),
    *("RECAP_TOKENS_PER_DAY", "RECAP_WORKSPACE_TOKENS_PER_DAY", "RECAP_TRACKER_URL"),
    *(
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_API_URL",
        "DISCORD_TOKEN",
        "DISCORD_API_URL",
        "DISCORD_GUILD_ID",
    ),
    *("RECAP_LISTEN", "RECAP_METRICS", "RECAP_HEALTH_TOKEN"),
)
SERVING = ("PORT", "DEBUG", "ENVIRONMENT")  # which many programs read, and of ours only one that stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Where a kind of host is, and as whom Recap is registered there; empty is the public one, and not at all."""

    url: str = ""
    graphql: str = ""
    login: str = ""  # where it authorises, when that is elsewhere
    client: str = ""
    secret: Secret = Secret("")  # noqa: RUF009  it cannot change


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """How Slack is reached: with an app's token by Socket Mode, with a signing secret by HTTP; without a bot's token not at all."""

    bot: Secret = Secret("")  # noqa: RUF009  it cannot change
    app: Secret = Secret("")  # noqa: RUF009
    signing: Secret = Secret("")  # noqa: RUF009
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discord:
    """How Discord is reached; without a token not at all."""

    token: Secret = Secret("")  # noqa: RUF009  it cannot change
    url: str = ""
    guild: str = ""  # the one server that gets the commands; empty is all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something listens; port 0 is any that is free."""

    host: str = "127.0.0.1"
    port: int = 8734


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Where a process that stays listens, and who may see how it is."""

    listen: Place = Place()
    metrics: Place | None = Place(port=9464)
    has_own_metrics: bool = True  # nobody chose the port, so that each role takes one of its own
    health_token: Secret = Secret("")  # noqa: RUF009
    is_production: bool = False
    is_debug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says; empty is not set."""

    model: str = ""  # the language model is used only where this is set
    api_key: Secret = Secret("")  # noqa: RUF009  it cannot change
    base_url: str = ""
    zone: str = ""
    log: str = ""  # "debug", "info", "warning" or "error"
    github: Remote = Remote()
    gitlab: Remote = Remote()
    azure: Remote = Remote()
    store: Secret = Secret("")  # noqa: RUF009  REDIS_URL; empty is an embedded one
    secret_keys: Secret = Secret("")  # noqa: RUF009  newest first
    allowed_hosts: str = ""
    public_url: str = ""
    limits: Limits = Limits()  # noqa: RUF009  it cannot change
    tracker: str = ""  # where tickets are; "{key}" stands for a ticket's key
    slack: Slack = Slack()
    discord: Discord = Discord()
    web: Web = Web()
    notes: tuple[str, ...] = ()  # what is understood, and should be written otherwise


def settings(*, own_folder: Path = OWN_FOLDER, is_serving: bool = False) -> Settings:
    """Read the environment, and the file that RECAP_ENV_FILE names, else `.env` in Recap's own folder.

    The folder that one stands in is never looked at: a stranger's repository must not redirect a key. `is_serving` is for a
    process that stays, which reads a few variables more.

    Raises:
        SettingsError: values are not understood; every one of them is named, none is shown.
    """
    named = os.environ.get("RECAP_ENV_FILE", "")
    file = Path(named).absolute() if named else own_folder / ".env"
    needed = (*NEEDED, *SERVING) if is_serving else NEEDED
    if not named and not any(os.environ.get(name) for name in needed) and not file.exists():
        return Settings()  # the usual case: the library that reads them costs more than the rest of an answer
    from bot.environment import read

    return read(file, is_named=bool(named))
