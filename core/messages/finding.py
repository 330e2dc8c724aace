"""What finding says: what could not be looked at, and the lines that noise becomes."""

from collections.abc import Sequence

NOBODY_IS_ME = "Nothing says who you are, so this is about everyone: name yourself with --me NAME, or for good with “settings name=NAME”."


def cut(looked: int, total: int) -> str:
    """Name what a window has too much of."""
    return f"{looked:,} of {total:,} events of this window were looked at, the latest ones; ask for a shorter window."


def no_such_repository(pattern: str, names: Sequence[str], nearest: Sequence[str]) -> str:
    """Name a repository filter that nothing matched."""
    looked = ", ".join(names) or "none"
    meant = f" Did you mean {' or '.join(f'“{name}”' for name in nearest)}?" if nearest else ""
    return f"Nothing in this window is in a repository named {pattern} (looked at: {looked}).{meant}"


def quiet(name: str) -> str:
    """Say that a repository is there, and had nothing of what was asked about."""
    return f"{name} can be seen; nothing of this window was found there."


def unseen(name: str) -> str:
    """Say that no account sees a repository."""
    return f"The linked accounts see no repository {name}: it is called otherwise, or they may not read it."


def unmatched(pattern: str) -> str:
    """Say that accounts saw nothing in a repository, of which it is not known whether they see it at all."""
    return f"Nothing of this window is in a repository named {pattern}, or the linked accounts do not see it."


def dependency_bumps(count: int, repositories: int) -> str:
    """Count the bots' updates of dependencies."""
    return _counted(count, "dependency bump", repositories)


def bot_changes(count: int, repositories: int) -> str:
    """Count what else bots did."""
    return _counted(count, "automated change", repositories)


def merges(count: int, repositories: int) -> str:
    """Count merge commits that tell nothing."""
    return _counted(count, "merge commit", repositories)


def generated(count: int, repositories: int) -> str:
    """Count changes of lock files and generated files alone."""
    return _counted(count, "change", repositories, of=" of lock or generated files")


def _counted(count: int, noun: str, repositories: int, *, of: str = "") -> str:
    plural = "" if count == 1 else "s"
    spread = f" in {repositories} repositories" if repositories > 1 else ""
    return f"{count} {noun}{plural}{of}{spread}"
