"""Which variables say anything: where none does, the settings are the usual ones, and nothing that reads them is loaded."""

import os
from dataclasses import replace
from pathlib import Path

from bot.environment.settings import Settings

OWN_FOLDER = Path(__file__).resolve().parents[2]
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
BESIDE = (  # read as soon as one of those is set, or elsewhere
    *("RECAP_ENV_FILE", "RECAP_VENV", "OPENAI_API_KEY", "OPENAI_BASE_URL"),
    *("GITHUB_CLIENT_SECRET", "GITLAB_CLIENT_SECRET", "AZURE_DEVOPS_CLIENT_SECRET"),
)
SERVING = ("PORT", "DEBUG", "ENVIRONMENT")  # which many programs read, and of ours only one that stays


def settings(*, own_folder: Path = OWN_FOLDER, is_serving: bool = False) -> Settings:
    """Read the environment, and the file that RECAP_ENV_FILE names, else `.env` in Recap's own folder.

    The folder that one stands in is never looked at: a stranger's repository must not redirect a key. `is_serving` is for a
    process that stays, which reads a few variables more.

    Raises:
        SettingsError: values are not understood; every one of them is named, none is shown.
    """
    named = os.environ.get("RECAP_ENV_FILE", "")
    file = Path(named).absolute() if named else own_folder / ".env"
    if not is_serving and not named and not any(os.environ.get(name) for name in NEEDED) and not file.exists():
        return Settings()  # the usual case: the library that reads them costs more than the rest of an answer
    from bot.environment.reading import read

    found = read(file, is_named=bool(named))
    if not is_serving:
        return found
    from bot.environment.misspelt import misspelt

    return replace(found, notes=(*found.notes, *misspelt(file, (*NEEDED, *BESIDE, *SERVING))))
