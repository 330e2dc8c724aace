"""What a commit's subject line says that it does, whatever convention it is written in."""

from dataclasses import dataclass

from core.model import WorkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject line, read."""

    kind: WorkKind
    verb: str = ""  # past tense, lower case: "added"; empty where the line has none
    rest: str = ""  # what the verb is about, without prefix and references
    scope: str = ""  # a conventional commit's scope, lower case
    refs: tuple[str, ...] = ()  # "#412", "!77", "ABC-12" in the order of the line
    version: str = ""  # "1.7.0rc1" where the line announces one
    is_breaking: bool = False
    is_follow_up: bool = False  # it only finishes other work: review suggestions, lint, a typo, failing tests


def read(title: str) -> Subject:
    """Read a subject line."""
    return Subject(kind=WorkKind.CHANGE, rest=title)
