"""The refusals of the interface, by their codes (Topics, Opcodes and Status Codes, JSON)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.servers.discord.nouns import Object

KNOWN = {
    0: (401, "401: Unauthorized"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20028: (429, "The write action you are performing on the channel has hit the write rate limit."),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later."),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (403, "Cannot reply without permission to read message history"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a payload."""

    path: tuple[str | int, ...]
    code: str
    message: str


class RefusedError(Exception):
    """The interface says no."""

    def __init__(self, code: int, *, problems: Sequence[Problem] = (), retry_after: float | None = None) -> None:
        self.code = code
        self.status, self.message = KNOWN[code]
        self.problems = problems
        self.retry_after = retry_after
        super().__init__(f"{self.status} {code} {self.message} {list(problems)}")

    @property
    def body(self) -> Object:
        """The answer; problems are nested as the payload is (Reference, Error Messages)."""
        shown: Object = {"message": self.message, "code": self.code}
        if self.retry_after is not None:
            shown |= {"retry_after": self.retry_after, "global": False}
        if self.problems:
            shown["errors"] = _nested(self.problems)
        return shown


def require(problems: Iterable[Problem]) -> None:
    """Let nothing pass that has problems.

    Raises:
        RefusedError: 50035.
    """
    if found := list(problems):
        raise RefusedError(50035, problems=found)


def _nested(problems: Sequence[Problem]) -> Object:
    root: Object = {}
    for problem in problems:
        at = root
        for step in problem.path:
            at = at.setdefault(str(step), {})
        at.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return root
