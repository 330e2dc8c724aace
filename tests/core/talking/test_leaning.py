"""What an answer in a chat leans on: settings and profile, the last answer, and whether a model may read along."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import TransientError
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Audience, Place, Typed, Way
from tests.core.talking.desk import LOGIN, Office
from tests.fake_chat import NOW, FakeChat
from tests.fakes import FakeWriter


async def test_settings_and_profile_decide_the_calendar(office: Office, team: Place) -> None:
    eva = office.worker("Eva Ito", zone="Asia/Tokyo")
    office.reads(eva, LOGIN)

    assert "(Asia/Tokyo)" in (await office.says(eva, "last week", team)).text
    await office.says(eva, "settings zone=Europe/Lisbon", team)
    assert "(Europe/Lisbon)" in (await office.says(eva, "last week", team)).text


async def test_zone_that_the_platform_made_up_is_passed_over(office: Office, team: Place) -> None:
    eva = office.worker("Eva Ito", zone="Mars/Olympus")
    desk = replace(office.desk(), zone="")
    office.reads(eva, LOGIN)

    from core.talking.talk import Talk

    turn = office.platform.turn(eva, team, Typed("last week", Way.COMMAND))
    await Talk(desk).take(turn, FakeChat(office.platform, turn))
    assert "(UTC)" in office.platform.messages[-1].text


@pytest.mark.fault("F151")
async def test_workspace_that_wants_no_model_has_none_read_along(office: Office, ana: Member, team: Place) -> None:
    writer = office.writer = FakeWriter("[W1] Added the login (#412)\n")
    boss = office.worker("Eva Ito", is_manager=True)

    await office.says(ana, "last week", team, Way.MENTION)
    assert len(writer.prompts) == 1
    assert "canary" not in writer.prompts[0].user
    await office.says(ana, "ai off", team)
    await office.says(ana, "last week", team, Way.MENTION)
    assert len(writer.prompts) == 2
    await office.says(boss, "ai off", team)
    await office.says(ana, "last week", team, Way.MENTION)
    assert len(writer.prompts) == 2
    await office.says(boss, "ai on", team)
    await office.says(ana, "last week", team, Way.MENTION)
    assert len(writer.prompts) == 3


async def test_a_language_that_no_model_may_write_is_not_dropped_silently(office: Office, ana: Member, team: Place) -> None:
    without = await office.says(ana, "last week in German", team)
    assert "German needs a model, and whoever runs Recap has set up none" in without.text
    office.writer = FakeWriter("[W1] Added the login (#412)\n")

    assert f"German needs a model, {messages.NO_MODEL_ALONE}" in (await office.says(ana, "last week in German", team)).text
    assert "needs a model" not in (await office.says(ana, "last week in German, no ai", team)).text
    assert "needs a model" not in (await office.says(ana, "in 2019 in German", team)).text
    assert "needs a model" not in (await office.says(ana, "in 2019 in German", team, Way.MENTION)).text
    await office.says(office.worker("Eva Ito", is_manager=True), "ai off", team)
    assert f"German needs a model, {messages.NO_MODEL_HERE}" in (await office.says(ana, "last week in German", team, Way.MENTION)).text


async def test_failing_store_after_an_answer_does_not_take_it_back(office: Office, ana: Member, team: Place) -> None:
    office.answers.breaks = [TransientError("The store is away.")]

    assert "Added login" in (await office.says(ana, "last week", team)).text
    assert len(office.platform.messages) == 1


async def test_since_last_begins_with_the_last_answer_about_oneself(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "<@U2> last week", team)
    assert "no earlier recap" in (await office.says(ana, "since last", team)).text
    await office.says(ana, "last week", team)
    assert office.people.kept[ana].last_recap == NOW


@pytest.mark.fault("F151")
async def test_workspace_s_wish_holds_in_direct_messages_of_another_tenant(office: Office, ana: Member, team: Place) -> None:
    writer = office.writer = FakeWriter("[W1] Added the login (#412)\n")
    boss = office.worker("Eva Ito", is_manager=True)
    await office.says(boss, "ai off", team)
    alone = office.platform.room("D9", ana, audience=Audience.PRIVATE, tenant="@me")

    assert "canary" in (await office.says(ana, "last week", alone, Way.DIRECT)).text
    assert writer.prompts == []


async def test_since_standup_begins_where_the_last_one_ended(office: Office, ana: Member, team: Place) -> None:
    assert "no earlier standup" in (await office.says(ana, "since standup", team)).text

    office.reported = {(ana, team): NOW - timedelta(days=1)}

    asked = (await office.says(ana, "since standup", team)).page.recaps[0].request
    assert (asked.window.start, asked.window.end) == (NOW - timedelta(days=1), NOW)
