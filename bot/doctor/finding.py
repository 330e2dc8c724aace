"""How the doctor says that one thing is."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    WELL = "ok"
    UNUSED = "off"  # not set up, and not missed
    DOUBT = "look"  # it works, and might not
    BROKEN = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is, and what to do where that is not well; no secret is in it."""

    what: str
    state: State
    sentence: str
    step: str = ""
