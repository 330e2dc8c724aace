"""The system's time zone, by its IANA name."""

from collections.abc import Mapping
from pathlib import Path

from core.preferences import zone_named

DATABASE = "/zoneinfo/"
UTC = ("UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal")


def system_zone(environment: Mapping[str, str], *, etc: Path = Path("/etc")) -> str:
    """Return the zone that TZ names, else the one that /etc/localtime leads to or /etc/timezone holds, else UTC."""
    named = environment.get("TZ", "").removeprefix(":")
    for name in (named.rpartition(DATABASE)[2], _linked(etc / "localtime"), _written(etc / "timezone")):
        try:
            return "UTC" if name in UTC else zone_named(name).key
        except ValueError:
            continue
    return "UTC"


def _linked(path: Path) -> str:
    """Return what stands behind `zoneinfo/` in the file that a link leads to."""
    try:
        return str(path.readlink()).rpartition(DATABASE)[2]
    except OSError:
        return ""


def _written(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace").strip()
    except OSError:
        return ""
