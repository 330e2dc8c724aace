"""Make the virtual environment that a clone runs in; each way in which that fails is one sentence."""

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.setup.installed import fits, python_of, stamp
from core.errors import PermanentError
from core.messages import setup

OURS = "recap-venv"  # an empty file: the folder is ours, and may be emptied


def make(folder: Path, *, root: Path, wanted: str, extra: str = "") -> None:
    """Install what the clone at `root` asks for, once: a second start at the same time waits for the first.

    Raises:
        PermanentError: it could not be done, in the user's words.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder) as lock:
            _claim(folder)
            if not fits(folder, wanted, extra=extra):
                _say(setup.setting_up(str(folder)))
                try:
                    _install(folder, root=root, wanted=wanted, extra=extra, lock=lock)
                except KeyboardInterrupt:
                    raise KeyboardInterrupt(setup.UNFINISHED) from None
                _say(setup.READY)
    except OSError as error:
        raise PermanentError(setup.cannot_write(str(folder), error.strerror or str(error))) from error


def _claim(folder: Path) -> None:
    """Take an empty folder; refuse one that holds somebody's files, since ours are emptied at will."""
    if not (folder / OURS).exists():
        if any(folder.iterdir()):
            raise PermanentError(setup.not_ours(str(folder)))
        (folder / OURS).touch()


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """Hold the folder's lock; the kernel lets go of it with the last process that has the handle."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say(setup.WAITING)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _install(folder: Path, *, root: Path, wanted: str, extra: str, lock: int) -> None:
    """Install over a whole environment of the same origin, into a new one otherwise; the stamps come off first and go on last.

    Where only the extra is missing, the rest is not touched: it may be in use, and a start that needs no more goes on with it.
    """
    if fits(folder, wanted, extra=""):
        _pip(folder, _extra(root, extra), root=root, lock=lock)
        stamp(folder, extra).write_text(wanted, "utf-8")
        return
    if not _is_whole(folder, wanted):
        _empty(folder)
        _make_bare(folder)
    stamps = {stamp(folder, ""), stamp(folder, extra)}
    for old in folder.glob(f"{stamp(folder, '').name}*"):
        old.unlink()
    _pip(folder, ["--editable", f".[{extra}]" if extra else "."], root=root, lock=lock)
    for new in stamps:
        new.write_text(wanted, "utf-8")


def _is_whole(folder: Path, wanted: str) -> bool:
    try:
        return stamp(folder, "").read_text("utf-8").splitlines()[:1] == wanted.splitlines()[:1] and python_of(folder).exists()
    except (OSError, ValueError):
        return False


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != OURS:
            entry.unlink()


def _make_bare(folder: Path) -> None:
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
    except ImportError as error:
        raise PermanentError(setup.no_venv(f"{sys.version_info.major}.{sys.version_info.minor}")) from error
    try:
        venv.create(folder, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError as error:
        raise PermanentError(setup.no_python(str(folder))) from error


def _extra(root: Path, extra: str) -> list[str]:
    """Return the packages of an extra."""
    import tomllib

    packages: list[str] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"][extra]
    return packages


def _pip(folder: Path, wanted: Sequence[str], *, root: Path, lock: int) -> None:
    """Install what is wanted. The constraints go through the environment, since only that pins the build back end too.

    pip inherits the lock: should this process be killed, no other start takes the folder from under it.
    """
    command = [str(python_of(folder)), "-I", "-m", "pip", "install", "--no-input", "--progress-bar=off", *wanted]
    pins = {"PIP_CONSTRAINT": "constraints.txt", "PIP_BUILD_CONSTRAINT": "constraints.txt", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        command,
        cwd=root,
        env=os.environ | pins,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=[lock],
        check=False,
    )
    log = folder / "pip.log"
    log.write_text(done.stdout, "utf-8")
    if done.returncode != 0:
        raise PermanentError(setup.pip_failed(str(log)))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
