"""Read a verb: which act it tells, and in which form it stands."""

from functools import lru_cache

from core.telling.grounding.acts import ACTS, NOUNS
from core.telling.grounding.closed import LIGHT
from core.telling.grounding.stems import stem

_BY_STEM: dict[str, frozenset[str]] = {}
for _word, _acts in ACTS.items():
    _BY_STEM[stem(_word)] = _BY_STEM.get(stem(_word), frozenset()) | _acts
_PAST = frozenset(
    "wrote rewrote built made set cut ran put split sent got took gave kept undid began led hid chose brought froze reset read withdrew "
    "did broke threw caught held found lost left went overrode rebuilt".split()
)
_NOUNS = {word: frozenset(acts.split()) for word, acts in NOUNS.items()}


@lru_cache(maxsize=4096)
def acts_of(word: str) -> frozenset[str]:
    """Return the acts that a word in lower case tells as a verb; none where it tells none."""
    return _BY_STEM.get(stem(word), frozenset())


def acts_of_noun(word: str) -> frozenset[str]:
    """Return the acts that a noun tells as plainly as a verb."""
    return _NOUNS.get(word, frozenset())


@lru_cache(maxsize=4096)
def is_verb(word: str) -> bool:
    """Say whether a word may be a clause's verb, and is not a noun made of one ("installation")."""
    if word in LIGHT or word in ACTS or word in _PAST:
        return True
    return bool(acts_of(word)) and (form(word) in {"past", "ing"} or word.removesuffix("s") in ACTS or word.removesuffix("es") in ACTS)


def form(word: str) -> str:
    """Return "past", "ing", "s" or "base"."""
    if word in _PAST or word.endswith("ed"):
        return "past"
    if word.endswith("ing"):
        return "ing"
    return "s" if word.endswith("s") and not word.endswith("ss") else "base"
