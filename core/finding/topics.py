"""Parts the commits of one branch where they are clearly about different things."""

import re
from collections.abc import Iterator, Sequence

from core.finding.forest import Forest
from core.finding.nature import is_change
from core.finding.subjects import read
from core.model import Event, WorkKind
from core.reading.verbs import verb

_DEPTH = 2  # folders of a path that name a part of the whole
_ASIDE = frozenset([WorkKind.TEST, WorkKind.DOCUMENTATION, WorkKind.CHORE])  # which finish what they stand beside
_OF_ANY = frozenset("also anyway code file files from into more other page some test tests that this when with".split())


def parted(events: Sequence[Event]) -> list[list[int]]:
    """Return numbers of a branch's commits, which are in order of time: one set for what shares a folder, a scope, an issue or a word.

    What only finishes other work, or of which no paths are known, stays with the commit before it, or the one after the start.
    """
    forest = Forest(len(events))
    for number, event in enumerate(events):
        for topic in _topics(event):
            forest.tie(number, topic)
        if not _is_of_its_own(event):
            forest.join(number, number - 1 if number else min(1, len(events) - 1))
    return forest.sets()


def _is_of_its_own(event: Event) -> bool:
    return is_change(event) and read(event.title).kind not in _ASIDE and event.change is not None and bool(event.change.paths)


def _topics(event: Event) -> Iterator[tuple[str, str]]:
    """Yield what a commit is about: folders, or files of the root; references; its scope and the words that say something."""
    subject = read(event.title)
    if event.change:
        yield from (("folder", "/".join(path.split("/")[:-1][:_DEPTH]) or path) for path in event.change.paths)
    yield from (("reference", link.ref) for link in event.mentions)
    told = f"{subject.scope} {subject.rest}".lower()
    yield from (("word", word.removesuffix("s")) for word in re.findall(r"[^\W\d_]{4,}", told) if word not in _OF_ANY and not verb(word))
