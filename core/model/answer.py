"""What is shown: whole snapshots, each true and complete."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.model.facts import Event, Failure, Folded, Link
from core.model.question import RecapRequest


class By(StrEnum):
    """Who wrote a bullet."""

    PLAIN = "plain"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Bullet:
    """One sentence and what backs it. `section` is set in shapes that have parts."""

    text: str
    items: tuple[str, ...]
    links: tuple[Link, ...] = ()
    by: By = By.PLAIN
    section: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of events: `told + noise + hidden == events`."""

    events: int = 0
    told: int = 0
    noise: int = 0
    hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """A whole, true answer: one snapshot of it. Later ones only say it better."""

    request: RecapRequest
    header: str
    notes: tuple[str, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    smaller: tuple[str, ...] = ()  # ids of items that share one line
    rest: str = ""  # that line, with the noise: "+ 3 smaller changes, 12 dependency bumps"
    coverage: Coverage = Coverage()
    covered: str = ""  # the coverage line
    footer: tuple[str, ...] = ()
    folded: Folded = field(default_factory=Folded)
    events: tuple[Event, ...] = ()
    failures: tuple[Failure, ...] = ()
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is given: who it is and what it must do, then the facts."""

    system: str
    user: str
    limit: int  # tokens that the answer may have
