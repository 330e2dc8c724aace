"""One repository on disk: what it is called, where it came from, which names it has."""

import os
import re
import stat
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from adapters.git import hosts, refs
from adapters.git.command import Git, Running
from adapters.git.failures import DamagedError
from adapters.git.hosts import Remote
from adapters.git.refs import Ref
from core.errors import OutsideError
from core.model import Identity

_WHERE = ("rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-cdup", "--git-common-dir", "--revs-only", "HEAD")
_CONFIG = ("config", "-z", "--get-regexp", r"^(remote\..*\.url|user\.(name|email)|author\.(name|email)|mailmap\.blob)$")
_BROKEN_NAMES = 50  # that may be left out
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository that git can read."""

    folder: Path
    name: str  # the remote's path, else the folder's name
    head: str  # the commit that is checked out; empty where there is none yet
    grafts: frozenset[str]  # where a shallow clone was cut
    remote_name: str
    remote: Remote
    refs: list[Ref]
    has_mailmap: bool  # or may have one
    damage: DamagedError | None  # names that lead nowhere

    @classmethod
    async def opened(cls, git: Git, folder: Path) -> "Repository":
        """Look at a repository; its three questions to git are answered side by side.

        Raises:
            OutsideError: there is none, or it may not be read.
        """
        async with AsyncExitStack() as stack:
            where, config, names = [
                await stack.enter_async_context(git.running(folder, arguments)) for arguments in (_WHERE, _CONFIG, refs.ARGUMENTS)
            ]
            is_bare, is_shallow, up, *rest = os.fsdecode((await where.output()).removesuffix(b"\n")).split("\n")
            settings = _settings(await config.output(allowed=(0, 1)))
            lines, damage = await _names(git, folder, names)
        head = rest.pop() if _HASH.fullmatch(rest[-1]) else ""
        common = "\n".join(rest)
        urls = _urls(settings)
        chosen = hosts.chosen(urls)
        remote = hosts.remote(urls.get(chosen, ""))
        file = None if is_bare == "true" else folder / up / ".mailmap"
        return cls(
            folder=folder,
            name=remote.path or _folder_name(folder / common),
            head=head,
            grafts=_grafts(folder / common) if is_shallow == "true" else frozenset(),
            remote_name=chosen,
            remote=remote,
            refs=refs.read(lines, urls),
            has_mailmap=await _has_mailmap(git, folder, file, dict(settings).get("mailmap.blob", "" if file else "HEAD:.mailmap")),
            damage=damage,
        )


async def _has_mailmap(git: Git, folder: Path, file: Path | None, blob: str) -> bool:
    """Say whether git can read who is who: not where it would wait for what is no file, nor where a clone has no trees."""
    is_file = None if file is None else _is_file(file)
    if is_file is None and blob:
        with suppress(OutsideError):
            await git.output(folder, ("cat-file", "-e", blob))
            return True
    return bool(is_file)


def _is_file(path: Path) -> bool | None:
    """Say whether a regular file is there; None where nothing is."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return None


async def identities(folder: Path, *, git: Git | None = None) -> list[Identity]:
    """Return who git takes the user for in a folder: its own settings, nothing guessed from the machine; empty where there are none.

    Raises:
        OutsideError: git or the folder is missing.
    """
    async with (git or Git()).running(folder, _CONFIG) as running:
        settings = {key: value for key, value in _settings(await running.output(allowed=(0, 1))) if not key.startswith("remote.")}
    found = [Identity(settings.get(f"{role}.name", ""), settings.get(f"{role}.email", "")) for role in ("author", "user")]
    return [identity for identity in dict.fromkeys(found) if identity.name or identity.email]


def _settings(output: bytes) -> list[tuple[str, str]]:
    """Read `key LF value NUL`, in the order of the files."""
    pairs = (entry.decode(errors="replace").partition("\n") for entry in output.split(b"\0") if entry)
    return [(key, value) for key, _, value in pairs]


def _urls(settings: list[tuple[str, str]]) -> dict[str, str]:
    """Return the first address of each remote, by its name."""
    urls: dict[str, str] = {}
    for key, url in settings:
        if key.startswith("remote."):
            urls.setdefault(key.removeprefix("remote.").removesuffix(".url"), url)
    return urls


async def _names(git: Git, folder: Path, names: Running) -> tuple[list[bytes], DamagedError | None]:
    """Return git's lines about names; those that lead to an unreadable object are left out, one after the other, and told."""
    try:
        return (await names.output()).split(b"\n"), None
    except DamagedError as error:
        damage = error
    output = await git.output(folder, ("for-each-ref", "--format=%(objectname) %(refname)", *refs.SPACES))
    known = [line.split(" ", 1) for line in os.fsdecode(output).split("\n")[:-1]]
    for _ in range(_BROKEN_NAMES):
        whole = [[part, name] for part, name in known if name != damage.name and part != damage.part]
        if len(whole) == len(known):
            break  # what is damaged is none of them, such as a pack
        known = whole
        names_left = [name for _, name in known]
        try:
            return (await git.output(folder, (*refs.ARGUMENTS[:2], *names_left))).split(b"\n") if known else [], damage
        except DamagedError as error:
            damage = error
    raise damage


def _grafts(common: Path) -> frozenset[str]:
    """Return the commits at which a shallow clone was cut."""
    try:
        return frozenset((common / "shallow").read_text("ascii").split())
    except OSError:
        return frozenset()


def _folder_name(common: Path) -> str:
    """Return what a person calls a repository without a remote; its linked work trees bear the main one's name."""
    resolved = common.resolve()
    return resolved.parent.name if resolved.name == ".git" else resolved.name.removesuffix(".git")
