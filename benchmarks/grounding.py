"""How long the grounding check takes for a line, on the whole corpus; run `python -m benchmarks.grounding`."""

from collections.abc import Iterator, Sequence
from time import perf_counter

from benchmarks.distribution import spread
from benchmarks.table import table
from core.telling.grounding import grounded
from tests.grounding.corpus import SPLITS, Case, load

LIMIT = 5.0  # milliseconds a line
LENGTHS = (10, 100, 1_000)  # words, in lines that only cost time


def main() -> None:
    """Print the times of each split, and of lines far longer than any bullet."""
    print(table("Milliseconds a line", list(_rows())))


def _rows() -> Iterator[Sequence[object]]:
    yield ("", "lines", "median", "99 of 100", "longest", f"below {LIMIT}")
    for split in SPLITS:
        times = [_milliseconds(case.line, case) for case in load(split)]
        yield _row(f"corpus, {split}", times)
    cases = load(SPLITS[0])[:50]
    for length in LENGTHS:
        yield _row(f"a line of {length:,} words", [_milliseconds(f"Added {'support ' * length}", case) for case in cases])


def _row(name: str, times: Sequence[float]) -> Sequence[object]:
    return (name, len(times), *spread(times), "yes" if max(times) < LIMIT else f"{sum(time < LIMIT for time in times) / len(times):.2%}")


def _milliseconds(line: str, case: Case) -> float:
    began = perf_counter()
    grounded(line, case.facts)
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
