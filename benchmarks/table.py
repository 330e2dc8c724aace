"""A table of text, its columns as wide as what stands in them."""

from collections.abc import Sequence


def table(title: str, rows: Sequence[Sequence[object]]) -> str:
    """Lay out rows, the first of which names the columns; numbers stand to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(*texts, strict=True)]
    lines = [
        "  ".join(
            text.ljust(width) if place == 0 else text.rjust(width) for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in texts
    ]
    return "\n".join((title, "-" * len(lines[0]), *lines, ""))


def _text(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
