"""The verbs that follow an "and" or a comma, put into the past where no noun is meant and they do what the line's first verb does."""

import re

from core.reading.nouns import ALSO_NOUNS
from core.reading.verbs import Verb, gerund, sure_verb, verb

_JOINT = re.compile(r"(?P<joint>^and |^or |^& |, and |, | and | & |; | \+ )(?P<word>[A-Za-z][a-z-]+)(?P<space> )(?P<next>\S+)")
_DETERMINERS = frozenset("a all an any each every how it its more no our some such that the their them these this those unused".split())
_GOALS = frozenset(["to", "into"])  # "and move to", "and switch to"
_GOING = frozenset("migrate move switch".split())
# What a verb behind one of these belongs to is not the line's first verb: "users to pick one and remove it".
_SUBORDINATE = re.compile(r"(?i)\b(?:that|which|who|when|if|while|where|can|could|should|must|will|would|how|let|lets)\b")
_GERUND = re.compile(r"(?P<joint>, and |, | and |; )(?P<word>[a-z-]+ing) ")
_PREPOSITION = re.compile(r"(?i)\b(?:about|after|before|by|for|from|in|of|on|to|when|while|with|without)\b")
_INFINITIVE = re.compile(r"\bto (?P<word>[a-z]+)\b")


def conjugated(words: str) -> str:
    """Return what follows a verb in the past, with the verbs beside that one in the past too; in doubt they stay as they are.

    "and fixed the parser" follows where "and fix the parser" did; "drag and drop uploads" and "read and write locks" stay.
    """
    return _JOINT.sub(lambda found: _joined(found, words[: found.start()].rpartition("; ")[2]), words)


def continued(words: str) -> str:
    """Return what follows a verb in -ing, with those beside it in the past: "Adding login and updating tests"."""
    return _GERUND.sub(lambda found: _continuing(found, words[: found.start()]), words)


def begins_pair(rest: str) -> bool:
    """Say whether what follows a line's first word makes a noun of it: "stop and start scripts"."""
    found = _JOINT.match(rest)
    return rest.startswith(("and ", "or ", "& ")) and (found is None or _meant(found, "") is None)


def _continuing(found: re.Match[str], before: str) -> str:
    meant = verb(found["word"])
    is_beside = meant is not None and found["word"] == gerund(meant.base) and not _PREPOSITION.search(before)
    return f"{found['joint']}{meant.past} " if meant and is_beside else found.group()


def _joined(found: re.Match[str], before: str) -> str:
    meant = _meant(found, before)
    return found.group() if meant is None else f"{found['joint']}{meant.past}{found['space']}{found['next']}"


def _meant(found: re.Match[str], before: str) -> Verb | None:
    """Return the verb that a word behind a joint is."""
    word, following = found["word"], found["next"]
    sure = _sure(word)
    if following == "of" or (sure is None and found["joint"] == ", "):  # "the time and place of"
        return None
    is_explicit = following.lower() in _DETERMINERS or (word in _GOING and following in _GOALS)
    meant = sure or (verb(word) if is_explicit else None)
    if meant is None or word not in {meant.base, f"{meant.base}s"} or (found["joint"] != "; " and _is_subordinate(before)):
        return None
    return meant if is_explicit or not _is_paired(before) else None


def _sure(word: str) -> Verb | None:
    """Return the verb of a word that is no noun: "add", "adds"."""
    return sure_verb(word) or (sure_verb(word.removesuffix("s")) if word.endswith("s") else None)


def _is_subordinate(before: str) -> bool:
    infinitives = (found["word"] for found in _INFINITIVE.finditer(before))
    return _SUBORDINATE.search(before) is not None or any(verb(word) is not None for word in infinitives)


def _is_paired(before: str) -> bool:
    """Say whether the word before a joint is a bare verb too, so that both are parts of a name: "drag and drop uploads"."""
    last = before.rpartition(" ")[2]
    found = verb(last) if last.islower() else None
    return found is not None and (last == found.base or (last == f"{found.base}s" and found.base not in ALSO_NOUNS))
