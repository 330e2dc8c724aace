"""What a commit says that it did, as clauses in the simple past: "Added A and fixed B"."""

import re
from dataclasses import dataclass, replace

from core.reading.conjugation import conjugated
from core.reading.prefixes import split
from core.reading.pulls import landed
from core.reading.subject import Subject, read
from core.reading.verbs import verb

_SENTENCE = re.compile(r"(?<=[a-z0-9)\]`'\"]{2})\.\s+(?=[A-Z])")
_REFERENCE = re.compile(r"[\w./-]*[#!-]\d+|\band\b|[\s,&]+")
_QUOTES = re.compile(r"[\"“']\S.*[\"”']")


@dataclass(frozen=True, slots=True)
class Clause:
    """One act and what it was done to; without a verb, `what` is all that is known."""

    verb: str
    what: str
    scope: str = ""
    is_problem: bool = False  # `what` tells what was wrong
    is_compound: bool = False  # `what` holds a verb of its own: "added A and dropped B"
    coming: str = ""  # what came with it: "tests"

    def without(self, verb: str) -> "Clause":
        """Return the clause without its verb where that is the given one and something is left."""
        return replace(self, verb="", is_problem=False) if verb and self.verb == verb and self.what else self

    @property
    def said(self) -> str:
        """Return the clause without its scope, its first letter as it comes."""
        if not self.verb or not self.what:
            told = self.verb or self.what
        else:
            told = f"{self.verb}: {self.what}" if self.is_problem else f"{self.verb} {self.what}"
        return f"{told} with {self.coming}" if self.coming else told

    @property
    def text(self) -> str:
        """Return the clause with its scope: "net: fixed the race", "fixed in net: the socket is never closed"."""
        if self.scope and self.is_problem:
            return f"{self.verb} in {self.scope}: {self.what}"
        return f"{self.scope}: {self.said}" if self.scope else self.said


def clauses(title: str) -> tuple[Clause, ...]:
    """Return what a subject line tells, one clause for each of its sentences."""
    subject = read(title)
    if subject.verb in {"reverted", "reapplied"} and (quoted := _quoted(title, subject.rest)):
        return (Clause(subject.verb, quoted, is_compound=True),)
    first, *others = _SENTENCE.split(subject.rest)
    scope = _scope(subject)
    told = [inner for inner in map(read, others) if _REFERENCE.sub("", inner.rest)]  # "Closes ABC-12." tells no act
    return (_clause(subject, first, scope), *(_clause(inner, inner.rest, scope) for inner in told))


def _quoted(title: str, rest: str) -> str:
    """Return the title that a revert names, as a quotation without its own convention, or a request's reference; else nothing."""
    merged = landed(rest, "")
    if merged and not merged.title:
        return merged.ref
    inner, words = split(rest)
    if not inner.type and not _QUOTES.search(title) and not _is_title(rest):
        return ""
    return f"“{rest if inner.scope and not inner.type else words}”"


def _is_title(rest: str) -> bool:
    """Say whether a line names another by its title: "Revert Add export to CSV"."""
    first = rest.partition(" ")[0]
    return first[:1].isupper() and (found := verb(first)) is not None and first.lower() == found.base


def _clause(subject: Subject, rest: str, scope: str = "") -> Clause:
    what = conjugated(rest) if subject.verb else rest
    return Clause(subject.verb, what, scope, subject.is_problem, is_compound=what != rest)


def _scope(subject: Subject) -> str:
    """Return the scope where it says something that the line does not, and what was worked on: "api docs"."""
    scope = subject.scope
    told = {word.lower() for word in re.findall(r"\w+", subject.rest)}
    says_more = scope and not {word.lower() for word in re.findall(r"\w+", scope)} <= told
    is_empty = subject.version or not says_more or scope.lower() in _EMPTY_SCOPES
    field = "" if subject.field in told else subject.field  # "tests: tests for the wishlist"
    return " ".join(part for part in ("" if is_empty else scope, field) if part)


_EMPTY_SCOPES = frozenset("all app build core deps deps-dev dev general main minor misc nfc project release repo trivial".split())
