"""Whether what a message shows is a whole recap: a header, whole lines, and a coverage that adds up."""

import re
from collections.abc import Sequence

from core.messages.talking import LOOKING
from tests.scenarios.facts import read_out

SIGNS_OF_LIFE = (LOOKING, "Recap is thinking...")  # ours, and Discord's

_HEADER = re.compile(r"\w.* · .+ \([\w/]+\)( · .+)?")
_COVERED = re.compile(r"(\d+) of (\d+) (events?|commits?) told( · .+)?")
_REFERENCE = r"(?:(?:[\w.-]+/)*[\w.-]*[!#]\d+|[0-9a-f]{7})"
_BULLET = re.compile(rf"[•-] .+ \({_REFERENCE}(?:, (?:{_REFERENCE}|\+\d+))*\)")
_ELSE = re.compile(r"⚠ .+|\+ \d+ smaller changes? \(.+\)|\[.+\]|.+: .+|No .+|Nothing .+")


def problems(states: Sequence[str]) -> list[str]:
    """Return what is wrong with any state of a message; only its first one may be a sign of life."""
    shown = states[1:] if states[0].strip() in SIGNS_OF_LIFE else states
    return [found for state in shown for found in _problems(read_out(state).strip().splitlines())]


def _problems(lines: Sequence[str]) -> list[str]:
    found = [] if _HEADER.fullmatch(lines[0]) else [f"no header: {lines[0]}"]
    covered = [told for line in lines if (told := _COVERED.fullmatch(line))]
    bullets = [line for line in lines if line.startswith(("• ", "- "))]
    found += [f"half a line: {line}" for line in bullets if not _BULLET.fullmatch(line)]
    found += [f"not all is told: {told[0]}" for told in covered if told[1] != told[2]]
    if len(covered) != 1:
        found.append(f"{len(covered)} lines of coverage: {lines}")
    known = {lines[0], *bullets, *(told[0] for told in covered)}
    return [*found, *(f"a strange line: {line}" for line in lines if line not in known and not _ELSE.fullmatch(line))]
