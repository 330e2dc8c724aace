"""How long Recap takes to begin, and what it imports until then."""

import sys
from collections.abc import Iterator, Sequence

from benchmarks import peers
from benchmarks.histories import Case
from benchmarks.measure import Command, run, side_by_side
from benchmarks.table import table

SHIM = """
import atexit, runpy, sys
atexit.register(lambda: print("\\n" + " ".join(sys.modules)))
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
OURS = {"bot", "core", "adapters", "__main__", "__mp_main__"}


def tables(case: Case, times: int) -> str:
    """Return the tables: time and memory of a start, and the imports of an answer."""
    return table("Start", list(_starts(case, times))) + "\n" + table("Imported", list(_imports(case)))


def _starts(case: Case, times: int) -> Iterator[Sequence[object]]:
    yield ("", "seconds", "MB")
    python = (sys.executable, "-I")
    commands = {
        "python itself": Command((*python, "-c", "pass"), case.repository, peers.environment()),
        "recap --help": Command((*peers.RECAP, "--help"), case.repository, peers.environment()),
        "recap ask": peers.recap(case),
    }
    for name, cost in zip(commands, side_by_side(list(commands.values()), times=times), strict=True):
        yield (name, cost.seconds, cost.megabytes)


def _imports(case: Case) -> Iterator[Sequence[object]]:
    yield ("", "modules", "foreign packages")
    for name, words in {"recap --help": ("--help",), "recap ask": peers.recap(case).words[len(peers.RECAP) :]}.items():
        shim = Command((sys.executable, "-I", "-c", SHIM, *words), case.repository, peers.environment())
        modules = run(shim).output.rsplit("\n", 2)[-2].split()
        foreign = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - OURS
        yield (name, len(modules), ", ".join(sorted(foreign)) or "none")
