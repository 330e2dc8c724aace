"""One line of the corpus, and whether its facts back it."""

from dataclasses import dataclass
from enum import StrEnum

from core.model import WorkItem


class Verdict(StrEnum):
    """What a line is: a lie in an identifier, a lie in words only, or the truth."""

    IDENTIFIER = "identifier"
    WORD = "word"
    TRUTH = "truth"


class How(StrEnum):
    """Who made a line."""

    RULE = "rule"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line that a model may write, the facts that it cites, and whether they back it.

    Where `language` is set, `line` is true English, and `translation` carries it or lies.
    """

    line: str
    facts: tuple[WorkItem, ...]
    kind: str  # "changed-reference", "polarity", "pair"
    verdict: Verdict
    how: How
    language: str = ""
    translation: str = ""
