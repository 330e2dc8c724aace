"""Collect the corpus's facts from the shared histories again: `python -m tests.grounding.collect`.

What a person did in a week becomes items as they stood when the week ended. Commits that name the same reference are one item, and so
are the versions of one series; a bot's stay apart. Kinds come from the subject and the paths, and from `KINDS` where those mislead.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.grounding.history import Commit, History
from tests.grounding.weeks import FOLLOW_UPS, KINDS, WEEKS
from tests.histories import repository

_VERSION = re.compile(r"(?:chore\(release\): )?(?:version |slack_sdk )+v?(\d+\.\d+)")
_SHARED = re.compile(r"Fix$|Update|Apply")  # subjects that two changes may have
_DOCUMENTS = re.compile(r"docs|README|\.md$|\.rst$")
_INDEX = re.compile(r"test\.py" r"pi\.org")  # no address of a package index stands in this repository
_BODY = 600  # characters kept
_PATHS = 8
_KINDS = (
    ("release", r"(?i)^(\[?v\d\]? )?(version|release|chore\(release\)|slack_sdk 3)|release$|^\d+\.\d+"),
    ("revert", r"(?i)^revert"),
    ("documentation", r"(?i)^(docs?|document)\b"),
    ("test", r"(?i)^tests?\b"),
    ("chore", r"(?i:^(chore|ci|build|health|bump)\b)|requirement from|flake8|lint|black|pytype|\bCI\b|codecov|GitHub templates"),
    ("fix", r"(?i)\bfix"),
    ("performance", r"(?i)speed|performance|faster"),
    ("security", r"(?i)redact"),
    ("removal", r"(?i)^(remove|delete|drop)"),
    ("refactoring", r"(?i)^(rename|refactor|restructure|move|organize|simplify|re-)"),
    ("feature", r"(?i)^(add|feat|enable|allow|support|introduce|implement|expose)"),
)


@dataclass(slots=True)
class _Group:
    """Commits that belong together, each with its own hash and those of its copies."""

    keys: set[str]
    refs: list[str]
    commits: list[tuple[Commit, list[str]]]


def collect(split: str) -> Iterator[str]:
    """Make the lines of a split's facts file."""
    name, letter = {"tune": ("bolt-python", "B"), "measure": ("python-slack-sdk", "S")}[split]
    history = History(repository(name))
    commits = history.commits()
    number = 0
    for person, week in WEEKS[split]:
        start = datetime.fromisoformat(week).replace(tzinfo=UTC)
        end = start + timedelta(days=7)
        merged, released = history.merged(end), history.released(end)
        for group in _grouped([each for each in commits if each.actor == person and start <= each.at < end]):
            number += 1
            row = _row(f"{letter}{number}", f"slackapi/{name}", group, merged=merged, released=released)
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _grouped(commits: Sequence[Commit]) -> list[_Group]:
    groups: list[_Group] = []
    copies: dict[tuple[str, datetime | None], list[str]] = {}
    for commit in commits:
        same = copies.setdefault((commit.title, commit.at if _SHARED.match(commit.title) else None), [])
        same.append(commit.ref)
        if len(same) == 1:
            _place(commit, same, groups)
    return groups


def _place(commit: Commit, hashes: list[str], groups: list[_Group]) -> None:
    refs = re.findall(r"#\d+", commit.title)
    refs = refs[::-1] if commit.title.rstrip().endswith(")") else refs
    version = _VERSION.match(commit.title)
    keys = {*refs, *([f"v{version[1]}"] if version else []), *([FOLLOW_UPS[commit.ref[:7]]] if commit.ref[:7] in FOLLOW_UPS else [])}
    group = None if _is_bot(commit) else next((each for each in groups if each.keys & keys), None)
    if not group:
        group = _Group(set(), [], [])
        groups.append(group)
    group.keys |= keys
    group.refs = list(dict.fromkeys([*group.refs, *refs]))
    group.commits.append((commit, hashes))


def _row(id_: str, repository_: str, group: _Group, *, merged: set[str], released: set[str]) -> dict[str, object]:
    commits = group.commits
    kind = _kind(commits[0][0], [path for commit, _ in commits for *_, path in commit.stat])
    if kind == "release":
        commits = commits[::-1]  # the last version of a series leads
    hashes = commits[0][1]
    return {
        "id": id_,
        "title": commits[0][0].title,
        "repository": repository_,
        "kind": next((kind for kind, ids in KINDS.items() if id_ in ids), kind),
        "state": "released" if released.intersection(hashes) else "merged" if merged.intersection(hashes) else "open",
        "refs": group.refs,
        "events": [_event(commit) for commit, _ in commits],
    }


def _kind(commit: Commit, paths: Sequence[str]) -> str:
    if _is_bot(commit):
        return "chore"
    for kind, pattern in _KINDS:
        if re.search(pattern, commit.title) or (paths and _is_all(kind, paths)):
            return kind
    return "change"


def _is_all(kind: str, paths: Sequence[str]) -> bool:
    if kind == "documentation":
        return all(map(_DOCUMENTS.search, paths))
    return kind == "test" and all("test" in path for path in paths)


def _is_bot(commit: Commit) -> bool:
    return commit.actor.startswith("Bot")


def _event(commit: Commit) -> dict[str, object]:
    row: dict[str, object] = {
        "ref": commit.ref,
        "at": commit.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "actor": commit.actor,
        "title": commit.title,
        "body": _INDEX.sub("the test index", commit.body)[:_BODY],
        "others": commit.others,
        "added": sum(int(added) for added, *_ in commit.stat if added != "-"),
        "removed": sum(int(removed) for _, removed, _ in commit.stat if removed != "-"),
        "paths": [path for *_, path in commit.stat][:_PATHS],
    }
    return {key: value for key, value in row.items() if value or key not in {"body", "others"}}


if __name__ == "__main__":
    for each in WEEKS:
        (Path(__file__).parent / f"{each}.facts.jsonl").write_text("".join(f"{line}\n" for line in collect(each)), encoding="utf-8")
