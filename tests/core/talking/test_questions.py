"""Somebody asks in a chat: who sees the answer, and what they can do with it."""

from core.model import Visibility
from core.model.chat import Way
from tests.core.talking.desk import Office
from tests.facts import commit


async def test_mention_is_answered_in_its_place() -> None:
    office = Office()
    ana = office.worker("Ana Lima")
    team = office.platform.room("team", ana)
    office.reads(ana, commit("Add login (#412)", visibility=Visibility.PUBLIC))

    shown = await office.says(ana, "@me last week", team, Way.MENTION)

    assert shown.reader is None
    assert "Added login (#412)" in shown.text
