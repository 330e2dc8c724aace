"""Lies that hide behind characters or markup: what is read is not what is written."""

from collections.abc import Iterator, Sequence

from tests.grounding.lie import Lie
from tests.grounding.said import REFERENCE, Said

_HIDDEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u00ad", "\U000e0041\U000e0042", "\u180e", "\ufe0f")
_ALIKE = str.maketrans("aceopxyABEHKMOPTX", "асеорхуАВЕНКМОРТХ")
_GREEK = str.maketrans("ovABEHIKMNOPTXZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΖ")
_WIDE = str.maketrans("0123456789#", "０１２３４５６７８９＃")
_TARGETS = (
    "https://example.net/{}",
    "https://github.com/acme/web/issues/{}",
    "javascript:alert({})",
    "//example.org/{}",
    "https://xn--gthub-n4a.example/{}",
)


def disguised(said: Sequence[Said]) -> Iterator[Lie]:
    """Put a hidden character, a look-alike or a link's other target into a true line."""
    for turn, one in enumerate(said):
        yield _hidden(turn, one)
        yield from _alike(turn, one)
        yield from _linked(turn, one)


def _hidden(turn: int, one: Said) -> Lie:
    line = one.line()
    place = (turn * 5) % len(line)
    return Lie("hidden-characters", f"{line[:place]}{_HIDDEN[turn % len(_HIDDEN)]}{line[place:]}", (one,))


def _alike(turn: int, one: Said) -> Iterator[Lie]:
    """Replace the characters of one word, or of the references."""
    words = one.line().split(" ")
    table = (_ALIKE, _GREEK, _WIDE)[turn % 3]
    places = [place for place, word in enumerate(words) if word.translate(table) != word]
    if places:
        place = places[turn % len(places)]
        words[place] = words[place].translate(table)
        yield Lie("look-alike", " ".join(words), (one,))


def _linked(turn: int, one: Said) -> Iterator[Lie]:
    target = _TARGETS[turn % len(_TARGETS)]
    cited = one.cited.split(", ")[0]
    if REFERENCE.fullmatch(cited) and turn % 2:
        number = int(cited[1:])
        target = f"https://github.com/{one.item.repository}/issues/{{}}"
        yield Lie("link-text", f"{one.words} ([{cited}]({target.format(number + 1 + turn % 7)}))", (one,))
    else:
        yield Lie("link-text", f"{one.words} ([{cited}]({target.format(cited.strip('#'))}))", (one,))
