"""The environment as one frozen Settings; every problem is reported at once."""

import os
from dataclasses import dataclass
from pathlib import Path

from core.model import Secret

OWN_FOLDER = Path(__file__).resolve().parents[1]
NEEDED = ("RECAP_MODEL", "RECAP_ZONE", "RECAP_LOG")  # the others say nothing without the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says; empty is not set."""

    model: str = ""  # the language model is used only where this is set
    api_key: Secret = Secret("")  # noqa: RUF009  it cannot change
    base_url: str = ""
    zone: str = ""
    log: str = ""  # "debug", "info", "warning" or "error"


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
