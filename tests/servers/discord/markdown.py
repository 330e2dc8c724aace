"""Discord's markdown in pieces: plain text, code, links, pills, and marks that are not shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_URL = r"(?i:https?|steam|discord)://[^\s<]*[^\s<.,:;\"'\])*_|~`\\]"
_PIECES = re.compile(
    rf"""
    (?P<fence>```(?:[\w+-]*\n)?(?P<fenced>.+?)\n?```)
  | (?P<code>(?P<ticks>`{{1,2}})(?P<coded>[^`](?:.*?[^`])?)(?P=ticks)(?!`))
  | \\(?P<escaped>[^0-9A-Za-z\s])
  | \[(?P<label>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])+)\]\(\s*(?P<open><)?(?P<masked>(?i:https?|steam|discord)://(?:[^\s()<>\\]|\\.|\([^\s()]*\))+)>?(?:\s+["'].*?["'])?\s*\)
  | <(?P<quiet>(?i:https?|steam|discord)://[^\s>]+|(?:mailto:)?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+|(?:tel:|sms:)?\+[0-9][0-9\s()-]{(4,)})>
  | (?P<url>{_URL})
  | <(?P<pill>@!?\d+|@&\d+|\#\d+|/[^<>:\n]{{1,100}}:\d+|t:-?\d{{1,17}}(?::[tTdDfFR])?|a?:\w{{2,32}}:\d+|id:\w+)>
  | (?P<all>@(?:everyone|here)\b)
  | (?P<mark>^(?:\#{{1,3}}|-\#)\ |\*\*|__|~~|\|\||\*|(?<!\w)_|_(?!\w))
  | (?P<bullet>^\s*[-*]\ )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_INVITE = re.compile(r"(?<![\w/.])(?:discord\.gg|dis\.gd|discord(?:app)?\.com/invite)/[\w-]+", re.IGNORECASE)

Sort = Literal["text", "code", "link", "pill", "all", "mark"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; of a link, `url` is where it goes, and it unfurls unless that was switched off."""

    sort: Sort
    text: str
    url: str = ""
    unfurls: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Read a text as a client does, from left to right."""
    end = 0
    for found in _PIECES.finditer(text):
        yield from _plain(text[end : found.start()])
        yield from _piece(found)
        end = found.end()
    yield from _plain(text[end:])


def _plain(text: str) -> Iterator[Piece]:
    """Return text as it is; an invitation in it gets a preview even without its scheme."""
    end = 0
    for found in _INVITE.finditer(text):
        yield Piece("text", text[end : found.start()])
        yield Piece("link", found[0], f"https://{found[0]}", unfurls=True)
        end = found.end()
    if text[end:]:
        yield Piece("text", text[end:])


def _piece(found: re.Match[str]) -> Iterator[Piece]:
    match found.lastgroup if found.lastgroup in _SIMPLE else _kind(found):
        case "fence":
            yield Piece("code", found["fenced"])
        case "code":
            yield Piece("code", found["coded"].strip())
        case "escaped":
            yield Piece("text", found["escaped"])
        case "masked":
            yield from _masked(found)
        case "quiet":
            yield Piece("link", found["quiet"], found["quiet"])
        case "url":
            yield Piece("link", found["url"], found["url"], unfurls=True)
        case "bullet":
            yield Piece("text", found["bullet"].replace("-", "•").replace("*", "•"))
        case kind:
            yield Piece("mark" if kind == "mark" else "all" if kind == "all" else "pill", found[kind])


_SIMPLE = ("escaped", "quiet", "url", "pill", "all", "mark", "bullet")


def _kind(found: re.Match[str]) -> str:
    return next(name for name in ("fence", "code", "masked") if found[name] is not None)


def _masked(found: re.Match[str]) -> Iterator[Piece]:
    """Return a link under other words; words that look like an address themselves leave it bare."""
    label, url = found["label"], found["masked"]
    if "://" in label:
        yield Piece("text", f"[{label}](")
        yield Piece("link", url, url, unfurls=not found["open"])
        yield Piece("text", ")")
    else:
        yield Piece("link", "".join(one.text for one in pieces(label) if one.sort != "mark"), url, unfurls=not found["open"])
