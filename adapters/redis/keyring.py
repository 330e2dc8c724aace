"""Where sealing keys come from: a variable's text, or a file beside the embedded store that only its owner may read."""

import base64
import binascii
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.errors import PermanentError
from core.messages import sealing as messages

KEY = 32  # bytes, for AES-256
CHANCE = 16  # different bytes among 32; one in 10^15 random keys has fewer
KEPT = 2  # keys in the file: another process may still seal with the one before the newest


def keys_in(text: str) -> tuple[bytes, ...]:
    """Read keys, newest first, from base64 with commas between.

    Raises:
        ValueError: a key is none, is weak, or stands twice; the text says what is wanted, never what was there.
    """
    keys = tuple(_key(part.strip()) for part in text.split(",") if part.strip())
    if len(set(keys)) < len(keys):
        raise ValueError(messages.KEY_TWICE)
    if not keys:
        raise ValueError(messages.KEY_SHAPE)
    return keys


class KeyFile:
    """The keys of an embedded store; read again whenever the file is another one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[object, tuple[bytes, ...]] | None = None

    def __call__(self) -> Sequence[bytes]:
        """Return the keys, newest first; where there is no file yet, one is made.

        Raises:
            PermanentError: others may read the file, or it holds no keys.
        """
        try:
            with suppress(FileExistsError):
                if not self._path.exists():
                    self._make()
            found = self._path.lstat()
            seen = (found.st_ino, found.st_mtime_ns, found.st_size)
            if self._read is None or self._read[0] != seen:
                self._read = (seen, self._keys(found))
        except OSError as error:
            raise PermanentError(messages.bad_file(str(self._path), error.strerror or "")) from error
        return self._read[1]

    def renew(self) -> None:
        """Put a new key in front, and let go of the one that was retired the last time.

        Raises:
            PermanentError: the file cannot be read or written; it stands as it was.
        """
        keys = [os.urandom(KEY), *self()][:KEPT]
        try:
            half = self._written(keys)
            half.replace(self._path)
        except OSError as error:
            raise PermanentError(messages.bad_file(str(self._path), error.strerror or "")) from error

    def _make(self) -> None:
        """Make the file with one key; where two do so at once, one of the two files is there for both."""
        half = self._written([os.urandom(KEY)])
        try:
            os.link(half, self._path)
        finally:
            half.unlink()

    def _written(self, keys: Sequence[bytes]) -> Path:
        half = self._path.with_name(f".{self._path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        file = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(b"".join(base64.b64encode(key) + b"\n" for key in keys))
            out.flush()
            os.fsync(out.fileno())
        return half

    def _keys(self, found: os.stat_result) -> tuple[bytes, ...]:
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
            raise PermanentError(messages.open_file(str(self._path)))
        try:
            return keys_in(self._path.read_text("ascii").replace("\n", ","))
        except ValueError as error:
            raise PermanentError(messages.bad_file(str(self._path), str(error))) from error


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(messages.KEY_SHAPE) from None
    if len(key) != KEY:
        raise ValueError(messages.KEY_SHAPE)
    if len(set(key)) < CHANCE or all(0x20 <= byte < 0x7F for byte in key):  # noqa: PLR2004  a sentence is no chance
        raise ValueError(messages.KEY_WEAK)
    return key
