"""Lies in words that add to the facts: how far, what for, what else, who, how much, why, and praise."""

import re
from collections.abc import Iterator, Sequence

from tests.grounding.lie import Lie, pick
from tests.grounding.said import Said

_SCOPES = (
    " everywhere",
    " for all users",
    " across the SDK",
    " completely",
    " in every module",
    " on all platforms",
    " for the whole organization",
    " once and for all",
)
_LEADING_SCOPES = ("Completely {}", "Only {}", "Fully {}", "Everywhere {}", "Entirely {}")
_EFFECTS = (
    ", making it faster",
    ", improving reliability",
    ", which cut memory use",
    ", reducing errors in production",
    ", making the code easier to maintain",
    ", to improve the developer experience",
    ", increasing security",
    ", so that apps start quicker",
    ", preventing crashes",
    ", resulting in better performance",
)
_OBJECTS = (
    " and the billing page",
    " and passwords",
    " and rate limits",
    " and the admin dashboard",
    " and webhook retries",
    " and the metrics exporter",
    ", plus a migration guide",
    " and its benchmarks",
    " and keyboard shortcuts",
    " and the deployment pipeline",
)
_ACTORS = (
    "The team {}",
    "A contributor {}",
    "The maintainers {}",
    "Somebody else {}",
    "Reviewed a colleague's change that {}",
    "Together with the security group, {}",
    "Mentored a new hire who {}",
    "Approved the change that {}",
    "Asked the vendor, who {}",
)
_PRAISE = (
    "Brilliantly {}",
    "Great work: {}",
    "Heroically {}",
    "Elegantly {}",
    "In an outstanding effort, {}",
    "Impressively {}",
    "Masterfully {}",
    "Successfully and flawlessly {}",
)
_PRAISED = (
    ", a huge win",
    ", with great impact",
    ", beautifully done",
    ", a big step forward",
    ", a robust and elegant solution",
    ", much to the delight of users",
)
_QUANTITIES = (
    " for several teams",
    " in dozens of projects",
    " twice",
    " many times over",
    " for hundreds of apps",
    ", among many other things",
    " after a couple of attempts",
    " for most customers",
    " three times",
    ", and a handful of others",
)
_CAUSES = (
    " because of a customer report",
    " before the release",
    " after an outage",
    " ahead of the deadline",
    " due to a security audit",
    " as requested by management",
    " in response to user complaints",
    " within hours",
    " overnight",
    " since the old behaviour was confusing",
    " on the last day of the year",
)
_QUALITY = re.compile(r"stab|robust|reliab|speed|perform|secur|noisy|unn?c?ess?ary", re.IGNORECASE)  # an effect may follow from it
_ADDED = {
    "scope": _SCOPES,
    "invented-effect": _EFFECTS,
    "invented-object": _OBJECTS,
    "praise": _PRAISED,
    "quantity": _QUANTITIES,
    "time-or-cause": _CAUSES,
}
_LED = {"actor": _ACTORS, "praise": _PRAISE, "scope": _LEADING_SCOPES}


def overtold(said: Sequence[Said]) -> Iterator[Lie]:
    """Add one thing to each line, of each kind in turn."""
    for turn, one in enumerate(said):
        for offset, (kind, additions) in enumerate(_ADDED.items()):
            if (turn + offset) % 2 or (kind == "invented-effect" and _QUALITY.search(one.words)):
                continue
            if addition := pick(additions, turn // 2, one):
                yield Lie(kind, one.line(addition), (one,))
        for offset, (kind, ways) in enumerate(_LED.items()):
            if (turn + offset) % 2 == 0 and (way := pick(ways, turn // 2, one)):
                yield Lie(kind, f"{way.format(f'{one.verb} {one.rest}')} ({one.cited})", (one,))
