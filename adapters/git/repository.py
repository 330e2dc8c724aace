"""One repository on disk: what it is called, where it came from, which names it has."""

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from adapters.git import hosts, refs
from adapters.git.command import Git
from adapters.git.hosts import Remote
from adapters.git.refs import Ref
from core.model import Identity

_WHERE = ("rev-parse", "--git-common-dir", "--is-shallow-repository", "HEAD")
_CONFIG = ("config", "-z", "--get-regexp", r"^(remote\..*\.url|user\.(name|email)|author\.(name|email))$")
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository that git can read."""

    folder: Path
    name: str  # the remote's path, else the folder's name
    head: str  # the commit that is checked out; empty where there is none yet
    is_shallow: bool
    remote_name: str
    remote: Remote
    refs: list[Ref]

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
            common, is_shallow, *head = (await where.output()).decode(errors="replace").splitlines()
            urls = {
                key.split(".", 1)[1].removesuffix(".url"): url
                for key, url in _settings(await config.output(allowed=(0, 1)))
                if key.startswith("remote.")
            }
            lines = (await names.output()).split(b"\n")
        chosen = hosts.chosen(urls)
        remote = hosts.remote(urls.get(chosen, ""))
        return cls(
            folder=folder,
            name=remote.path or _folder_name(folder / common),
            head=next(filter(_HASH.fullmatch, head), ""),
            is_shallow=is_shallow == "true",
            remote_name=chosen,
            remote=remote,
            refs=refs.read(lines, urls),
        )


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
    """Read `key LF value NUL`; a later value stands for an earlier one, except that a remote's first address is its own."""
    pairs = [entry.decode(errors="replace").partition("\n")[::2] for entry in output.split(b"\0") if entry]
    return [
        *(pair for pair in pairs if not pair[0].startswith("remote.")),
        *reversed([pair for pair in pairs if pair[0].startswith("remote.")]),
    ]


def _folder_name(common: Path) -> str:
    """Return what a person calls a repository without a remote; its linked work trees bear the main one's name."""
    resolved = common.resolve()
    return resolved.parent.name if resolved.name == ".git" else resolved.name.removesuffix(".git")
