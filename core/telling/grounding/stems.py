"""The stem of an English word: what its inflections and close derivations share. Two stems are equal or they are not."""

import re
from functools import lru_cache

_IRREGULAR = {
    word: base
    for base, words in {
        "write": "wrote written", "build": "built", "make": "made", "run": "ran", "send": "sent", "begin": "began begun",
        "hide": "hid hidden", "keep": "kept", "choose": "chose chosen", "break": "broke broken", "do": "did done",
        "undo": "undid undone", "get": "got gotten", "give": "gave given", "take": "took taken", "bring": "brought",
        "find": "found", "lead": "led", "leave": "left", "lose": "lost", "go": "went gone", "rewrite": "rewrote rewritten",
        "rebuild": "rebuilt", "override": "overrode overridden", "withdraw": "withdrew withdrawn", "freeze": "froze frozen",
        "throw": "threw thrown", "catch": "caught", "hold": "held", "teach": "taught", "think": "thought",
        "add": "addition additions", "fail": "failure failures", "remove": "removal removals", "deny": "denial",
        "approve": "approval approvals", "renew": "renewal", "behavior": "behaviour behaviours",
        "color": "colour colours coloured", "favor": "favour favoured", "honor": "honour honours honoured",
        "repeat": "repeats repeated repeating", "treat": "treats treated treating", "float": "floats floating",
        "index": "indices", "match": "matches", "child": "children", "person": "people persons", "data": "datum",
        "analyze": "analysis analyses analyse analysed", "synchronous": "synchronously",
        "process": "processes processing processed", "address": "addresses", "access": "accesses", "status": "statuses",
        "alias": "aliases", "series": "series", "news": "news", "https": "https", "extend": "extension extensions",
        "convert": "conversion conversions", "permit": "permission", "decide": "decision", "compress": "compression",
        "subscribe": "subscription subscriptions", "describe": "description descriptions", "user": "user users",
        "bug": "bugs bugfix bugfixes", "cancel": "cancellation", "respond": "response responses",
        "retry": "retries retried retrying", "resolve": "resolution", "set": "setting settings", "setup": "setups",
        "rename": "renaming renames", "note": "notes noted noting", "use": "used using", "embed": "embedded embedding",
        "agree": "agreed agreeing", "supply": "supplied", "multiply": "multiplied", "imply": "implied", "string": "strings",
        "thing": "things", "show": "shown", "draw": "drew drawn", "grow": "grew grown", "know": "knew known", "speed": "sped",
        "seek": "sought", "try": "tried tries trying", "die": "died dies dying", "lie": "lied lying", "tie": "tied tying",
        "panic": "panicked panicking", "mimic": "mimicked mimicking", "traffic": "trafficked", "feed": "fed", "bind": "bound",
        "sell": "sold", "tell": "told", "stick": "stuck", "mean": "meant", "meet": "met", "pay": "paid payment payments",
        "shrink": "shrank shrunk", "spin": "spun", "wake": "woke woken", "sleep": "slept", "rise": "rose risen", "fall": "fell fallen",
        "drive": "drove driven", "spend": "spent", "sink": "sank sunk", "steal": "stole stolen", "speak": "spoke spoken",
        "forget": "forgot forgotten", "see": "saw seen", "stand": "stood", "win": "won", "swap": "swaps swapped swapping",
        "submit": "submission submissions", "omit": "omission omissions", "emit": "emission emissions", "transmit": "transmission",
        "retain": "retention", "buy": "bought", "fight": "fought", "sit": "sat", "swing": "swung", "blow": "blew blown",
    }.items()
    for word in words.split()
}  # fmt: skip
_MENT = frozenset(
    "deploy improve require adjust enhance replace develop manage measure place move enforce establish align amend assign enable announce "
    "attach achieve refine settle engage entitle retire endorse".split()
)
_PLURAL = (("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("zzes", "zz"), ("ies", "y"), ("s", ""))
_TENSE = (("ied", "y"), ("ed", ""), ("ing", ""))
_DERIVED = (
    ("ification", "ify"), ("ability", "able"), ("ibility", "ible"), ("ization", "ize"), ("isation", "ize"), ("ation", ""), ("ator", ""),
    ("ionally", ""), ("ionality", ""), ("ional", ""), ("ion", ""), ("ment", ""), ("ness", ""), ("ity", ""), ("ically", "ic"), ("ily", "y"),
    ("ly", ""), ("ate", ""), ("ise", "ize"),
)  # fmt: skip
_CLIPPED = (("at", ""), ("is", "iz"))  # "rotat" is left of "rotated", "organis" of "organised"; "format" is whole
_SHORTEST = 3
_VOWEL = re.compile(r"[aeiouy]")
_AGENT = re.compile(
    r"(?!header|server|number|order|folder|letter|under|over|vector|author|error|mirror|color|behavior|paper|after)\w{4,}[eo]rs?$"
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    if word in _IRREGULAR:
        return _closed(_IRREGULAR[word])
    whole = _cut(word, _PLURAL)
    tense = _cut(whole, _TENSE)
    tense = _IRREGULAR.get(tense, tense)
    return _closed(_cut(tense, _DERIVED if tense == whole else _DERIVED + _CLIPPED))


@lru_cache(maxsize=8192)
def agent(word: str) -> str:
    """Return the stem of the verb that a doer is named after ("parser", "handlers"), or nothing."""
    return stem(word.rstrip("s")[:-2]) if _AGENT.fullmatch(word) else ""


def _cut(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    for suffix, base in rules:
        left = word[: -len(suffix)]
        if word.endswith(suffix) and _is_suffix(left, suffix):
            return left + base
    return word


def _is_suffix(left: str, suffix: str) -> bool:
    """Say whether the ending is one, and not a part of the word ("ring", "bus", "document")."""
    match suffix:
        case "ment":
            return left in _MENT or left + "e" in _MENT
        case "s":
            return len(left) > 1 and not left.endswith(("s", "u", "i"))
        case "ion" | "ional" | "ionally" | "ionality":
            return len(left) >= _SHORTEST and left.endswith(("t", "s"))
        case "ly":
            return len(left) > _SHORTEST
        case "ed":
            return len(left) >= _SHORTEST and not left.endswith("e") and bool(_VOWEL.search(left))
        case _:
            return len(left) >= (_SHORTEST if len(suffix) > 1 else 1) and bool(_VOWEL.search(left))


def _closed(word: str) -> str:
    """Drop what inflection adds or doubles at the end."""
    if word == "note":  # not the stem of "not"
        return word
    word = word.removesuffix("e") if len(word) >= _SHORTEST else word
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou" else word
