"""Quotations: what stands in quotation marks or backticks must stand so in the facts."""

import re
from collections.abc import Sequence

from core.telling.grounding.evidence import Evidence
from core.telling.grounding.refusal import Refusal, Rule

_QUOTED = re.compile(r"""`([^`]*)`|"([^"]*)"|“([^”]*)”|(?<![\w)])['‘]([^'’]+)['’](?!\w)""")


def misquoted(line: str, facts: Sequence[Evidence]) -> Refusal | None:
    """Refuse a quotation that no cited fact holds, and a quotation mark without its other half."""
    for found in _QUOTED.finditer(line):
        quoted = next((group for group in found.groups() if group is not None), "").strip()
        if not quoted or not any(_holds(fact, quoted) for fact in facts):
            return Refusal(Rule.QUOTE, quoted)
    left = _QUOTED.sub("", line)
    return Refusal(Rule.QUOTE, left) if re.search(r'[`"“”]', left) else None


def _holds(fact: Evidence, quoted: str) -> bool:
    return quoted.lower() in fact.literal or bool(re.search(rf"(?<!\w){re.escape(quoted)}(?!\w)", fact.text))
