"""A subject's words without the references around them, where they read as well without."""

import re

from core.reading.verbs import verb

_REF = r"(?:[\w./-]+)?[#!]\d+|GH-\d+|[A-Z][A-Z0-9_]{1,9}-\d+"
_REFS = rf"(?:{_REF})(?:(?:\s*(?:,|&|and|/)\s*|\s+(?=[#!]\d))(?:{_REF}))*"
_CLOSES = re.compile(
    rf"(?i:(?:clos|fix|resolv)(?:e[sd]?|ing)?|fix)(?:(?i:\s+(?:issues?|bugs?|prs?))?:?\s+"
    rf"|:?\s*(?=#))(?P<refs>{_REFS})(?![\w.])\s*(?:[:,–—-]+\s*)?"
)
_WORD = r"(?i:fix(?:es)?|close[sd]?|resolve[sd]?|refs?|see|pr|issue|for|re):?\s+"
_TRAILING = re.compile(
    rf"\s*(?:[(\[]\s*(?:{_WORD})?{_REFS}\s*[)\]]|(?<!\w)(?i:fixes|closes|resolves|refs?|see):?\s+(?:[#!]\d+|GH-\d+)"
    r"|(?<!\w)(?P<bare>(?:[#!]\d+|GH-\d+)(?:(?:\s*(?:,|&|and)\s*|\s+)(?:[#!]\d+|GH-\d+))*))\s*\.?$"
)
_FLOURISH = re.compile(  # "to Fly.io :tada:", "broken in prod!!!", "[skip ci]", ". Contributed by Bob."
    r"(?i)(?:\s*(?::[a-z0-9_+-]+:|!!+|\[(?:skip ci|ci skip|no ci|skip actions)\]|\.\s+contributed by [^.]{2,80}\.?))+\s*$"
)
_DANGLING = re.compile(r"(?i)(?:\s+(?:for|of|in|to|with|by|per|from|on|see|and|&|via|as))+$")
_FOR = re.compile(r"(?i)\s+(?:for|per|see|via)$")
_NEEDS_IT = re.compile(  # "changes related to #12", "the check and #12", "requested in #12", "the documents applying #12"
    r"(?i)(?<!\w)(?:after|against|and|as|at|before|by|from|in|into|like|of|on|or|revert|since|than|to|under|with|&|added|applied|caused|described|discussed|fixed|implemented|introduced"
    r"|made|mentioned|merged|proposed|raised|related|reported|requested|reverted|suggested|adding|addressing|applying|closing|concerning"
    r"|fixing|following|implementing|including|mentioning|regarding|removing|resolving|reverting|supporting|updating|using)$"
)
_ENDS = ".:;,"


def trimmed(words: str) -> tuple[str, bool]:
    """Take references away from both ends, and say whether the line closes one of them.

    One that a sentence is about stays: "Apply the review of #12", "Revert #12".
    """
    text = _FLOURISH.sub("", words).strip().rstrip(_ENDS)
    while (found := _TRAILING.search(text)) and found.start():
        before = text[: found.start()].rstrip(" ,;:-–")
        if found["bare"] and _is_about(before):
            break
        text = _DANGLING.sub("", before).rstrip(_ENDS)
    opening = _CLOSES.match(text)
    if opening is None:
        return text, False
    rest = text[opening.end() :].strip()
    return (rest, True) if rest else (f"{'Closed' if text.lower().startswith('clos') else 'Fixed'} {opening['refs']}", False)


def _is_about(before: str) -> bool:
    """Say whether words would break off without the reference behind them."""
    bare = _FOR.sub("", before)
    return _NEEDS_IT.search(bare) is not None or verb(bare) is not None
