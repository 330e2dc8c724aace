"""Merge commits that land a pull or merge request, as the hosts write them."""

import re
from dataclasses import dataclass

_TITLE = re.compile(
    r"Merge pull request (?P<github>#\d+) (?:from|in) \S"
    r"|Merged in \S+ \(pull request (?P<bitbucket>#\d+)\)"
    r"|Merged PR (?P<azure>\d+): (?P<title>\S.*)"
)
_GITLAB = re.compile(r"(?m)^See merge request (?:\S*)(?P<ref>!\d+)$")
_TRAILER = re.compile(r"(?i)see merge request|closes |[a-z-]+-by: ")


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
    return Landed(found["github"] or found["bitbucket"], _first(body))


def _first(body: str) -> str:
    """Return the first line that is no trailer."""
    return next((line.strip() for line in body.splitlines() if line.strip() and not _TRAILER.match(line)), "")
