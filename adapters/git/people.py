"""Who is who after a repository's `.mailmap`, for people whom git names outside of author and committer."""

from collections.abc import Iterable

from adapters.git.command import Git
from adapters.git.repository import Repository
from core.model import Identity


async def mapped(git: Git, repository: Repository, identities: Iterable[Identity]) -> dict[Identity, Identity]:
    """Return what a repository's `.mailmap` makes of each identity, leaving out those that git could not read.

    Raises:
        OutsideError: git failed.
    """
    asked = [identity for identity in dict.fromkeys(identities) if _is_plain(identity)]
    if not asked or not repository.has_mailmap:
        return {}
    feed = "".join(f"{identity.name} <{identity.email}>\n" for identity in asked)
    answer = await git.output(repository.folder, ("check-mailmap", "--stdin"), feed=feed.encode(errors="replace"))
    return dict(zip(asked, map(_identity, answer.decode(errors="replace").splitlines()), strict=False))


def _is_plain(identity: Identity) -> bool:
    return bool(identity.email) and f"{identity.name}{identity.email}".isprintable() and not set("<>") & set(identity.name + identity.email)


def _identity(line: str) -> Identity:
    name, _, email = line.rpartition("<")
    return Identity(name.strip(), email.removesuffix(">"))
