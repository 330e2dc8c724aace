"""Refuse what hides something, before a line is read: characters, markup, length."""

import re
import unicodedata

from core.telling.grounding.refusal import Refusal, Rule

LONGEST = 300  # characters of a line that still is one sentence
_MARKS = frozenset("–—‘’“”…→•×·")  # what a careful writer uses beyond ASCII
_MARKUP = re.compile(
    r"""<[A-Za-z/!@#?]      # HTML, and a chat's mentions, channels and links
    | &\#?\w+;              # an HTML entity
    | !\[                   # an image
    | ``                    # a fence
    | ~~ | \|\| | \*\*\w[^*]*\*\*
    | (?<![\w.*/-])\*\w[^*]*(?<=\w)\*
    | \\                    # an escape
    | \]\s*[(\[] | ^\s*\[[^\]]*\]:
    | ^\s*(?:[#>|]|[-*•+]\s|\d+[.)]\s)
    | \b(?:javascript|data|vbscript|file|mailto):\S
    | @(?:channel|here|everyone)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f]")  # letters and marks that show nothing
_CONFUSABLE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "GLAGOLITIC", "LISU")  # scripts whose letters pass for Latin ones


def marked_up(line: str) -> Refusal | None:
    """Refuse markup of any platform: a line is plain text."""
    found = _MARKUP.search(line)
    return Refusal(Rule.MARKUP, found.group().strip()) if found else None


def unclean(line: str, *, any_script: bool = False) -> Refusal | None:
    """Refuse hidden and look-alike characters, and a line that is too long; with `any_script` letters of every language are welcome.

    Look-alikes are what Unicode's security mechanisms (UTS 39) call mixed-script confusables.
    """
    if not line.strip():
        return Refusal(Rule.EMPTY)
    if len(line) > LONGEST * (2 if any_script else 1):
        return Refusal(Rule.LENGTH, str(len(line)))
    strange = next((sign for sign in line if not sign.isascii() and not _is_welcome(sign, any_script=any_script)), "")
    strange = strange or next((sign for sign in line if sign.isascii() and not sign.isprintable()), "")
    if strange or unicodedata.normalize("NFC", line) != line:
        return Refusal(Rule.CHARACTER, f"U+{ord(strange or line[0]):04X}")
    if mixed := next((word for word in re.findall(r"[^\W_]+", line) if _is_mixed(word)), ""):
        return Refusal(Rule.CHARACTER, ascii(mixed))
    return None


def _is_welcome(sign: str, *, any_script: bool) -> bool:
    if sign in _MARKS:
        return True
    kind = unicodedata.category(sign)
    if _BLANK.match(sign):
        return False
    if unicodedata.normalize("NFKC", sign) != sign or "\u0300" <= sign <= "\u036f":
        return any_script and sign in "\u3000！？：；，（）"
    if any_script:
        return kind[0] in "LP" or kind in {"Mn", "Mc"}
    return kind[0] == "L" and (
        ("\u00c0" <= sign <= "\u017e" and sign not in "ıĸŉſŀĿ") or not unicodedata.name(sign, "").startswith("LATIN")
    )


def _is_mixed(word: str) -> bool:
    """Say whether a word mixes Latin with letters that pass for Latin ones, or these with each other."""
    if word.isascii():
        return False
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in word if sign.isalpha()}
    return len(scripts.intersection((*_CONFUSABLE, "LATIN"))) > 1
