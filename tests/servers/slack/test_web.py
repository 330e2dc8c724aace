"""The Web API answers as it is documented: arguments in three ways, whose token it is, codes, pages, limits of what may be sent."""

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.conftest import Team
from tests.servers.slack.nouns import Json

SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}


async def refused(code: str, work: Any) -> Json:
    """Return what Slack says when it refuses."""
    with pytest.raises(SlackApiError) as caught:
        await work
    answer: Json = caught.value.response.data
    assert answer["error"] == code
    return answer


async def test_arguments_come_as_form_json_or_query(team: Team) -> None:
    said = {"channel": team.general.id, "text": "a", "blocks": [SECTION]}
    headers = {"Authorization": f"Bearer {team.workspace.token.text}"}
    form = {
        "channel": team.general.id,
        "text": "b",
        "blocks": '[{"type": "divider"}]',
        "token": team.workspace.token.text,
        "unfurl_media": "0",
    }
    async with ClientSession() as session:
        for sent in ({"json": said, "headers": headers}, {"data": form}, {"params": {**form, "text": "c"}}):
            async with session.post(f"{team.slack.api}chat.postMessage", **sent) as response:
                assert (await response.json())["ok"]
        async with session.post(f"{team.slack.api}chat.postMessage", data=form | {"blocks": "{"}) as response:
            assert (await response.json())["error"] == "invalid_blocks_format"
        async with session.post(f"{team.slack.api}chat.postMessage", data="{", headers={"Content-Type": "application/json"}) as response:
            assert (await response.json())["error"] == "invalid_json"
    shown = team.ana.screen(team.general).messages
    assert [(one.text, len(one.blocks), one.flags) for one in shown] == [
        ("a", 1, {}),
        ("b", 1, {"unfurl_media": False}),
        ("c", 1, {"unfurl_media": False}),
    ]


async def test_only_tokens_that_were_issued_open_anything(team: Team) -> None:
    def client(token: str) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=team.slack.api, retry_handlers=[])

    other = team.slack.workspace("T2", scopes=["chat:write"])
    await refused("not_authed", client("").auth_test())
    await refused("invalid_auth", client("xoxb-foreign").auth_test())
    assert team.slack.intruders == 1
    answer = await refused("missing_scope", client(other.token.text).users_info(user=team.ana.id))
    assert (answer["needed"], answer["provided"]) == ("users:read", "chat:write")
    await refused("channel_not_found", client(other.token.text).chat_postMessage(channel=team.general.id, text="x"))
    await refused("not_allowed_token_type", client(other.token.text).api_call("apps.connections.open"))
    await refused("unknown_method", team.client.api_call("chat.startStream"))
    await team.client.auth_revoke()
    await refused("token_revoked", team.client.auth_test())
    await client(other.token.text).apps_uninstall(client_id=team.slack.client_id, client_secret=team.slack.client_secret)
    await refused("account_inactive", client(other.token.text).auth_test())


async def test_a_channel_is_told_by_its_kind_and_kept_from_strangers(team: Team) -> None:
    hidden = team.workspace.channel("hidden", members=[team.ana], is_private=True, has_bot=False)
    shared = team.workspace.channel("shared", members=[team.ana], is_shared=True)
    public = team.workspace.channel("public", has_bot=False)
    await refused("channel_not_found", team.client.conversations_info(channel=hidden.id))
    await refused("not_in_channel", team.client.chat_postMessage(channel=public.id, text="x"))
    told = (await team.client.conversations_info(channel=shared.id))["channel"]
    assert (told["is_ext_shared"], told["is_private"], told["is_member"]) == (True, False, True)
    listed = (await team.client.conversations_list(types="public_channel,private_channel", exclude_archived=True))["channels"]
    assert [one["name"] for one in listed] == ["general", "shared", "public"]
    pages = [page["members"] async for page in await team.client.conversations_members(channel=team.general.id, limit=2)]
    assert pages == [[team.ana.id, team.ben.id], [team.workspace.bot.id]]
    shared.is_archived = True
    await refused("is_archived", team.client.chat_postMessage(channel=shared.id, text="x"))


async def test_a_person_is_told_with_zone_kind_and_no_address(team: Team) -> None:
    ana = (await team.client.users_info(user=team.ana.id, include_locale=True))["user"]
    assert (ana["tz"], ana["locale"], ana["is_restricted"], "email" in ana["profile"]) == ("Europe/Madrid", "en-US", False, False)
    ben = (await team.client.users_info(user=team.ben.id))["user"]
    assert (ben["is_restricted"], ben["is_ultra_restricted"], "locale" in ben) == (True, False, False)
    group = team.workspace.group("backend", team.ana, team.ben)
    assert (await team.client.usergroups_users_list(usergroup=group.id))["users"] == [team.ana.id, team.ben.id]
    await refused("user_not_found", team.client.users_info(user="U404"))
    dm = (await team.client.conversations_open(users=[team.ana.id]))["channel"]["id"]
    team.ana.refuses_dms = True
    await refused("messages_tab_disabled", team.client.chat_postMessage(channel=dm, text="x"))


async def test_only_the_own_messages_that_all_see_are_changed(team: Team) -> None:
    theirs = team.ana.wrote("mine", team.general)
    await refused("cant_update_message", team.client.chat_update(channel=team.general.id, ts=theirs.ts, text="x"))
    whispered = await team.client.chat_postEphemeral(channel=team.general.id, user=team.ana.id, text="psst")
    await refused("message_not_found", team.client.chat_update(channel=team.general.id, ts=whispered["message_ts"], text="x"))
    posted = await team.client.chat_postMessage(channel=team.general.id, text="one", blocks=[SECTION])
    await team.client.chat_update(channel=team.general.id, ts=posted["ts"], text="two")
    message = team.general.messages[posted["ts"]]
    assert (message.text, len(message.blocks)) == ("two", 1), "blocks stay where none are sent"
    team.ana.deletes(message)
    await refused("message_not_found", team.client.chat_update(channel=team.general.id, ts=message.ts, text="x"))
    await refused("thread_not_found", team.client.chat_postMessage(channel=team.general.id, thread_ts=message.ts, text="x"))
    assert [one.text for one in team.ana.screen(team.general).messages] == ["mine", "psst"]
    team.ana.reloads()
    assert [one.text for one in team.ana.screen(team.general).messages] == ["mine"]


async def test_history_is_paged_and_shows_metadata_when_asked(team: Team) -> None:
    for number in range(3):
        metadata = {"event_type": "recap", "event_payload": {"id": str(number)}}
        await team.client.chat_postMessage(channel=team.general.id, text=str(number), metadata=metadata)
    root = team.ana.screen(team.general).messages[0]
    await team.clock.passes(10)
    await team.client.chat_postMessage(channel=team.general.id, text="reply", thread_ts=root.ts)
    first = await team.client.conversations_history(channel=team.general.id, limit=2, include_all_metadata=True)
    assert [(one["text"], one["metadata"]["event_payload"]["id"]) for one in first["messages"]] == [("2", "2"), ("1", "1")]
    rest = await team.client.conversations_history(channel=team.general.id, cursor=first["response_metadata"]["next_cursor"])
    assert [(one["text"], "metadata" in one, one["reply_count"]) for one in rest["messages"]] == [("0", False, 1)]
    later = await team.client.conversations_history(channel=team.general.id, oldest=root.ts)
    assert [one["text"] for one in later["messages"]] == ["2", "1"]
    replies = await team.client.conversations_replies(channel=team.general.id, ts=root.ts)
    assert [one["text"] for one in replies["messages"]] == ["0", "reply"]


@pytest.mark.parametrize(
    ("blocks", "part"),
    [
        ([SECTION] * 51, "51 blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "section has 3001"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "field has 2001"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "header has 151"),
        ([{"type": "section"}], "neither text nor fields"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": ""}}], "empty text"),
        (
            [{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}, "action_id": "a"}]}],
            "button has 76",
        ),
        (
            [{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x"}, "value": "x" * 2001}]}],
            "value has 2001",
        ),
        ([SECTION | {"block_id": "a"}, SECTION | {"block_id": "a"}], "not unique"),
        ([SECTION | {"accessory": {"type": "overflow", "action_id": "a" * 256, "options": []}}], "action_id has 256"),
    ],
)
async def test_blocks_beyond_their_limits_are_refused_and_noted(team: Team, blocks: list[Json], part: str) -> None:
    answer = await refused("invalid_blocks", team.client.chat_postMessage(channel=team.general.id, text="x", blocks=blocks))
    assert part in str(answer["errors"])
    assert part in str(team.slack.violations)
    team.slack.violations.clear()


async def test_text_beyond_its_limit_is_refused_and_noted(team: Team) -> None:
    await team.client.chat_postMessage(channel=team.general.id, text="x" * 40_000)
    await refused("msg_too_long", team.client.chat_postMessage(channel=team.general.id, text="x" * 40_001))
    assert len(team.slack.violations) == 1
    team.slack.violations.clear()


async def test_violations_fail_the_test_that_leaves_them(team: Team) -> None:
    team.slack.violations.append("something")
    with pytest.raises(AssertionError, match="something"):
        await team.slack.__aexit__(None, None, None)
    team.slack.violations.clear()
