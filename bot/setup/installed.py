"""What an installation looks like."""

from pathlib import Path


def fits(folder: Path, wanted: str, *, extra: str) -> bool:
    """Say whether what is installed is what is wanted: the stamp is written last, so a cut installation has none."""
    try:
        return stamp(folder, extra).read_text("utf-8") == wanted and python_of(folder).exists()
    except (OSError, ValueError):
        return False


def python_of(folder: Path) -> Path:
    """Name an environment's Python; it is a link, which an upgrade of the system may leave without an end."""
    return folder / "bin" / "python"


def stamp(folder: Path, extra: str) -> Path:
    """Name the file that holds what an installation was made from."""
    return folder / f"recap-installed-{extra}".rstrip("-")
