"""Why a line is not shown."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What a line broke."""

    EMPTY = "empty"  # it says nothing, or cites nothing
    LENGTH = "length"
    CHARACTER = "character"  # hidden, look-alike or not for text
    MARKUP = "markup"
    LINK = "link"
    HANDLE = "handle"
    REFERENCE = "reference"
    NUMBER = "number"
    NAME = "name"  # an identifier, file, branch or version
    QUOTE = "quote"
    PERSON = "person"
    WORD = "word"  # nothing in the facts supports it
    ACT = "act"  # the facts did something else with it
    STATE = "state"
    SCOPE = "scope"  # quantity, scope, time, cause, quality
    NEGATION = "negation"
    QUALIFIER = "qualifier"  # "only", "except" or a platform was left out
    ORDER = "order"  # from and to, swapped
    UNTOLD = "untold"  # a cited fact that the line does not tell


@dataclass(frozen=True, slots=True)
class Refusal:
    """The rule that a line broke, and the word or token with which it did."""

    rule: Rule
    why: str = ""
