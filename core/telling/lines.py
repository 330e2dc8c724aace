"""A model's text as lines, without what it thinks aloud, and a line's ids and words, whatever stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1_600  # characters of a line; of a longer one only so many and one more are passed on
_THOUGHT = r"(?:think(?:ing)?|thoughts?|reasoning)>"
_OPENS = re.compile(rf"[\s\ufeff]*<{_THOUGHT}", re.IGNORECASE)
_CLOSES = re.compile(rf"</{_THOUGHT}", re.IGNORECASE)
_TAG = 12  # characters of the longest closing tag
_ID = r"W\d{1,6}"
_NEXT = r"(?:\s{0,2}(?:[,;/&]|and\b|\]\s?\[|\)\s?\()\s{0,2})"
_RANGE = r"\s?(?:[-–]|to)\s?"
_IDS = rf"{_ID}(?:(?:{_NEXT}|{_RANGE}){_ID}){{0,99}}"
_MARKS = r"[*_`]{0,3}"
_LINE = re.compile(
    rf"(?:[-*•–>#+]\s+){{0,3}}(?:{_MARKS}\d{{1,2}}[.)]{_MARKS}\s+)?{_MARKS}"
    rf"(?:[\[(]\s?(?P<ids>{_IDS})\s?[\])]|(?P<bare>{_IDS})(?={_MARKS}:)){_MARKS}(?:\s?[:|–—-])?{_MARKS}\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?P<first>\d+){_RANGE}W(?P<last>\d+)|(?P<alone>\d+)", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*|(?<!\w)__(?=\S)([^_]+)(?<=\S)__(?!\w)")
_MOST = 100  # ids of a range


@dataclass(slots=True)
class Lines:
    """Takes a text piece by piece."""

    _held: str = ""
    _start: str = ""  # of a line that is too long
    _is_thinking: bool = False

    def feed(self, piece: str) -> Iterator[str]:
        """Take a piece of the text; yield each line that it completed."""
        self._held += piece
        while self._is_told() and "\n" in self._held:
            line, _, self._held = self._held.partition("\n")
            yield (self._start or line)[: LONGEST + 1]
            self._start = ""
        if len(self._held) > LONGEST:
            self._start, self._held = self._start or self._held[: LONGEST + 1], ""

    def finish(self) -> str:
        """Return what stands after the last line break: the text is whole."""
        return (self._start or self._held) if self._is_told() else ""

    def _is_told(self) -> bool:
        """Say whether what is held begins a line that is no thought; thoughts are let go of."""
        while True:
            if self._is_thinking:
                closing = _CLOSES.search(self._held)
                self._held = self._held[closing.end() :] if closing else self._held[-_TAG:]
                self._is_thinking = closing is None
                if closing is None:
                    return False
            opening = None if self._start else _OPENS.match(self._held)
            if opening is None:
                return True
            self._held, self._is_thinking = self._held[opening.end() :], True


def parted(line: str) -> tuple[tuple[str, ...], str] | None:
    """Return the ids that a line cites and its words, without bullets, numbers and bold letters; nothing where it has no such form."""
    found = _LINE.fullmatch(line.strip("\ufeff \t\r"))
    if found is None:
        return None
    text = _BOLD.sub(lambda bold: bold[1] or bold[2], found["text"])
    return tuple(_ids(found["ids"] or found["bare"])), text.removesuffix("**") if text.count("**") % 2 else text


def _ids(listed: str) -> Iterator[str]:
    for each in _EACH.finditer(listed):
        first = int(each["first"] or each["alone"])
        last = int(each["last"] or first)
        yield from (f"W{number}" for number in range(min(first, last), min(max(first, last), first + _MOST) + 1))
