"""Copies of remote repositories: bare, without file contents, in a folder of bounded size, refreshed on each use."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.git import urls
from adapters.git.command import Git
from adapters.git.failures import host_failure
from adapters.git.locks import Lock
from core.errors import OutsideError, PermanentError, TransientError
from core.messages import git as messages

_MEGABYTE = 2**20
_SAFE = (
    "transfer.credentialsInUrl=die",
    "http.followRedirects=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=20",
    "credential.helper=",
    "core.askPass=",
    "fetch.recurseSubmodules=false",
    "submodule.recurse=false",
    "fetch.fsckObjects=false",
    "maintenance.auto=false",
)
_REFS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
_CLONE = ("clone", "--quiet", "--bare", "--filter=blob:none")
_REFRESH = ("fetch", "--quiet", "--prune", "--no-tags", "--filter=blob:none")
_PACKS = 50  # after which a copy is made anew, since each refreshing adds one


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a clone may cost."""

    cloning: float = 120.0  # seconds
    refreshing: float = 30.0  # seconds
    repository: int = 500 * _MEGABYTE
    cache: int = 2_000 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Clone:
    """A copy that is held: nobody removes or changes it meanwhile."""

    folder: Path
    problem: OutsideError | None = None  # why it is not the newest state


class Clones:
    """The cache of copies, shared with other processes on this machine."""

    def __init__(self, cache: Path, *, git: Git | None = None, limits: Limits | None = None, allowed: Collection[str] = ("https",)) -> None:
        self._cache = cache
        self._limits = limits or Limits()
        self._allowed = tuple(allowed)
        git = git or Git()
        self._git = replace(git, environment={**git.environment, **_environment(cache, self._allowed)}, failure=host_failure)

    @asynccontextmanager
    async def opened(self, url: str, *, refreshes: bool = True) -> AsyncGenerator[Clone, None]:
        """Hold a repository's copy, made or refreshed first. Where refreshing fails, the last state is held, and its problem named.

        Raises:
            PermanentError: the address is refused, or there is no such repository.
            AuthError: the repository is not public.
            TransientError: no copy could be made, for now.
        """
        checked = urls.checked(url, allowed=self._allowed)
        folder = self._cache / _key(checked)
        self._prepare()
        async with Lock(folder.with_suffix(".lock")).held(self._limits.cloning) as lock:
            problem = await self._made(checked, folder) if refreshes or not folder.exists() else None
            lock.share()
            os.utime(folder)
            yield Clone(folder, problem)
        self._evict(keep=folder)

    async def contents(self, url: str, clone: Clone, blobs: Sequence[str]) -> None:
        """Fetch file contents into a copy, all in one request.

        Raises:
            OutsideError: they could not be fetched.
        """
        arguments = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none", "--stdin", "origin")
        feed = "\n".join([*blobs, ""]).encode()
        noop = ("-c", "fetch.negotiationAlgorithm=noop")
        await self._run(url, (*noop, *arguments), clone.folder, deadline=self._limits.refreshing, feed=feed)

    def forget(self, folder: Path) -> None:
        """Remove a copy that turned out to be damaged."""
        shutil.rmtree(folder, ignore_errors=True)

    def _prepare(self) -> None:
        try:
            self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._cache / "home").mkdir(exist_ok=True)
        except OSError as error:
            raise PermanentError(messages.cache_unusable(str(self._cache), error.strerror or "unknown")) from error

    async def _made(self, url: str, folder: Path) -> OutsideError | None:
        """Clone, or refresh what is there."""
        if not _is_usable(folder):
            shutil.rmtree(folder, ignore_errors=True)
            await self._clone(url, folder)
            return None
        try:
            await self._run(url, (*_REFRESH, "origin", *_REFS), folder, deadline=self._limits.refreshing)
        except OutsideError as error:
            return TransientError(messages.stale(_age(folder), str(error)))
        (folder / "fetched").touch()
        return None

    async def _clone(self, url: str, folder: Path) -> None:
        """Clone beside the target and move: a clone cut short is never taken for a whole one; the next one removes its remains."""
        half = folder.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        try:
            half.mkdir()
            await self._run(url, (*_CLONE, "--", url, str(half)), half, deadline=self._limits.cloning)
            (half / "fetched").touch()
            half.rename(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)

    async def _run(self, url: str, arguments: Sequence[str], folder: Path, *, deadline: float, feed: bytes | None = None) -> None:
        """Run a command that talks to a host and fills a folder; end it when it takes too long or takes too much.

        Raises:
            OutsideError: it did not finish.
        """
        options = [part for option in _SAFE for part in ("-c", option)]
        end = time.monotonic() + deadline
        async with self._git.running(folder, (*options, *arguments), feed=feed, about=url) as running:
            while not await running.ended(within=0.2):
                if _size(folder) > self._limits.repository:
                    raise PermanentError(messages.too_large(url, self._limits.repository // _MEGABYTE))
                if time.monotonic() > end:
                    raise TransientError(messages.host_hung(url, deadline))
            await running.output()

    def _evict(self, *, keep: Path) -> None:
        """Remove the copies that were not used for longest, until the cache is small enough; what somebody holds stays."""
        with suppress(OSError):
            kept = sorted((folder for folder in self._cache.glob("*.git")), key=lambda folder: folder.stat().st_mtime)
            sizes = {folder: _size(folder) for folder in kept}
            for folder in kept:
                if sum(sizes.values()) <= self._limits.cache:
                    return
                if folder != keep and Lock(folder.with_suffix(".lock")).removes(folder):
                    del sizes[folder]


def _environment(cache: Path, allowed: Sequence[str]) -> Mapping[str, str]:
    home = str(cache / "home")
    return {
        "GIT_ALLOW_PROTOCOL": ":".join(allowed),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_LFS_SKIP_SMUDGE": "1",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
    }


def _key(url: str) -> str:
    """Name a copy so that a person can tell it and no address can escape the folder."""
    name = re.sub(r"[^A-Za-z0-9_-]", "", url.rstrip("/").removesuffix(".git").rpartition("/")[2])[:40] or "repository"
    return f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:16]}.git"


def _size(folder: Path) -> int:
    """Return the bytes below a folder, which may change meanwhile."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_size  # noqa: PTH118  a Path for each costs more than the rest
    return total


def _is_usable(folder: Path) -> bool:
    """Say whether a copy is there and not in too many pieces."""
    return folder.exists() and len(list((folder / "objects" / "pack").glob("*.pack"))) <= _PACKS


def _age(folder: Path) -> str:
    """Say when a copy was last refreshed."""
    try:
        return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime((folder / "fetched").stat().st_mtime))
    except OSError:
        return "an unknown time"
