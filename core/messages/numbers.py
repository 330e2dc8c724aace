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
}


def kind(value: str, pieces: int, *, commits: int, files: int, added: int, removed: int) -> str:
    """Return "3 features: 7 commits, 12 files, +310 −42 lines"."""
    size = f", {counted(files, 'file')}, +{added:,} −{removed:,} lines" if files else ""
    return f"{counted(pieces, *_KINDS[value])}: {counted(commits, 'commit')}{size}"
