"""git-recap and did, each in a virtual environment of its own, asked about the same week; and what of it they tell."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from benchmarks.github_server import WEEK, Served
from benchmarks.histories import CACHE
from benchmarks.peers import environment
from core.model import EventKind
from tests.servers.github.truth import Fact

PEERS = {"git-recap": "git-recap==0.1.6", "did": "did==0.23.1"}

# It has no setting for the API's address, so its one use of PyGithub is given ours; everything else is as it comes.
_GIT_RECAP = """
import functools, json, sys
from datetime import datetime
from github import Github
from git_recap.providers import github_fetcher as fetcher
fetcher.Github = functools.partial(Github, base_url=sys.argv[1])
made = fetcher.GitHubFetcher(sys.stdin.readline().strip(), datetime.fromisoformat(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
print(json.dumps(made.get_authored_messages()))
"""
_DID = """[general]
email = {email}
[github]
type = github
url = {url}
token_file = {token}
login = {login}
"""
_SECTIONS = {  # what each of did's headings tells, generously
    "Issues created": {EventKind.ISSUE_OPENED},
    "Issues commented": {EventKind.COMMENT},
    "Issues closed": {EventKind.ISSUE_CLOSED},
    "Pull requests created": {EventKind.PULL_OPENED, EventKind.PULL_DRAFTED},
    "Pull requests commented": {EventKind.COMMENT},
    "Pull requests closed": {EventKind.PULL_CLOSED, EventKind.PULL_MERGED},
    "Pull requests reviewed": {EventKind.REVIEW, EventKind.REVIEW_COMMENT},
    "Pull requests merged": {EventKind.PULL_MERGED},
}


def installed(name: str) -> Path | str:
    """Return a peer's folder of programs, made on the first run; or why it cannot be installed."""
    folder = CACHE / f"peer-{name}"
    if not (folder / "done").exists():
        print(f"installing {name} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        done = subprocess.run([folder / "bin" / "pip", "install", "--quiet", PEERS[name]], check=False, capture_output=True, text=True)
        if done.returncode:
            return f"pip could not install {PEERS[name]}: {done.stderr.strip().splitlines()[-1][:200]}"
        (folder / "done").touch()
    return folder / "bin"


def git_recap(programs: Path, server: Served, login: str) -> tuple[set[Fact], float]:
    """Return which facts git-recap tells, and its seconds."""
    first, last = WEEK.start.isoformat(), WEEK.end.isoformat()
    words = [str(programs / "python"), "-c", _GIT_RECAP, server.url, first, last]
    began = perf_counter()
    done = subprocess.run(words, input=server.tokens[login][0], env=environment(), capture_output=True, text=True, check=True)
    seconds = perf_counter() - began
    entries = json.loads(done.stdout.splitlines()[-1])
    return {fact for fact in server.facts(login, viewer=login) if any(_is_told(fact, entry) for entry in entries)}, seconds


def did(programs: Path, server: Served, login: str) -> tuple[set[Fact], float]:
    """Return which facts did tells, and its seconds."""
    folder = CACHE / "did-github"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "token").write_text(server.tokens[login][0])
    email = server.user(login).emails[0]
    (folder / "config").write_text(_DID.format(email=email, url=server.url, token=folder / "token", login=login))
    words = [str(programs / "did"), "--since", f"{WEEK.start:%Y-%m-%d}", "--until", "2026-11-15"]
    began = perf_counter()
    done = subprocess.run(words, env=environment() | {"DID_DIR": str(folder)}, capture_output=True, text=True, check=True)
    told = set(_listed(done.stdout.splitlines()))
    found = {fact for fact in server.facts(login, viewer=login) if (fact.kind, fact.repository, fact.ref) in told}
    return found, perf_counter() - began


def _is_told(fact: Fact, entry: dict[str, str]) -> bool:
    """An entry for a request counts for all that happened to it; names are without owners there."""
    if entry["type"] in {"commit", "commit_from_pr"}:
        return fact.ref == entry["sha"]
    if entry["repo"] != fact.repository.partition("/")[2]:
        return False
    if entry["type"] == "pull_request":
        return fact.kind.startswith("pull_") and fact.ref == f"#{entry['pr_number']}"
    return fact.kind is EventKind.ISSUE_OPENED and fact.at.isoformat() == entry["timestamp"]


def _listed(lines: Iterable[str]) -> Iterable[tuple[EventKind, str, str]]:
    kinds: set[EventKind] = set()
    for line in lines:
        kinds = next((told for heading, told in _SECTIONS.items() if heading in line), kinds)
        if found := re.match(r"\s+\* (\S+/\S+)#0*(\d+) - ", line):
            yield from ((kind, found[1], f"#{found[2]}") for kind in kinds)
