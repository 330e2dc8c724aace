"""Merge commits that land a pull or merge request, as the hosts write them."""

import re
from dataclasses import dataclass

_TITLE = re.compile(
    r"Merge pull request (?P<github>#\d+) (?:from|in) \S"
    r"|Merged in \S+ \(pull request (?P<bitbucket>#\d+)\)"
    r"|(?:Auto|Rollup) merge of (?P<bors>#\d+) - "
    r"|Merged PR (?P<azure>\d+): (?P<title>\S.*)"
)
_GITLAB = re.compile(r"(?m)^See merge request (?:\S*)(?P<ref>!\d+)$")
_TRAILER = re.compile(r"(?i)see merge request|closes |[a-z-]+-by: ")


_CUT = re.compile(r"(?P<said>.*\S)\s*(?:…|\.{3})(?P<ref>(?:\s*\([#!]\d+\))?)")
_COMMITS = re.compile(r"\* commit '")  # as Bitbucket Server lists what a merge brings


@dataclass(frozen=True, slots=True)
class Landed:
    """A request that a merge commit lands."""

    ref: str  # "#412", "!77"
    title: str  # empty where the commit does not have it


def landed(title: str, body: str) -> Landed | None:
    """Return which request a merge commit lands: GitHub's, GitLab's, Bitbucket's or Azure DevOps's words; None for other merges."""
    found = _TITLE.match(title)
    if found is None:
        see = _GITLAB.search(body) if title.startswith("Merge branch ") else None
        return Landed(see["ref"], _first(body)) if see else None
    if found["azure"]:
        return Landed(f"!{found['azure']}", found["title"])
    return Landed(found["github"] or found["bitbucket"] or found["bors"], _first(body))


def whole(title: str, body: str) -> str:
    """Return what a commit says in one line: what it lands where that is all that its title says, and a cut title in full.

    Hosts cut a long title with "…" and begin the body with the rest of it.
    """
    found = landed(title, body)
    if found and found.title:
        return found.title
    cut = _CUT.fullmatch(title)
    more = _first(body) if cut else ""
    return f"{cut['said']} {more.lstrip('….').lstrip()}{cut['ref']}" if cut and more.startswith(("…", "...")) else title


def _first(body: str) -> str:
    """Return the first line that is no trailer; nothing of a list of commits."""
    if _COMMITS.match(body):
        return ""
    return next((line.strip() for line in body.splitlines() if line.strip() and not _TRAILER.match(line)), "")
