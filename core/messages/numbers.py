"""A recap in numbers."""

from core.messages.recap import counted

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
    "candidate": ("pre-release", "pre-releases"),
    "merge": ("merged request", "merged requests"),
}


def pieces(value: str, count: int) -> str:
    """Return "3 features"; of an unknown kind, "3 others"."""
    return counted(count, *_KINDS.get(value, ("other", "others")))


def all_of(value: str) -> str:
    """Say that everything is of one kind."""
    return f"all {_KINDS[value][1]}"


def kind(value: str, count: int, *, commits: int, files: int, added: int, removed: int) -> str:
    """Return "3 features: 7 commits, 12 files, +310 −42 lines"."""
    size = f", {counted(files, 'file')}, +{added:,} −{removed:,} lines" if files else ""
    told = f": {counted(commits, 'commit')}{size}" if commits else ""  # a tag has none
    return f"{pieces(value, count)}{told}"
