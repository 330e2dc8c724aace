"""Subjects that announce a version, in the ways in which release commits are written."""

import re
from collections.abc import Iterable

from core.reading.verbs import verb

_STEP = "alpha|beta|snapshot|preview|dev|pre|rc|a|b|c|m"
_TAIL = rf"(?:[-._]?(?:{_STEP}|final|post|ga)[-.]?\d*)*(?:\+[\w.]+)?"
_VERSION = re.compile(rf"(?i)(?<![\w.])v?\.?(\d{{1,5}}(?:\.\d{{1,6}}){{1,3}}{_TAIL})(?![\w.]*\w)")
_TAGGED = re.compile(rf"(?i)\d{{1,5}}(?:[._]\d{{1,6}}){{1,3}}{_TAIL}$")
_CANDIDATE = re.compile(rf"(?i)\d(?:[-._]?(?:{_STEP}))[-.]?\d*")
_SAYING = frozenset(
    (
        "a beta alpha branch bump bumped bumping bumps candidate chore cut for in into new next number of package pre prepare "
        "prepared prepares preparing publish published publishing pypi rc release released releases releasing set stable tag tagged "
        "tagging the to up update updated v ver version versions"
    ).split()
)
_VERBS = frozenset("cut prepare prepared preparing publish published release released releases releasing tag tagged".split())
_SETTING = frozenset("bump bumped bumping bumps set update updated".split())  # with a name: another program's version
_ABOUT = frozenset("after before post changelog notes docs documentation support compatibility branch process workflow".split())
_MOVED = re.compile(r"(?i)\b(?:bump(?:s|ed)?|update[sd]?) version:?\s+(?:from\s+)?\S+\s*(?:→|->|=>|\bto\b)\s*")  # as bump-my-version writes


def announced(words: str) -> str:
    """Return the version that a subject announces, without its "v"; empty where it does something else with one."""
    words = _MOVED.sub("version ", words)
    found = _VERSION.findall(words)
    if len(set(found)) != 1:
        return ""
    others = [word for word in re.findall(r"[\w.@/&-]+", _VERSION.sub(" ", words).lower()) if word not in {"-", "v"}]
    names = [word for word in others if word not in _SAYING]
    if not names:
        return str(found[0])
    is_told = names[0].endswith("@") or not _VERBS.isdisjoint(others)  # "web@1.2.0", "Release web 1.2.0"; not "slack_sdk 3.0.0"
    says = is_told and len(names) == 1 and names[0] not in _ABOUT and verb(names[0]) is None
    return str(found[0]) if says and _SETTING.isdisjoint(others) else ""


def is_candidate(version: str) -> bool:
    """Say whether a version is a step towards one: a release candidate, a beta, a development version."""
    return _CANDIDATE.search(version) is not None


def tagged(tag: str) -> str:
    """Return the version that a tag names, whatever stands before it: "1.26.1" of "go1.26.1"; empty where it names none."""
    found = _TAGGED.search(tag)
    return found.group() if found else ""


def named(title: str, tags: Iterable[str], repository: str) -> str:
    """Return the version that a commit's title names together with a tag on it, or as that of its repository; empty where there is none.

    That is "0.6.0a0" of "verson 0.6.0a0" under such a tag, and "3.0.0a3" of "slack_sdk 3.0.0a3" in "acme/python-slack-sdk".
    """
    numbers = set(_VERSION.findall(title))
    found = next((version for version in map(tagged, tags) if version in numbers), "")
    if found or len(numbers) != 1:
        return found
    name = _plain(_VERSION.sub("", title))
    return numbers.pop() if name and re.search(rf"\b{re.escape(name)}\b", _plain(repository.rpartition("/")[2])) else ""


def _plain(name: str) -> str:
    return re.sub(r"[_\s]+", "-", name.strip(" :@-").casefold())
