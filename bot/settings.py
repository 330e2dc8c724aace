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
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Where a kind of host is, and as whom Recap is registered there; empty is the public one, and not at all."""

    url: str = ""
    graphql: str = ""
    login: str = ""  # where it authorises, when that is elsewhere
    client: str = ""
    secret: Secret = Secret("")  # noqa: RUF009  it cannot change


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
    notes: tuple[str, ...] = ()  # what is understood, and should be written otherwise


def settings(*, own_folder: Path = OWN_FOLDER) -> Settings:
    """Read the environment, and the file that RECAP_ENV_FILE names, else `.env` in Recap's own folder.

    The folder that one stands in is never looked at: a stranger's repository must not redirect a key.

    Raises:
        SettingsError: values are not understood; every one of them is named, none is shown.
    """
    named = os.environ.get("RECAP_ENV_FILE", "")
    file = Path(named).absolute() if named else own_folder / ".env"
    if not named and not any(os.environ.get(name) for name in NEEDED) and not file.exists():
        return Settings()  # the usual case: the library that reads them costs more than the rest of an answer
    from bot.environment import read

    return read(file, is_named=bool(named))
