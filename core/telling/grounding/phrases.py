"""Verbs of two words, read as the one word that they mean."""

import re

_PHRASES = {
    r"up to(?= v?[0-9]| (?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b)": "to",
    r"out of": "from",
    r"not (?:yet )?(?:been )?(?:merged|released|shipped)|yet to be (?:merged|released|shipped)": "unmerged",
    r"g(?:et|ets|ot|etting) rid of": "remove",
    r"t(?:ake|akes|ook|aking) out": "remove",
    r"phase[ds]? out|phasing out": "deprecate",
    r"(?:turn|switch)(?:s|es|ed|ing)? off": "disable",
    r"(?:turn|switch)(?:s|es|ed|ing)? on": "enable",
    r"roll(?:s|ed|ing)? back|back(?:s|ed|ing)? out": "revert",
    r"shut(?:s|ting)? down": "shutdown",
    r"(?:bring|brought|bringing) back": "restore",
    r"(?:make|makes|made|making) sure(?: that)?": "ensure",
    r"clean(?:s|ed|ing)? up|tid(?:y|ies|ied|ying) up": "clean",
    r"speed(?:s|ed|ing)? up|sped up": "accelerate",
    r"set(?:s|ting)? up": "configure",
    r"(?:(?:more|greater|longer|larger) than|above|exceed(?:s|ing)?|over)(?= ?~?[0-9])|(?<=[a-z] )>(?= ?~?[0-9]+%?(?![\w.]))": "above",
    r"(?:(?:fewer|less|shorter|smaller) than|below|under)(?= ?~?[0-9])|(?<=[a-z] )<(?= ?~?[0-9]+%?(?![\w.]))": "below",
    r"I/O": "IO",
    r"next to": "alongside",
    r"so far": "here",
    r"no longer|not any ?more": "not",
    r"opt(?:s|ed|ing)? out": "disable",
}
_FOUND = re.compile("|".join(rf"(?P<p{number}>(?<!\w)(?:{phrase})(?!\w))" for number, phrase in enumerate(_PHRASES)), re.IGNORECASE)
_PAST = {
    "remove": "removed", "deprecate": "deprecated", "disable": "disabled", "enable": "enabled", "revert": "reverted",
    "stop": "stopped", "clean": "cleaned", "accelerate": "accelerated", "configure": "configured", "restore": "restored",
    "ensure": "ensured",
}  # fmt: skip
_FORMLESS = frozenset({"not", "shutdown", "unmerged", "to", "above", "below", "IO", "alongside", "here", "from"})
_WORDS = list(_PHRASES.values())


def plain(text: str) -> str:
    """Return a text with one word for each such verb, in its tense."""
    return _FOUND.sub(_word, text)


def _word(found: re.Match[str]) -> str:
    word = _WORDS[int((found.lastgroup or "p0")[1:])]
    first = found.group().split()[0].lower()
    if word in _FORMLESS:
        return word if first.isalpha() else f"{word} "
    if first.endswith("ing"):
        return word.removesuffix("e") + "ing"
    return _PAST[word] if first.endswith("ed") or first in {"got", "took", "sped", "brought", "made"} else word
