"""How long Recap takes to begin, and what it imports until then."""

import sys
from collections.abc import Iterator, Sequence

from benchmarks import peers
from benchmarks.histories import Case
from benchmarks.measure import Command, run, side_by_side
from benchmarks.table import table

SHIM = """
import atexit, resource, runpy, sys
names = " ".join(sys.modules)
atexit.register(lambda: print("", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, names, " ".join(sys.modules), sep="\\n"))
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
OURS = {"bot", "core", "adapters", "__main__", "__mp_main__"}


def tables(case: Case, times: int) -> str:
    """Return the tables: time and memory of a start, and the imports of an answer."""
    return table("Start", list(_starts(case, times))) + "\n" + table("Imported", list(_imports(case)))


def own_megabytes(command: Command) -> float:
    """Return the memory of Recap's own process, without git's, in one run of a command that starts with `peers.RECAP`."""
    return _seen(command)[0]


def _starts(case: Case, times: int) -> Iterator[Sequence[object]]:
    yield ("", "seconds", "MB")
    commands = {
        "python itself": Command((sys.executable, "-I", "-c", "pass"), case.repository, peers.environment()),
        "recap --help": Command((*peers.RECAP, "--help"), case.repository, peers.environment()),
        "recap settings": Command((*peers.RECAP, "settings"), case.repository, peers.environment()),
        "recap ask": peers.recap(case),
    }
    for name, cost in zip(commands, side_by_side(list(commands.values()), times=times), strict=True):
        yield (name, cost.seconds, cost.megabytes)


def _imports(case: Case) -> Iterator[Sequence[object]]:
    yield ("", "modules", "foreign packages")
    plain = [Command((*peers.RECAP, word), case.repository, peers.environment()) for word in ("--help", "settings")]
    for command in (*plain, peers.recap(case)):
        modules = _seen(command)[1]
        foreign = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - OURS
        named = sorted(name for name in foreign if not name.startswith("_sysconfigdata"))
        yield (" ".join(("recap", command.words[len(peers.RECAP)])), len(modules), ", ".join(named) or "none")


def _seen(command: Command) -> tuple[float, set[str]]:
    """Run a command once; return the megabytes of its own process and the modules that it imported."""
    shim = Command((sys.executable, "-I", "-c", SHIM, *command.words[len(peers.RECAP) :]), command.folder, command.environment)
    *_, kilobytes, before, after = run(shim).output.rstrip("\n").split("\n")
    return int(kilobytes) / 1024, set(after.split()) - set(before.split())
