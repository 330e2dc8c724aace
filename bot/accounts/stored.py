"""Whether anything is kept in a store, told without starting or importing one."""

from contextlib import suppress
from pathlib import Path

from adapters.files import Files
from bot.environment.settings import Settings


def has_store(read: Settings, files: Files) -> bool:
    """Say whether anything may be kept; this starts nothing and imports no SDK."""
    from adapters.redis.home import has_data

    return bool(read.store) or has_data(store_folder(files))


def may_have_accounts(read: Settings, files: Files) -> bool:
    """Say whether it is worth opening the store for accounts; this starts nothing and imports no SDK."""
    return bool(read.store) or _mark(files).exists()


def mark(files: Files, *, is_linked: bool) -> None:
    """Remember whether accounts are linked in the embedded store, so that who has none need not open it."""
    with suppress(OSError):
        if is_linked:
            _mark(files).touch(mode=0o600)
        else:
            _mark(files).unlink()


def store_folder(files: Files) -> Path:
    """Return where an embedded store lies, its keys beside it."""
    return files.folders.data / "store"


def _mark(files: Files) -> Path:
    return store_folder(files) / "linked"
