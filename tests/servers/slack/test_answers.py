"""Response URLs: five answers in thirty minutes, to one person alone unless it says otherwise."""

from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.servers.slack.conftest import Team


async def answer(url: str, **said: Any) -> tuple[int, str]:
    response = await AsyncWebhookClient(url).send_dict(said)
    return response.status_code, response.body


async def test_a_url_is_good_for_five_answers_and_half_an_hour(team: Team) -> None:
    url = team.slack.answers.url(team.ana, team.general)
    for number in range(5):
        assert (await answer(url, text=str(number)))[0] == 200
    status, body = await answer(url, text="6")
    assert (status, "used_url" in body) == (404, True)
    other = team.slack.answers.url(team.ana, team.general)
    await team.clock.passes(1801)
    status, body = await answer(other, text="late")
    assert (status, "expired_url" in body) == (404, True)
    assert [one.text for one in team.ana.screen(team.general).messages] == ["0", "1", "2", "3", "4"]
    assert team.ben.screen(team.general).messages == ()


async def test_an_answer_replaces_or_deletes_what_was_pressed(team: Team) -> None:
    posted = await team.client.chat_postMessage(channel=team.general.id, text="first")
    message = team.general.messages[posted["ts"]]
    url = team.slack.answers.url(team.ana, team.general, message)
    await answer(url, text="second", replace_original=True)
    assert [state.text for state in message.edits] == ["first", "second"]
    await answer(url, text="for Ana", response_type="ephemeral")
    await answer(url, text="for all", response_type="in_channel")
    await answer(url, delete_original=True)
    assert [one.text for one in team.ana.screen(team.general).messages] == ["for Ana", "for all"]
    assert [one.text for one in team.ben.screen(team.general).messages] == ["for all"]


async def test_what_is_for_one_person_can_be_replaced_by_its_url_alone(team: Team) -> None:
    await answer(team.slack.answers.url(team.ana, team.general), text="one")
    message = team.ana.screen(team.general).last
    await answer(team.slack.answers.url(team.ana, team.general, message), text="two", replace_original=True)
    assert str(team.ana.screen(team.general)) == "recap (only visible to you): two"
    assert str(team.ben.screen(team.general)) == ""
    with pytest.raises(AssertionError, match="ben does not see that"):
        await team.ben.presses(message, "more")


async def test_a_second_answer_to_a_command_is_a_message_of_its_own(team: Team) -> None:
    url = team.slack.answers.url(team.ana, team.general)
    await answer(url, text="one")
    await answer(url, text="two", replace_original=True)
    assert [one.text for one in team.ana.screen(team.general).messages] == ["one", "two"], "M47"


async def test_what_is_wrong_is_refused_and_noted(team: Team) -> None:
    url = team.slack.answers.url(team.ana, team.general)
    assert (await answer(url, text="x" * 40_001))[0] == 400
    assert (await answer(url, response_type="ephemeral"))[0] == 400
    assert len(team.slack.violations) == 2
    team.slack.violations.clear()


async def test_who_is_away_never_sees_what_was_for_them_alone(team: Team) -> None:
    team.ana.is_away = True
    await answer(team.slack.answers.url(team.ana, team.general), text="psst")
    team.ana.is_away = False
    assert team.ana.screen(team.general).messages == ()


async def test_a_command_that_nobody_takes_is_told_by_slack(team: Team) -> None:
    delivery = await team.ana.types("/recap", team.general)
    assert not delivery.is_taken
    assert "/recap failed with the error “dispatch_failed”" in team.ana.screen(team.general)
