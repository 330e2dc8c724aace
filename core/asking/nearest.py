"""The known words that a mistyped one may have been."""

from collections.abc import Collection

MOST = 3
_LONGEST = 24  # letters; nothing known is longer, so the work is bounded


def nearest(word: str, known: Collection[str]) -> list[str]:
    """Return the known words that are few slips away: a letter too much, too few, wrong, or two swapped; nearest first."""
    word, colon, _ = word.lower().partition(":")
    word += colon
    if not 2 < len(word) <= _LONGEST:  # noqa: PLR2004  anything is near to two letters
        return []
    slips = 1 if len(word) < 6 else 2  # noqa: PLR2004  letters
    close = [candidate for candidate in known if abs(len(candidate) - len(word)) <= slips]
    scored = [(distance(word, other), sorted(word) != sorted(other), place, other) for place, other in enumerate(close)]
    return [other for slip, _, _, other in sorted(scored) if slip <= slips][:MOST]


def distance(left: str, right: str) -> int:
    """Return the number of slips between two words (optimal string alignment)."""
    before, above = [0] * (len(right) + 1), list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 < column and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]
