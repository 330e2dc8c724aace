"""The plain recap over the recorded histories: no bullet names what is not in the facts that it cites."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from core.finding.fold import fold
from core.model import RecapRequest, WorkItem
from core.telling.plain import plain
from tests.core.finding.log import history
from tests.core.finding.test_found_in_git import found
from tests.core.recaps import WINDOW
from tests.histories import NAMES

COUNTED = re.compile(r"\+\d+\b|\b[\d,]+ (?:more commit|commit|version|candidate|pull request|smaller change)s?\b")
NAMED = re.compile(
    r"[#!]\d+|[\w-]*\d[\w.-]*\w|\w+(?:[._/]\w+)+|\b[a-z]+[A-Z]\w*"
)  # references, hashes, numbers, versions, files, identifiers


def facts_of(items: Sequence[WorkItem]) -> str:
    parts = [item.title for item in items]
    for event in (event for item in items for event in item.events):
        parts += [event.ref, event.title, event.body, *(link.ref for link in event.mentions)]
        parts += [*event.change.tags, event.change.branch] if event.change else []
    return " ".join(parts).lower()


@pytest.mark.parametrize("name", NAMES)
async def test_no_bullet_names_what_is_not_in_its_facts(name: str) -> None:
    named = 0
    for person, _ in Counter(event.actor.name for event in history(name)).most_common(12):
        latest = max(event.at for event in history(name) if event.actor.name == person)
        activity = await found(name, latest - timedelta(days=60), latest + timedelta(seconds=1), person)
        items = {item.id: item for item in fold(activity.events, activity.people).items}
        for bullet in plain(tuple(items.values()), RecapRequest(window=WINDOW)).bullets:
            facts = facts_of([items[one] for one in bullet.items])
            names = NAMED.findall(COUNTED.sub(" ", bullet.text))
            named += len(names)
            assert [one for one in names if one.lower() not in facts] == [], bullet.text
    assert named > 50, "the histories name more than that"
