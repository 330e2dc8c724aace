"""A recap in numbers."""

from collections.abc import Mapping

from core.messages.recap import counted, listed

_KINDS = {
    "feature": ("feature", "features"),
    "fix": ("fix", "fixes"),
    "security": ("security change", "security changes"),
    "performance": ("speed-up", "speed-ups"),
    "change": ("change", "changes"),
    "removal": ("removal", "removals"),
    "refactoring": ("refactoring", "refactorings"),
    "documentation": ("documentation change", "documentation changes"),
    "test": ("test change", "test changes"),
    "chore": ("chore", "chores"),
    "release": ("release", "releases"),
    "revert": ("revert", "reverts"),
    "review": ("review", "reviews"),
    "discussion": ("discussion", "discussions"),
    "version": ("version number", "version numbers"),
    "candidate": ("pre-release", "pre-releases"),
    "merge": ("merged request", "merged requests"),
}


def pieces(value: str, count: int) -> str:
    """Return "3 features"; of an unknown kind, "3 others"."""
    return counted(count, *_KINDS.get(value, ("other", "others")))


def all_of(value: str) -> str:
    """Say that everything is of one kind."""
    return f"all {_KINDS[value][1]}"


def kind(counts: Mapping[str, int], *, commits: int, files: int, added: int, removed: int) -> str:
    """Return "3 features: 7 commits, 12 files, +310 −42 lines", or of several kinds "2 releases and 1 pre-release: ..."."""
    size = f", {counted(files, 'file')}, +{added:,} −{removed:,} lines" if files else ""
    told = f": {counted(commits, 'commit')}{size}" if commits else ""  # a tag has none
    return f"{listed([pieces(value, count) for value, count in counts.items()])}{told}"
