"""A lie that a rule made, before it is a case."""

import re
from dataclasses import dataclass

from tests.grounding.said import Said, text


@dataclass(frozen=True, slots=True)
class Lie:
    """A false line over what was truly said."""

    kind: str
    line: str
    said: tuple[Said, ...]


def pick(choices: tuple[str, ...], number: int, said: Said) -> str:
    """Return one of the choices, another one each time, none of whose longer words stands in the facts; empty where all do."""
    known = text(said.item)
    for turn in range(len(choices)):
        choice = choices[(number + turn) % len(choices)]
        if not any(word in known for word in re.findall(r"[a-z]{4,}", choice.lower())):
            return choice
    return ""


def other_digit(number: str, turn: int, known: str) -> str:
    """Change one digit of a number so that the facts do not hold what comes out; the first digit never becomes a zero."""
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    for step in range(9 * len(places)):
        place = places[(turn + step) % len(places)]
        digit = (int(number[place]) + 1 + (turn + step) % 9) % 10
        changed = f"{number[:place]}{digit}{number[place + 1 :]}"
        if changed not in known and changed != number and not changed.lstrip("#").startswith("0"):
            return changed
    return ""
