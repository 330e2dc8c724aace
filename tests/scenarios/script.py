"""The lines of a scenario, as people type them.

ana> /recap @me last week          in the channel or direct messages in which we are: #dev at first
#leads ana> @Recap last week       in another channel; `dm` is somebody's direct messages with Recap
discord ana> /recap last week      on another platform
reply shorter                      ana answers what she was told last
press Post here                    ana presses the newest button that is called so
fill token=TOKEN                   ana fills in the form; TOKEN is one that the host issued to her
clock +1d                          a day passes; also +2h30m, 09:30 for the next time that it is, and 2026-11-17 09:30
break model                        also host, chat; `mend` sets all right
= 6 of 6 events told               what was just shown holds this; ! is the opposite; what begins with -- is for readers
"""

import re
from dataclasses import dataclass

PLATFORMS = ("slack", "discord", "terminal")
VERBS = ("reply", "press", "fill", "clock", "break", "mend", "on", "screen", "edits", "people", "help", "quit", "=", "!")
_SPOKEN = re.compile(rf"(?:(?P<platform>{'|'.join(PLATFORMS)})\s+)?(?:(?P<room>#[\w-]+|dm)\s+)?(?P<who>\w+)>\s*(?P<words>.*)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody writes somewhere; what is empty is as it was. Without words, they only sit down there."""

    who: str
    words: str
    platform: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Anything else that happens."""

    verb: str
    rest: str = ""


def read(line: str) -> Spoken | Done | None:
    """Return what a line says; nothing for an empty one and a remark.

    Raises:
        ValueError: It says nothing that is known.
    """
    line = line.strip()
    if not line or line.startswith("--"):
        return None
    if found := _SPOKEN.fullmatch(line):
        return Spoken(found["who"].lower(), found["words"], found["platform"] or "", (found["room"] or "").removeprefix("#"))
    verb, _, rest = line.partition(" ")
    if verb.lower() not in VERBS:
        raise ValueError(f"“{verb}” is not known here: type help.")
    return Done(verb.lower(), rest.strip())
