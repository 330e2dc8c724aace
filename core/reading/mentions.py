"""References that a commit message makes: to issues, pull requests, tickets and other commits."""

import re

_REFERENCE = re.compile(
    r"(?<![\w/#&!.-])(?:"
    r"(?P<far>[\w.-]+(?:/[\w.-]+)+[#!]\d{1,9})"  # acme/web#412: another repository's
    r"|(?P<near>[#!]\d{1,9})"
    r"|(?P<old>GH-\d{1,9})"  # GitHub's older way to write #412
    r"|(?P<ticket>[A-Z][A-Z0-9_]{1,9}-\d{1,7})"
    r")(?![\w-]|\.\d)"
)
# What looks like a ticket's key and is the name of a standard, an algorithm or a format.
_NOT_A_TRACKER = frozenset(
    "AES ANSI ARM ASCII BASE BLAKE CBOR CORE COVID CP CPU CRC CSS CUDA CVE CWE DES DSA EC ECMA EN FIPS GB GHSA GPT H HMAC HTTP ICD IEC "
    "IEEE IP IPV ISO "
    "ISO_8859 JDK JEP JIS JSR KB KEY KOI LATIN LLAMA MD MP MPEG OAUTH OPT P PCI PEP POSIX PY PYTHON RFC RSA SHA SM SP TLS TS UCS USB "
    "UTC UTF V WCAG "
    "WIN WINDOWS X XEP".split()
)
_CLOSING = re.compile(r"(?i)\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?=[#!\w])")
_NAMING = re.compile(r"(?im)^(?:ticket|issue|issues|jira|task|story|bug|refs?|references|part[- ]of|work[- ]item):\s+|^see merge request ")
_LIST = re.compile(r"(?:[\w./-]*[#!]?[\w-]*\d)(?:(?:\s*,\s*|\s+and\s+|\s+)(?:[\w./-]*[#!][\w-]*\d|[A-Z][A-Z0-9_]+-\d+))*")
_REVERTED = re.compile(r"(?i)\bthis reverts commits?\s+((?:[0-9a-f]{7,40}(?:[\s,]+(?:and\s+)?)?)+)")
_PICKED = re.compile(
    r"(?im)^\s*(?:\((?:cherry[- ]picked|backported) from(?: commit)?\s+([0-9a-f]{7,40})\)?"
    r"|commit ([0-9a-f]{12,40}) upstream\b|\[ upstream commit ([0-9a-f]{12,40}) \])"
)
_LANDED = re.compile(r"Merged PR (?P<number>\d{1,9}): ")  # as Azure DevOps lands a request
_HASH = re.compile(r"[0-9a-fA-F]{7,40}")
_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*: \S|\(cherry[- ]picked from |\s+\S")
_SURE_TRAILER = re.compile(
    r"(?im)^(?:[a-z-]+-by|fixes|closes|resolves|refs?|change-id|reviewed-on|cc|bug|link|issue|ticket|pull-request|see-also): "
    r"|^\(cherry[- ]picked from "
)


def references(title: str, body: str = "") -> tuple[str, ...]:
    """Return what a message refers to, as "#412", "!77", "acme/web#412" or "ABC-12".

    The title's come first, in its order, then those that the body closes or names.
    """
    landed = _LANDED.match(title)
    found = [f"!{landed['number']}", *_references(title)] if landed else _references(title)
    for introduction in (_CLOSING, _NAMING):
        for opening in introduction.finditer(body):
            listed = _LIST.match(body, opening.end())
            found += _references(listed.group()) if listed else ()
    return tuple(dict.fromkeys(found))


def reverted(body: str) -> tuple[str, ...]:
    """Return the hashes that a message says it reverts, as `git revert` writes it."""
    return tuple(hash_.lower() for listed in _REVERTED.finditer(body) for hash_ in _HASH.findall(listed.group(1)))


def picked_from(body: str) -> tuple[str, ...]:
    """Return the hashes that a message says it was picked from, as `git cherry-pick -x` and Linux's stable branches write it."""
    return tuple(next(filter(None, found.groups())).lower() for found in _PICKED.finditer(body))


def without_trailers(body: str) -> str:
    """Return a body without its last paragraph where that holds trailers alone."""
    paragraphs = body.rstrip().rsplit("\n\n", 1)
    if all(_TRAILER.match(line) for line in paragraphs[-1].splitlines()) and _SURE_TRAILER.search(paragraphs[-1]):
        return paragraphs[0].rstrip() if len(paragraphs) > 1 else ""
    return body.rstrip()


def _references(text: str) -> list[str]:
    return [_canonical(found) for found in _REFERENCE.finditer(text) if not _is_standard(found["ticket"])]


def _is_standard(ticket: str | None) -> bool:
    return ticket is not None and ticket.partition("-")[0] in _NOT_A_TRACKER


def _canonical(found: re.Match[str]) -> str:
    return f"#{found['old'][3:]}" if found["old"] else found.group()
