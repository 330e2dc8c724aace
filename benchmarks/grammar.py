"""How many steps, and how long, the grammar takes for a question, friendly or hostile; run `python -m benchmarks.grammar`."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.distribution import spread
from benchmarks.table import table
from core.asking.days import today_of
from core.asking.grammar import LONGEST, known_words, parse, place
from core.asking.rules import RULES
from core.asking.words import Cursor
from core.errors import AskError
from core.model import Asker

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ASKER = Asker(zone=ZoneInfo("Europe/Lisbon"))
COUNT = 2_000  # of each family
SEED = 20261120
QUESTIONS = (
    "last week",
    "what did I do last week in acme/web please",
    "everyone here this month as changelog",
    '@ana "Ana Silva" since monday in acme/*, not in acme/old as standup 5 bullets in Spanish',
    "2026-05-01..2026-05-07 path:web/** branch:release-* no ai",
    "yesterday 14:00 to now",
)

random.seed(SEED)
WORDS = tuple(known_words())
FAMILIES: Mapping[str, Callable[[], str]] = {
    "usual questions": lambda: random.choice(QUESTIONS),
    "known words in any order": lambda: _cut(" ".join(random.choices(WORDS, k=60))),
    "one known word, again and again": lambda: _cut(f"{random.choice(WORDS)} " * 500),
    "known words, each mistyped": lambda: _cut(" ".join(_mistyped(random.choice(WORDS)) for _ in range(60))),
    "signs": lambda: _cut("".join(random.choices("+-.,:;/\\\"'()[]{}*#@!?0123456789 ", k=LONGEST))),
    "digits and dots": lambda: _cut("".join(random.choices("0123456789.:-/ ", k=LONGEST))),
    "one sign, again and again": lambda: random.choice('+-.,:/"0a*#@') * LONGEST,
    "any character": lambda: "".join(
        chr(random.choice([random.randrange(32, 0xD800), random.randrange(0xE000, 0x110000)])) for _ in range(LONGEST)
    ),
}


def main() -> None:
    """Print a line for each family of questions."""
    print(table(f"{COUNT:,} questions of each family, {LONGEST} characters at most, seed {SEED}", list(_rows())))


def _rows() -> Iterator[Sequence[object]]:
    yield ("", "steps: median", "99 of 100", "most", "ms: median", "99 of 100", "most")
    for name, make in FAMILIES.items():
        texts = [make() for _ in range(COUNT)]
        yield (name, *map(int, spread([_steps(text) for text in texts])), *spread([_milliseconds(text) for text in texts]))


def _steps(text: str) -> int:
    cursor = Cursor(text)
    with suppress(AskError):
        place(cursor, today_of(ASKER, NOW), RULES)
    return cursor.steps


def _milliseconds(text: str) -> float:
    began = perf_counter()
    with suppress(AskError):
        parse(text, ASKER, NOW)
    return (perf_counter() - began) * 1000


def _cut(text: str) -> str:
    return text[:LONGEST]


def _mistyped(word: str) -> str:
    spot = random.randrange(len(word))
    return word[:spot] + random.choice("abcxyz019") + word[spot + 1 :]


if __name__ == "__main__":
    main()
