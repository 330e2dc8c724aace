"""What an answer tells, without the way in which a platform shows it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BULLET = re.compile(r"\s*[•-] (.+)")
_COVERED = re.compile(r"\d+ of \d+ .*told.*")
_ADDRESS = re.compile(r" \(https?://[^\s()]+\)")  # after a link's text, where a client shows it


@dataclass(frozen=True, slots=True)
class Facts:
    """The bullets of one answer in their order, what follows them in a line, and how much of all that is."""

    bullets: tuple[str, ...]
    rest: str
    covered: str


def read_out(text: str) -> str:
    """Return a text without the addresses that a client shows behind links."""
    return _ADDRESS.sub("", text)


def facts(texts: Iterable[str]) -> tuple[Facts, ...]:
    """Return the facts of each answer among texts; what is none has none."""
    return tuple(one for text in texts for one in _answers(read_out(text).splitlines()))


def _answers(lines: list[str]) -> Iterable[Facts]:
    bullets: list[str] = []
    rest = ""
    for line in lines:
        if found := _BULLET.fullmatch(line):
            bullets.append(found[1])
        elif line.startswith("+ "):
            rest = line
        elif found := _COVERED.fullmatch(line.strip()):
            yield Facts(tuple(bullets), rest, found[0])
            bullets, rest = [], ""
