"""Sentences over pieces of work, without the references at their end."""

import re
from collections.abc import Sequence

from core.model import Length, WorkItem
from core.telling.sentence import sentence

_CITED = re.compile(r" \((?:#\d+|v[\d.]+|[0-9a-f]{7})(?:, (?:#\d+|[0-9a-f]{7}|\+\d+))*\)$")


def told(*facts: WorkItem, length: Length = Length.NORMAL) -> str:
    return said(facts, length=length)


def said(facts: Sequence[WorkItem], *, actors: Sequence[str] = (), length: Length = Length.NORMAL) -> str:
    """Return a sentence without the references at its end."""
    return _CITED.sub("", sentence(facts, actors=actors, length=length))
