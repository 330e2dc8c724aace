"""A recap as lines of text, in the order in which they are read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.model import Bullet, Link, Recap, Shape
from core.reading.naming import whole

BULLET = "• "
WARNING = "⚠ "
_PLAIN_URL = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, of any length: what is too long is the screen's business."""

    text: str
    mark: str = ""  # stands before the text; what follows a break is indented by as much
    links: tuple[Link, ...] = ()  # references in the text, and where they lead
    is_title: bool = False


def page(recap: Recap) -> tuple[Line, ...]:
    """Return the lines of a whole recap; no text in them spans two."""
    return tuple(_lines(recap))


def text(recap: Recap) -> str:
    """Return a recap as plain text, without a line break at the end."""
    return "\n".join(line.mark + line.text for line in page(recap))


def linked(text: str, links: Sequence[Link]) -> Iterator[tuple[str, str]]:
    """Cut a text at its references, wherever one stands as a whole; each part comes with where it leads, to plain addresses alone."""
    urls = {link.ref: link.url for link in links if link.ref and _PLAIN_URL.fullmatch(link.url)}
    if not urls:
        yield text, ""
        return
    yield from ((part, urls.get(part, "")) for part in re.split(f"({whole(urls)})", text) if part)


def _lines(recap: Recap) -> Iterator[Line]:
    yield Line(recap.header, is_title=True)
    yield from (Line(note) for note in recap.notes)
    yield from _paragraph(recap.bullets) if recap.request.shape is Shape.BRIEF else _sections(recap.bullets)
    yield from (Line(one) for one in (recap.rest, recap.covered) if one)
    yield from (Line(one, mark=WARNING) for one in recap.footer)


def _sections(bullets: tuple[Bullet, ...]) -> Iterator[Line]:
    for title, told in groupby(bullets, key=lambda bullet: bullet.section):
        if title:
            yield Line(title, is_title=True)
        yield from (Line(bullet.text, mark=BULLET, links=bullet.links) for bullet in told)


def _paragraph(bullets: tuple[Bullet, ...]) -> Iterator[Line]:
    if bullets:
        said = " ".join(bullet.text if bullet.text.endswith((".", "!", "?")) else f"{bullet.text}." for bullet in bullets)
        yield Line(said, links=tuple(link for bullet in bullets for link in bullet.links))
