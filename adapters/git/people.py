"""Who is who after a repository's `.mailmap`, for people whom git names outside of author and committer."""

from collections.abc import Iterable
from pathlib import Path

from adapters.git.command import Git
from core.model import Identity


async def mapped(git: Git, folder: Path, identities: Iterable[Identity]) -> dict[Identity, Identity]:
    """Return what `.mailmap` makes of each identity, leaving out those that git could not read.

    Raises:
        OutsideError: git failed.
    """
    asked = [identity for identity in dict.fromkeys(identities) if _is_plain(identity)]
    if not asked:
        return {}
    feed = "".join(f"{identity.name} <{identity.email}>\n" for identity in asked)
    answer = (await git.output(folder, ("check-mailmap", "--stdin"), feed=feed.encode(errors="replace"))).decode(errors="replace")
    return dict(zip(asked, map(_identity, answer.splitlines()), strict=False))


def _is_plain(identity: Identity) -> bool:
    return bool(identity.email) and f"{identity.name}{identity.email}".isprintable() and not set("<>") & set(identity.name + identity.email)


def _identity(line: str) -> Identity:
    name, _, email = line.rpartition("<")
    return Identity(name.strip(), email.removesuffix(">"))
