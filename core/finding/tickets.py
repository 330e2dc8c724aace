"""Leads from the keys of tickets to a tracker that no host knows of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from core.model import Event, Link

KEY = "{key}"  # what stands for a ticket's key in a tracker's address
_TICKET = re.compile(r"[A-Z][A-Z0-9_]{1,9}-\d{1,7}")  # as core/reading/mentions.py finds them


def tracked(events: Sequence[Event], tracker: str) -> tuple[Event, ...]:
    """Return the events with an address for each ticket that has none; `tracker` holds KEY."""
    return tuple(replace(event, mentions=tuple(_tracked(link, tracker) for link in event.mentions)) for event in events)


def _tracked(link: Link, tracker: str) -> Link:
    if link.url or not _TICKET.fullmatch(link.ref):
        return link
    return Link(link.ref, tracker.replace(KEY, quote(link.ref, safe="")))
