"""Words that change the question before: shorter, in German, and the week before, only acme/web, why is #42 in there."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from core.asking.changes import CHANGES
from core.asking.days import today_of
from core.asking.filler import FILLER
from core.asking.found import Found
from core.asking.grammar import LONGEST, understand, unnamed
from core.asking.request import applied, usual
from core.asking.rules import RULES
from core.asking.vocabulary import BULLETS
from core.asking.words import Cursor
from core.model import Asker, RecapRequest, WhoKind
from core.ports import ForeignDates

_REF = re.compile(r"[\w./-]*[#!]\d+|[A-Za-z]+-\d+|[0-9a-f]{7,40}|v?\d+\.[\w.]+")
_OF_AN_ANSWER = (*BULLETS, "number", "item", "line")
_LEADS = (("and",), ("but",), ("same",), ("now",), ("what", "about"), ("how", "about"))


@dataclass(frozen=True, slots=True)
class WhyQuestion:
    """Which facts stand behind a reference, a hash, a version, the number of a bullet, a person or words; behind all where it is empty."""

    about: str = ""


def follow_up(
    text: str,
    previous: RecapRequest,
    asker: Asker,
    now: datetime,
    *,
    foreign: ForeignDates | None = None,
    leans: bool = True,
    is_beside: bool = True,
) -> RecapRequest | WhyQuestion | None:
    """Return the question before, changed as the words say; nothing where they are a question of their own.

    Those name somebody, or a repository to be told as a whole; all else is said of what was told before where the place `leans` on that,
    and elsewhere only what makes no sense without it. Words that only come after an answer, and do not stand `is_beside` it in its
    thread or as a reply, are a question of their own as well where they name a window and more; a window alone keeps who and where.

    Raises:
        AskError: a word has no place or contradicts another, or no word names anything.
    """
    words = Cursor(text[:LONGEST])
    if words.key() == "why":
        return WhyQuestion(_about(words))
    has_lead = any(all(words.key(at) == key for at, key in enumerate(lead)) for lead in _LEADS)
    today = today_of(asker, now, previous)
    found = understand(text, today, foreign, rules=(*CHANGES, *RULES))
    if found == Found():
        raise unnamed(text, is_first=False)
    if has_lead or found.is_follow_up:
        return applied(_narrowed(found, previous), previous)
    if found.who or found.alone or not leans:
        return None
    if found.window is None or is_beside:
        return applied(_narrowed(found, previous), previous)
    is_bare = replace(found, window=None, said={}) == Found()
    return replace(usual(today, found.window), who=previous.who, where=previous.where) if is_bare else None


def _about(words: Cursor) -> str:
    """Return a reference or a person where one is named, else the words that say something."""
    asked = [words[at] for at in range(1, len(words))]
    sure = (word.text for word in asked if _REF.fullmatch(word.text) or word.key.startswith(('"', "@")))
    return next(sure, " ".join(word.text for word in asked if word.key not in FILLER and word.key not in _OF_AN_ANSWER))


def _narrowed(found: Found, previous: RecapRequest) -> Found:
    """Keep the people of the question before when only another repository is named."""
    found.alone, found.repositories = [*found.repositories, *found.alone], []
    if not found.who and previous.who[0].kind is not WhoKind.REPOSITORY:
        found.who = list(previous.who)
    return found
