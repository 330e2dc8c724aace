"""Where the embedded server keeps its data, and where its socket is: folders that nobody else may look into."""

import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from core.errors import PermanentError
from core.messages import store as messages

LONGEST = 100  # bytes of a socket's path; 103 on macOS and 107 on Linux are the system's own limits


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one embedded server. The socket's depends on the folder alone, so that all processes find it."""

    folder: Path
    socket: Path

    @classmethod
    def of(cls, folder: Path) -> "Home":
        """Return the paths for a folder; one with a long path has its socket in a short one."""
        folder = folder.absolute()
        socket = folder / "socket"
        if len(os.fsencode(socket)) > LONGEST:
            digest = hashlib.blake2b(os.fsencode(folder), digest_size=8).hexdigest()
            socket = Path("/tmp") / f"recap-{os.getuid()}-{digest}" / "socket"  # noqa: S108  owner and mode are checked
        return cls(folder, socket)

    @property
    def data(self) -> Path:
        """Where the server writes."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says, since its last start."""
        return self.folder / "log"

    def make(self) -> None:
        """Make the folders, for this user alone.

        Raises:
            PermanentError: one cannot be made, or belongs to somebody else.
        """
        for folder in (self.folder, self.socket.parent):
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                _claim(folder)
            except OSError as error:
                raise PermanentError(messages.no_folder(str(folder), error.strerror or "unknown")) from error

    def remove(self) -> None:
        """Remove the folders.

        Raises:
            PermanentError: one cannot be removed.
        """
        for folder in {self.folder, self.socket.parent}:
            try:
                if folder.exists():
                    shutil.rmtree(folder)
            except OSError as error:
                raise PermanentError(messages.not_removed(str(folder), error.strerror or "unknown")) from error


def has_data(folder: Path) -> bool:
    """Say whether the embedded server of a folder has ever kept anything; that costs no start and no library."""
    return any(part.stat().st_size for part in Home.of(folder).data.glob("appendonlydir/*.aof"))


def _claim(folder: Path) -> None:
    """See that a folder is ours and closed to others; it may have stood before us, under a name that others can guess."""
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise PermanentError(messages.not_ours(str(folder)))
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)
