"""Whether words tell what was wrong: "X does not close", and not a thing that one fixes: "crash when X closes"."""

import re

_STATEMENT = re.compile(
    r"(?i)^(?:when|if|while|no)\b|\b(?:is|are|was|were|does|do|did|has|have|can|cannot|could|should|must|will|would|fails?|\w+n['’]t"
    r"|never|not|appears|disappears|flickers|gets|keeps|loses|overlaps|remains|shows|stays|still|throws)\b"
)
_FAULT = (
    r"(?:issue|bug|problem|error|case|crash(?:e)?|regression|race(?: condition)?|deadlock|leak|overflow|panic|exception|failure|warning"
    r"|typo|mistake|npe|segfault|hang|behaviou?r|condition|path|logic|handling|check|message)s?"
)
_THING = re.compile(
    rf"(?i)(?:an? |the |some )?(?:[\w'/#-]+ ){{0,3}}?{_FAULT}"
    r"(?= (?:in|on|when|if|while|with|for|after|where|that|which|by|during|caused)\b|$)"
    r"|(?:an? |the )?(?:issue|bug|problem|error|case|crash|regression)s?\b|(?:not )?\w+ing\b(?!\.)"
)
_JOINED = re.compile(r"(?i)\w (?:that|which|where|when|if|while|because|since|so)\b")


def is_problem(words: str) -> bool:
    """Say whether words tell what was wrong, in a sentence of its own."""
    statement = _STATEMENT.search(words)
    return statement is not None and not _THING.match(words) and not _JOINED.search(words, 0, statement.start())
