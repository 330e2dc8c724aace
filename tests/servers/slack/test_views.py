"""Modals need a fresh trigger; forms come with what was filled in."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from tests.servers.loopback import served
from tests.servers.slack.conftest import Team
from tests.servers.slack.nouns import Json

WORDS = {"type": "plain_text", "text": "x"}
OPTIONS = [{"text": WORDS, "value": "a"}, {"text": WORDS, "value": "b"}]


def modal(**more: object) -> Json:
    return {"type": "modal", "title": WORDS, "blocks": [{"type": "section", "text": WORDS}], **more}


async def test_a_trigger_is_good_for_one_modal_and_three_seconds(team: Team) -> None:
    trigger = team.slack.trigger(team.ana.id, team.workspace)
    await team.client.views_open(trigger_id=trigger, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await team.client.views_open(trigger_id=trigger, view=modal())
    late = team.slack.trigger(team.ana.id, team.workspace)
    await team.clock.passes(3.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await team.client.views_open(trigger_id=late, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await team.client.views_open(trigger_id="1.1.a", view=modal())


async def test_three_modals_lie_on_each_other_at_most(team: Team) -> None:
    view = (await team.client.views_open(trigger_id=team.slack.trigger(team.ana.id, team.workspace), view=modal()))["view"]
    for _ in range(2):
        trigger = team.slack.trigger(team.ana.id, team.workspace, view["id"])
        view = (await team.client.views_push(trigger_id=trigger, view=modal()))["view"]
    trigger = team.slack.trigger(team.ana.id, team.workspace, view["id"])
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await team.client.views_push(trigger_id=trigger, view=modal())
    changed = (await team.client.views_update(view_id=view["id"], hash=view["hash"], view=modal(callback_id="b")))["view"]
    assert (changed["callback_id"], changed["previous_view_id"] is None) == ("b", False)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await team.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "view/title"),
        ({"private_metadata": "x" * 3001}, "private_metadata"),
        ({"blocks": [{"type": "divider"}] * 101}, "101 blocks"),
        ({"blocks": [{"type": "input", "label": WORDS, "element": {"type": "plain_text_input", "action_id": "a"}}]}, "submit is missing"),
        ({"blocks": [{"type": "section", "text": WORDS, "accessory": {"type": "static_select", "options": OPTIONS * 51}}]}, "102 entries"),
    ],
)
async def test_a_modal_beyond_its_limits_is_refused_and_noted(team: Team, more: Json, part: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await team.client.views_open(trigger_id=team.slack.trigger(team.ana.id, team.workspace), view=modal(**more))
    assert part in str(team.slack.violations)
    assert team.ana.modal is None
    team.slack.violations.clear()


@pytest.fixture
async def answers(team: Team) -> AsyncIterator[list[Json]]:
    """An app that acknowledges with these, one after the other."""
    scripted: list[Json] = []
    app = web.Application()

    async def take(_: web.Request) -> web.Response:
        return web.json_response(scripted.pop(0)) if scripted else web.Response()

    app.router.add_post("/", take)
    async with served(app) as url:
        team.slack.deliveries.request_url = f"{url}/"
        yield scripted


async def test_a_form_comes_with_what_was_filled_in_and_does_as_it_is_told(team: Team, answers: list[Json]) -> None:
    select = {"type": "static_select", "action_id": "where", "options": OPTIONS, "initial_option": OPTIONS[0]}
    many = {"type": "checkboxes", "action_id": "days", "options": OPTIONS}
    people = {"type": "multi_users_select", "action_id": "who"}
    blocks = [
        {"type": "input", "block_id": f"b{number}", "label": WORDS, "element": one} for number, one in enumerate((select, many, people))
    ]
    view = modal(blocks=blocks, submit=WORDS, notify_on_close=True)
    await team.client.views_open(trigger_id=team.slack.trigger(team.ana.id, team.workspace), view=view)
    form = team.ana.modal
    assert form is not None
    answers += [{"response_action": "update", "view": modal(callback_id="next")}, {"response_action": "push", "view": modal()}]
    answers += [{"response_action": "clear"}]
    delivery = await team.ana.submits(form, {"days": ["b"], "who": [team.ben.id]})
    values = delivery.payload["view"]["state"]["values"]
    assert values == {
        "b0": {"where": {"type": "static_select", "selected_option": OPTIONS[0]}},
        "b1": {"days": {"type": "checkboxes", "selected_options": [OPTIONS[1]]}},
        "b2": {"who": {"type": "multi_users_select", "selected_users": [team.ben.id]}},
    }
    assert form.body["callback_id"] == "next"
    await team.ana.submits(form, {})
    above = team.ana.modal
    assert above is not None
    assert above.previous == form.id
    await team.ana.submits(above, {})
    assert team.ana.modal is None


async def test_a_form_that_is_closed_tells_so_if_it_asked(team: Team, answers: list[Json]) -> None:
    await team.client.views_open(trigger_id=team.slack.trigger(team.ana.id, team.workspace), view=modal(notify_on_close=True))
    form = team.ana.modal
    assert form is not None
    delivery = await team.ana.closes(form)
    assert delivery is not None
    assert (delivery.payload["type"], team.ana.modal, answers) == ("view_closed", None, [])


async def test_a_home_is_what_was_published(team: Team, answers: list[Json]) -> None:
    home: Json = {"type": "home", "blocks": [{"type": "section", "text": WORDS}]}
    assert await team.ana.opens_home() is None
    for text in ("one", "two"):
        home["blocks"][0]["text"] = {"type": "plain_text", "text": text}
        await team.client.views_publish(user_id=team.ana.id, view=home)
    shown = await team.ana.opens_home()
    assert shown is not None
    assert shown.body["blocks"][0]["text"]["text"] == "two"
    assert answers == []


async def test_nobody_presses_what_is_not_there(team: Team) -> None:
    await team.client.chat_postMessage(channel=team.general.id, text="x")
    with pytest.raises(AssertionError, match="nothing here"):
        await asyncio.wait_for(team.ana.presses(team.ana.screen(team.general).last, "more"), 5)
