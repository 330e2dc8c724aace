"""The programs that are compared, and which commits each of them tells."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.histories import CACHE, Case
from benchmarks.measure import Command, run

CLONE = Path(__file__).parents[1]
RECAP = (sys.executable, "-I", "-m", "bot")
CONFIG = """[general]
email = {person} <{email}>

[git]
type = git
history = {repository}
"""


def environment() -> dict[str, str]:
    """Return what every program is given: an empty home, UTC, and no settings of the person who measures."""
    home = CACHE / "home"
    home.mkdir(parents=True, exist_ok=True)
    return {"HOME": str(home), "PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def recap(case: Case, *options: str, program: tuple[str, ...] = RECAP) -> Command:
    """Ask Recap about a case's week, by the plain writer."""
    question = ("ask", f"{case.first}..{case.last}", "--me", case.email, "--zone", "UTC", "--no-ai")
    return Command((*program, *question, *options), case.repository, environment())


def git_log(case: Case) -> Command:
    """Ask git itself, in the plainest way: everybody's commits of the week by the date of committing, with sizes."""
    words = ("git", "log", "--all", f"--since={case.first} 00:00:00", f"--until={case.last} 23:59:59", "--numstat", "--format=%H %ae")
    return Command(words, case.repository, environment())


def did(case: Case, program: Path) -> Command:
    """Ask did, with its git plugin as its documentation sets it up."""
    folder = CACHE / "did-settings" / re.sub(r"\W+", "-", case.name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config").write_text(CONFIG.format(person=case.person, email=case.email, repository=case.repository))
    return Command((str(program), "--since", case.first, "--until", case.last), case.repository, environment() | {"DID_DIR": str(folder)})


def installed_did() -> Path | None:
    """Return did from a virtual environment of its own, made on the first run; nothing where it cannot be installed."""
    folder = CACHE / "did"
    program = folder / "bin" / "did"
    if not program.exists():
        print("installing did ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=False)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "did"], check=False)
    return program if program.exists() else None


def truth(case: Case) -> set[str]:
    """Return the hashes of the person's commits in the week, by author date, as git itself lists them.

    They are read line by line: what this process holds would be counted as memory of whatever it starts later.
    """
    start = datetime.combine(date.fromisoformat(case.first), datetime.min.time(), UTC).timestamp()
    end = start + timedelta(days=(date.fromisoformat(case.last) - date.fromisoformat(case.first)).days + 1).total_seconds()
    words = ("git", "log", "--branches", "--remotes", "--tags", "--format=%H %at %ae")
    with subprocess.Popen(words, cwd=case.repository, env=environment(), stdout=subprocess.PIPE, text=True) as log:
        assert log.stdout is not None  # noqa: S101  a pipe was asked for
        rows = (line.split() for line in log.stdout)
        return {commit for commit, at, email in rows if email == case.email and start <= int(at) < end}


def told_by_recap(case: Case) -> set[str]:
    """Return the hashes of all commits in Recap's answer."""
    answer = json.loads(run(recap(case, "--json")).output)
    return {event["ref"] for event in answer["events"] if event["kind"] in {"commit", "merge"}}


def told_by_git_log(case: Case, output: str) -> set[str]:
    """Return the hashes of the person's commits in what `git_log` printed."""
    return {line.partition(" ")[0] for line in output.splitlines() if line.endswith(f" {case.email}")}


def told_by_did(output: str, commits: set[str]) -> set[str]:
    """Return the hashes in what did printed, lengthened to whole ones where they are of the week."""
    short = re.findall(r"^ *\* ([0-9a-f]{7,40}) - ", output, flags=re.MULTILINE)
    return {next((commit for commit in commits if commit.startswith(start)), start) for start in short}


def everyone(case: Case, window: str) -> Command:
    """Ask Recap about everybody in a longer window, as numbers."""
    words = (*RECAP, "ask", f"everyone here {window}", "--zone", "UTC", "--no-ai", "--json")
    return Command(words, case.repository, environment())
