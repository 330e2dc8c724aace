"""Words that change the question before: shorter, in German, and the week before, only acme/web, why is #42 in there."""

import re
from dataclasses import dataclass
from datetime import datetime

from core.asking.changes import CHANGES
from core.asking.days import today_of
from core.asking.found import Found
from core.asking.grammar import LONGEST, place, refusal, strangers
from core.asking.request import applied
from core.asking.rules import RULES
from core.asking.words import Cursor
from core.model import Asker, RecapRequest, WhoKind

_REF = re.compile(r"[\w./-]*[#!]\d+|[A-Za-z]+-\d+|[0-9a-f]{7,40}|v?\d+\.[\w.]+")
_LEADS = (("and",), ("but",), ("same",), ("now",), ("what", "about"), ("how", "about"))


@dataclass(frozen=True, slots=True)
class WhyQuestion:
    """Which facts stand behind `ref`, such as #42, !7, ABC-12, a hash or a version; behind all where it is empty."""

    ref: str = ""


def follow_up(text: str, previous: RecapRequest, asker: Asker, now: datetime) -> RecapRequest | WhyQuestion | None:
    """Return the question before, changed as the words say; nothing where they are a question of their own.

    Raises:
        AskError: the words change the question before, and one of them has no place or contradicts another.
    """
    if len(text) > LONGEST:
        return None
    words = Cursor(text)
    if words.key() == "why":
        return WhyQuestion(_ref(words))
    has_lead = any(all(words.key(at) == key for at, key in enumerate(lead)) for lead in _LEADS)
    found, loose = place(words, today_of(asker, now, previous), (*CHANGES, *RULES))
    strange = strangers(words, loose)
    if strange and found.is_follow_up:
        raise refusal(strange)
    if strange or found == Found() or not (has_lead or found.is_follow_up or _only_tells_how(found)):
        return None
    return applied(_narrowed(found, previous), previous)


def _ref(words: Cursor) -> str:
    while words.key():
        if _REF.fullmatch(text := words.take().text):
            return text
    return ""


def _only_tells_how(found: Found) -> bool:
    """Say whether the words name no person, no window and no place: then they are about the answer before."""
    return not (found.who or found.window or found.alone or found.repositories or found.branches or found.paths or found.topics)


def _narrowed(found: Found, previous: RecapRequest) -> Found:
    """Keep the people of the question before when only another repository is named."""
    found.alone, found.repositories = [*found.repositories, *found.alone], []
    if not found.who and previous.who[0].kind is not WhoKind.REPOSITORY:
        found.who = list(previous.who)
    return found
