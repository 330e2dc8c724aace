"""What Recap keeps on disk for one person: settings, the time of their last recap, and where caches lie."""

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.errors import SettingsError
from core.messages import settings as messages

MAXIMUM = 100_000  # bytes of a settings file that is read


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the XDG base directory specification puts a program's files."""

    config: Path
    state: Path
    cache: Path
    data: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Folders":
        """Return the folders of the person whose environment it is; a relative path is ignored, as the specification asks."""
        home = environment.get("HOME", "")
        base = Path(home) if home.startswith("/") else _home_of_record()

        def folder(variable: str, default: str) -> Path:
            named = environment.get(variable, "")
            return (Path(named) if named.startswith("/") else base / default) / "recap"

        return cls(
            folder("XDG_CONFIG_HOME", ".config"),
            folder("XDG_STATE_HOME", ".local/state"),
            folder("XDG_CACHE_HOME", ".cache"),
            folder("XDG_DATA_HOME", ".local/share"),
        )

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def last(self) -> Path:
        """The file with the time of the last recap."""
        return self.state / "last-recap"

    @property
    def history(self) -> Path:
        """What was typed into `recap chat`."""
        return self.state / "history"


class Files:
    """One person's files."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders

    def settings(self) -> dict[str, object]:
        """Return the settings as they were written, with keys that nobody knows.

        Raises:
            SettingsError: the file is there and is none.
        """
        path = self.folders.settings
        try:
            written = _object(_beginning(path))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            raise SettingsError([messages.broken_file(str(path), error.strerror or "")]) from error
        except (ValueError, TypeError, RecursionError) as error:
            raise SettingsError([messages.broken_file(str(path), messages.NO_OBJECT)]) from error
        return written

    def keep_settings(self, written: Mapping[str, object]) -> None:
        """Write all settings at once, or none.

        Raises:
            SettingsError: the file could not be written; the old one stands.
        """
        import json

        _replace(self.folders.settings, json.dumps(dict(written), ensure_ascii=False, indent=2) + "\n")

    def last_recap(self) -> datetime | None:
        """Return when this person was last told; a file that holds no time is no reason to fail."""
        with suppress(OSError, ValueError):
            time = datetime.fromisoformat(_beginning(self.folders.last).decode("ascii").strip())
            return time if time.tzinfo else None
        return None

    def keep_last_recap(self, time: datetime) -> None:
        """Remember when this person was told.

        Raises:
            SettingsError: the file could not be written; the old one stands.
        """
        _replace(self.folders.last, time.isoformat() + "\n")

    def forget(self) -> list[str]:
        """Erase everything, and return what that was, one line each.

        Raises:
            SettingsError: something could not be erased; it is named.
        """
        import shutil

        erased = []
        for name, folder in (
            ("settings", self.folders.config),
            ("history and time of the last recap", self.folders.state),
            ("clones", self.folders.cache),
        ):
            if folder.is_symlink():
                folder.unlink()
            elif folder.exists():
                try:
                    shutil.rmtree(folder)
                except OSError as error:
                    raise SettingsError([messages.not_erased(str(error.filename), error.strerror or "")]) from error
            else:
                continue
            erased.append(f"{name} ({folder})")
        return erased


def _home_of_record() -> Path:
    """Return the home that the system has on record, for who runs without HOME."""
    import pwd

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return Path("/nonexistent")


def _beginning(path: Path) -> bytes:
    """Read a file, up to what any of ours may hold; what is no file is neither waited for nor read without end.

    Raises:
        OSError: there is none, or it cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, messages.NO_FILE)
    with path.open("rb") as file:
        return file.read(MAXIMUM + 1)


def _object(raw: bytes) -> dict[str, object]:
    import json

    if len(raw) > MAXIMUM:
        raise ValueError
    found = json.loads(raw)
    if not isinstance(found, dict):
        raise TypeError
    return found


def _replace(path: Path, text: str) -> None:
    """Put a file in place as a whole, readable by its owner alone."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise SettingsError([messages.not_written(str(path), error.strerror or "")]) from error
