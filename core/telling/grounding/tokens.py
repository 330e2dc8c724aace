"""Cut a line into whole tokens: words, and what must occur in the facts as it stands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.telling.grounding.phrases import plain

NUMBERS = {
    word: str(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())
} | {
    "dozen": "12",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
}


class TokenKind(StrEnum):
    """What a token is, and so how it is looked up in the facts."""

    WORD = "word"
    NUMBER = "number"
    VERSION = "version"
    REFERENCE = "reference"
    HASH = "hash"
    LINK = "link"
    HANDLE = "handle"
    NAME = "name"  # an identifier, a path, an option
    PERSON = "person"
    MARK = "mark"  # punctuation that parts clauses


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `key` is what is compared, `text` what stood in the line."""

    kind: TokenKind
    text: str
    key: str


_TOKEN = re.compile(
    r"""(?P<link>[A-Za-z][\w+.-]*://[^\s<>"'`]+|www\.[^\s<>"'`]+)
    | (?P<person>\ue000[0-9]+\ue001)(?:['’]s?(?!\w))?
    | (?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)
    | (?P<range>(?:[<>=~^]=?=?|!==?|~>)\s?v?[0-9][\w.*]*(?:,\s?(?:[<>=~^]=?=?|!==?|~>)\s?v?[0-9][\w.*]*)*)
    | (?P<reference>(?:[A-Za-z0-9][\w.-]*(?:/[\w.-]+)+|(?<![\w&]))[\#!][0-9]+(?!\w)|(?<![\w-])[A-Z][A-Z0-9]+-[0-9]+(?![\w-]))
    | (?P<handle>(?<![\w@/.])@[A-Za-z0-9_][\w./-]*\w|@\w)
    | (?P<negation>[A-Za-z]+n['’]t(?!\w))
    | (?P<percent>[0-9]+(?:\.[0-9]+)?\s?%)
    | (?P<grouped>[0-9]{1,3}(?:,[0-9]{3})+(?![\w.]))
    | (?P<body>(?:(?<![\w)])(?:\.{0,2}/|--?(?=[A-Za-z])|\.(?=[A-Za-z])|\*{1,2}\.?(?=\w)|\$|~/|/))?\w+
        (?:(?:::|[._/:\#@+=*-]{1,2})\w+)*(?:\(\)|\.\*|/\*{1,2}|/(?!\w)|\+\+|\#(?!\w))?)(?:['’]s?(?!\w))?
    | (?P<arrow>->|→|=>)
    | (?P<mark>[;:,()\[\]{}–—…•·&+|]|[.!?](?=\s|$)|-(?=\s)|/)
    """,
    re.VERBOSE,
)
_VERSION = re.compile(r"v?[0-9]+(?:\.[0-9x*]+)+(?:[.+-]?[a-z][a-z0-9.+-]*)?|v[0-9]+", re.IGNORECASE)
_HASH = re.compile(r"(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}|(?!(?:def|eff)aced|acceded)[a-f]{7,40}")
_CAMEL = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2,}[a-z]{2,}|[A-Z][a-z]+[A-Z]")
_PLAIN = re.compile(r"[^\W\d_]+")
_PLAINLY = {
    "person": TokenKind.PERSON,
    "email": TokenKind.HANDLE,
    "handle": TokenKind.HANDLE,
    "reference": TokenKind.REFERENCE,
    "arrow": TokenKind.MARK,
    "mark": TokenKind.MARK,
}


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order; white space and quotation marks are left out."""
    return tuple(_token(found) for found in _TOKEN.finditer(plain(text)))


def parts(name: str) -> list[str]:
    """Return the plain words inside an identifier or a path, in lower case."""
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name) if len(part) > 1]


def is_code(text: str) -> bool:
    """Say whether a text is spelled as only an identifier is."""
    return bool(_CAMEL.search(text) or "_" in text or re.search(r"\w[.:/#=]\w|\(\)|^[-$./*~]", text))


def _token(found: re.Match[str]) -> Token:
    group, text = found.lastgroup or "", found.group()
    match group:
        case "link":
            text = text.rstrip(".,;:!?)]}")
            return Token(TokenKind.LINK, text, text.lower())
        case "range" | "percent" | "grouped":
            kind = TokenKind.VERSION if group == "range" else TokenKind.NUMBER
            return Token(kind, text, re.sub(r" |(?<=[0-9]),(?=[0-9])", "", text))
        case "negation":
            return Token(TokenKind.WORD, text, "not")
        case "body":
            return _body(found.group(group))
        case _:
            return Token(_PLAINLY[group], text, found.group(group).lower())


def _body(text: str) -> Token:
    key = text.lower()
    if text.isdigit():
        return Token(TokenKind.HASH if len(text) > 6 else TokenKind.NUMBER, text, key.lstrip("0") or "0")  # noqa: PLR2004  git's short hash
    if _HASH.fullmatch(text):
        return Token(TokenKind.HASH, text, key)
    if _VERSION.fullmatch(text):
        return Token(TokenKind.VERSION, text, key if key[1:].isdigit() else key.removeprefix("v"))
    return _word(text) if _PLAIN.fullmatch(text) else Token(TokenKind.NAME, text, key)


def _word(text: str) -> Token:
    if text.isascii() and text.removesuffix("s").isupper():
        return Token(TokenKind.WORD, text, text.removesuffix("s").lower() if len(text) > 2 else text.lower())  # noqa: PLR2004  "APIs"
    if text.lower() in NUMBERS:
        return Token(TokenKind.NUMBER, text, NUMBERS[text.lower()])
    return Token(TokenKind.NAME if _CAMEL.search(text) else TokenKind.WORD, text, text.lower())
