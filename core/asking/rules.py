"""The rules of the grammar, in the order in which they are tried, with the examples that the help shows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.asking import options, where, who
from core.asking.days import Today
from core.asking.found import Found
from core.asking.words import Cursor


class Part(StrEnum):
    """The parts of a question, as the help names them."""

    WHO = "who"
    WHEN = "when"
    IN = "in"
    AS = "as"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to place words; each example is placed by it."""

    part: Part
    read: Callable[[Cursor, Found, Today], bool]
    examples: tuple[str, ...]


_WHEN = tuple(
    (
        "today, yesterday, this week, last month, last quarter, this year, last sprint, friday, last friday, "
        "last weekend, last 3 days, past 36 hours, 2 weeks, 3 days ago, the day before yesterday, since monday, "
        "since 1 May, March, March 2025, Q3, Q3 2025, 2025, 1 May, May 1st, 1 May 2026, 2026-05-01, "
        "2026-05-01..2026-05-07, 1 May to 3 May, 1-3 May, from monday to wednesday, between 1 May and 3 May, "
        "yesterday 14:00 to now, yesterday 9am to 2pm, until yesterday, last working day, since last, since standup"
    ).split(", ")
)

RULES = (
    Rule(Part.OPTIONS, options.read_no_model, ("no ai", "without ai")),
    Rule(Part.OPTIONS, options.read_limit, ("5 bullets",)),
    Rule(Part.WHEN, where.read_when, _WHEN),
    Rule(Part.WHEN, where.read_when_in, ("in March", "in the last 3 days")),
    Rule(Part.OPTIONS, where.read_language_in, ("in Spanish", "in Brazilian Portuguese")),
    Rule(Part.IN, where.read_in, ("in owner/name", "in owner/*", "in name", "in repo:name", "in owner/name, other/name and name")),
    Rule(Part.IN, where.read_not_in, ("not in owner/old", "except owner/old")),
    Rule(Part.IN, where.read_field, ("branch:release-*", "path:web/**", "topic:payments")),
    Rule(Part.AS, options.read_shape, ("as bullets", "as standup", "as changelog", "as brief", "as numbers")),
    Rule(Part.OPTIONS, options.read_length, ("short", "long")),
    Rule(Part.OPTIONS, options.read_tone, ("playful",)),
    Rule(Part.WHO, who.read_group, ("everyone", "everyone here", "team")),
    Rule(Part.OPTIONS, options.read_audience, ("here", "private")),
    Rule(Part.WHO, who.read_me, ("@me", "me", "I", "my")),
    Rule(Part.WHO, who.read_person, ("@name", '"Full Name"', "name@example.org", "github:login", "gitlab:login", "azure:login")),
    Rule(Part.WHO, who.read_repository, ("owner/name", "group/subgroup/name")),
)
