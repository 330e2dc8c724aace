"""Foreign text made harmless for every screen and every model.

What is dropped shows nothing itself and changes how its neighbours are read: control and format characters (Unicode categories Cc and Cf,
less the visible Arabic signs), the other default-ignorable ones (UAX #44), surrogates, noncharacters and private use.
"""

import re
import unicodedata

_ELLIPSIS = "…"
_SPARE = 16  # characters looked at for each one that may stay: a message of 10 MB costs no more than its first part
_MARKS = 4  # combining marks in a row: Hindi and pointed Hebrew need that many
_ACCENTS = 2  # of those that fit any letter, and so are what floods are made of

# ECMA-48: control sequences, strings with their terminator, two-character escapes. Each introducer is a control, and no payload holds one,
# so that every character is looked at a fixed number of times.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0b-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85]")
_BLANK = re.compile("[\u2028\u2029\u2800]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000110bd\U000110cd\U00013430-\U00013455\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0003ffff]"
)
_FLOOD = re.compile(r"[^\w\s\x00-\x7f]{3,}")  # marks are neither word characters nor white space
_ACCENT = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def inert(text: str, *, limit: int = 4_000, lines: bool = False) -> str:
    """Return the text without anything that a screen would obey or not show, its white space folded, at most `limit` characters long.

    Line breaks stay where `lines` is set, at most two in a row. What people wrote stays as they wrote it, in Unicode's form NFC;
    joined emoji come apart. Doing it again changes nothing. Secrets are masked after this, since what splits them is gone then.
    """
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text if "  " not in text and text == text.strip() else " ".join(text.split())
    start = text[: limit * _SPARE]
    shown = _folded(_without_hidden(_without_controls(start)), lines=lines)
    return shortened(shown + _ELLIPSIS * (len(start) < len(text)), limit)


def shortened(text: str, limit: int) -> str:
    """Cut the text at `limit` characters, the ellipsis included, and not between a letter and its marks."""
    if len(text) <= limit:
        return text
    end = max(limit - len(_ELLIPSIS), 0)
    while end > 0 and _continues(text, end):
        end -= 1
    return text[:end].rstrip().rstrip(_ELLIPSIS) + _ELLIPSIS


def _without_controls(text: str) -> str:
    """Remove whole escape sequences first, so that none leaves its letters behind; a tab or line break becomes white space."""
    return _CONTROL.sub("", _BREAK.sub("\n", _ESCAPE.sub("", text)))


def _without_hidden(text: str) -> str:
    if text.isascii():
        return text
    seen = unicodedata.normalize("NFC", _HIDDEN.sub("", _BLANK.sub(" ", text)))
    return unicodedata.normalize("NFC", _FLOOD.sub(_clipped, seen))


def _clipped(run: re.Match[str]) -> str:
    """Keep the first marks of each letter."""
    kept: list[str] = []
    marks = accents = 0
    for character in run[0]:
        if not _is_mark(character):
            marks = accents = 0
        else:
            marks += 1
            accents += bool(_ACCENT.match(character))
            if marks > _MARKS or accents > _ACCENTS:
                continue
        kept.append(character)
    return "".join(kept)


def _folded(text: str, *, lines: bool) -> str:
    if not lines:
        return _headed(" ".join(text.split()))
    rows = [_headed(" ".join(row.split())) for row in text.split("\n")]
    return "\n".join(row for row, before in zip(rows, ["", *rows], strict=False) if row or before).rstrip("\n")


def _headed(text: str) -> str:
    """Drop marks that have no letter of their own: they would sit on whatever is shown before."""
    start = 0
    while start < len(text) and (text[start] == " " or _is_mark(text[start])):
        start += 1
    return text[start:]


def _continues(text: str, index: int) -> bool:
    """Say whether the character belongs to the one before: a mark, a skin tone, the second half of a flag."""
    character = text[index]
    if not _is_flag(character):
        return "\U0001f3fb" <= character <= "\U0001f3ff" or _is_mark(character)
    start = index
    while start > 0 and _is_flag(text[start - 1]):
        start -= 1
    return (index - start) % 2 == 1


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_mark(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character)[0] == "M"
