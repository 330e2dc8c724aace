"""What git complains about, as errors with a sentence for the user."""

import re

from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import git as messages
from core.reading.inert import inert
from core.reading.secrets import masked

_DAMAGE = re.compile(
    r"corrupt|GIT packfile|unable to read|bad object|missing (?:blob|tree|commit|object)|could not read|Could not read|failed to read|"
    r"Failed to traverse|broken (?:ref|link)|bad tree|cannot be read|unable to (?:unpack|parse)|does not match|inflate|"
    r"Needed a single revision"
)
_ABSENT = re.compile(r"lazy fetching disabled|could not fetch \S+ from promisor|transport '\S+' not allowed")
_OBJECT = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_NAME = re.compile(r" for (refs/\S+)$", re.MULTILINE)
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@")


class DamagedError(PermanentError):
    """Part of a repository is missing or unreadable."""

    def __init__(self, sentence: str, *, name: str = "", part: str = "") -> None:
        super().__init__(sentence)
        self.name = name  # the branch or tag that leads to it, in full, where git says so
        self.part = part  # the object, where git says so


class AbsentError(PermanentError):
    """A clone was made without the file contents that are asked for."""


def failure(folder: str, complaint: str) -> OutsideError:
    """Return the error that git's standard error stands for."""
    for told, error in _KNOWN:
        if re.search(told, complaint):
            return error(folder)
    if _ABSENT.search(complaint):
        return AbsentError(messages.contents_absent(folder))
    if _DAMAGE.search(complaint):
        found = _OBJECT.search(complaint)
        name = _NAME.search(complaint)
        part = found.group() if found else ""
        return DamagedError(messages.damaged(folder, part[:12] or _last_line(complaint)), name=name[1] if name else "", part=part)
    return PermanentError(messages.failed(folder, _last_line(complaint)))


def host_failure(url: str, complaint: str) -> OutsideError:
    """Return the error that a failed clone or fetch stands for."""
    if re.search(r"(?i)no space left on device|disk quota exceeded", complaint):
        return TransientError(messages.disk_full(url))
    if re.search(r"could not read Username|Authentication failed|error: 40[13]", complaint):
        return AuthError(messages.no_such_remote(url))
    if re.search(r"not found|error: 404|does not appear to be a git repository", complaint):
        return PermanentError(messages.no_such_remote(url))
    return TransientError(messages.host_failed(url, _last_line(complaint)))


def _last_line(complaint: str) -> str:
    """Return git's own words: the first fatal line, else the last one, without credentials."""
    lines = complaint.strip().splitlines() or [""]
    fatal = next((line for line in lines if line.startswith("fatal: ")), lines[-1])
    return masked(inert(_CREDENTIALS.sub("", fatal.removeprefix("fatal: ").removeprefix("error: ")), limit=300))


_KNOWN = (
    (r"(?i)no space left on device|disk quota exceeded", lambda folder: TransientError(messages.disk_full(folder))),
    (r"dubious ownership|unsafe repository", lambda folder: PermanentError(messages.not_trusted(folder))),
    (r"(?i)not a git repository", lambda folder: PermanentError(messages.not_a_repository(folder))),
    (r"unknown option|unrecognized argument|unrecognized option|unknown field name", lambda _: PermanentError(messages.GIT_TOO_OLD)),
    (r"Permission denied|Operation not permitted", lambda folder: PermanentError(messages.permission_denied(folder))),
)
