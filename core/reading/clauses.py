"""What a commit says that it did, as clauses in the simple past: "Added A and fixed B"."""

import re
from dataclasses import dataclass

from core.reading.subject import Subject, read
from core.reading.verbs import sure_verb, verb

_JOINT = re.compile(r"(?P<joint>, and |, | and | & |; | \+ )(?P<word>[A-Za-z][a-z-]+)(?P<space> )(?P<next>\S+)")
_SENTENCE = re.compile(r"(?<=[a-z0-9)\]`'\"]{2})\.\s+(?=[A-Z])")
_DETERMINERS = frozenset("a all an any each every it its more no our some such that the their them these this those unused".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """One act and what it was done to; without a verb, `what` is all that is known."""

    verb: str
    what: str
    scope: str = ""
    is_problem: bool = False  # `what` tells what was wrong
    is_compound: bool = False  # `what` holds a verb of its own: "added A and dropped B"

    @property
    def text(self) -> str:
        """Return the clause, its first letter as it comes."""
        if not self.verb:
            said = self.what
        elif not self.what:
            said = self.verb
        else:
            said = f"{self.verb}: {self.what}" if self.is_problem else f"{self.verb} {self.what}"
        return f"{self.scope}: {said}" if self.scope else said


def clauses(title: str) -> tuple[Clause, ...]:
    """Return what a subject line tells, one clause for each of its sentences."""
    subject = read(title)
    first, *others = _SENTENCE.split(subject.rest)
    return (_clause(subject, first, _scope(subject)), *(_clause(inner := read(sentence), inner.rest) for sentence in others))


def conjugated(words: str) -> str:
    """Put the verbs that follow an "and" or a comma into the past, where no noun is meant."""
    return _JOINT.sub(_joined, words)


def _joined(found: re.Match[str]) -> str:
    word = found["word"]
    meant = sure_verb(word) or (verb(word) if found["next"].lower() in _DETERMINERS else None)
    is_listed = found["joint"] == ", " and sure_verb(word) is None
    return (
        found.group()
        if meant is None or meant.base != word or is_listed
        else f"{found['joint']}{meant.past}{found['space']}{found['next']}"
    )


def _clause(subject: Subject, rest: str, scope: str = "") -> Clause:
    what = conjugated(rest) if subject.verb else rest
    return Clause(subject.verb, what, scope, subject.is_problem, is_compound=what != rest)


def _scope(subject: Subject) -> str:
    """Return the scope where it says something that the line does not."""
    scope = subject.scope
    told = {word.lower() for word in re.findall(r"\w+", subject.rest)}
    says_more = scope and not {word.lower() for word in re.findall(r"\w+", scope)} <= told
    return "" if subject.version or not says_more or scope.lower() in _EMPTY_SCOPES else scope


_EMPTY_SCOPES = frozenset("all app build core deps deps-dev dev general main misc project release repo".split())
