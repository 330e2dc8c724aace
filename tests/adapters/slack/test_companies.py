"""People of other companies and of several workspaces are themselves, whatever they do."""

from core.model import Member
from core.model.chat import Button, Page, Reach
from tests.adapters.slack.conftest import House
from tests.adapters.slack.telling import form, hears, told
from tests.servers.slack import payloads, views
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.faults import Fault


async def test_somebody_of_another_company_is_not_mistaken_for_one_of_ours(house: House) -> None:
    sam = house.acme.user("sam", team="T0OTHER")
    message = sam.wrote("<@BOT> today", house.dev)
    async with house.connected():
        await hears(house, told(house, message, "app_mention", user_team="T0OTHER"))
    assert house.turns[0].member == Member("slack", "T0OTHER", sam.id)
    assert house.turns[0].place.tenant == "T0ACME"


async def test_somebody_whom_slack_does_not_describe_is_of_the_workspace_that_it_names(house: House) -> None:
    message = house.ana.wrote("<@BOT> today", house.dev)
    async with house.connected():
        house.server.faults.plan("users.info", Fault.REFUSED, error="user_not_visible")
        await hears(house, told(house, message, "app_mention", user_team="T0OTHER"))
    assert [turn.member.tenant for turn in house.turns] == ["T0OTHER"]


async def test_form_that_somebody_of_another_company_sends_is_taken(house: House) -> None:
    sam = house.acme.user("sam", team="T0OTHER")
    house.dev.members.append(sam.id)
    async with house.connected() as one:
        await house.ana.types("/recap settings", house.dev)
        await one.platform.chat(house.turns[0]).say(Page(lines=("Settings",), buttons=(Button(name="open", label="Open"),)), Reach.PLACE)
        await sam.presses(sam.screen(house.dev).last, "open")
        await one.platform.chat(house.turns[1]).open(form("opaque"))
        assert sam.modal
        sent = payloads.gesture(sam, "view_submission", view=views.shape(sam.modal), team={"id": "T0OTHER", "domain": "other"})
        await hears(house, Delivery("interactive", sent))
    assert [turn.member for turn in house.turns[1:]] == [Member("slack", "T0OTHER", sam.id)] * 2


async def test_who_is_in_several_workspaces_of_a_company_is_one_person_in_all_that_they_do(house: House) -> None:
    eva = house.acme.user("eva", team="T0HOME", company=("T0HOME", "T0ACME"))  # https://github.com/slackapi/bolt-js/issues/1875
    house.dev.members.append(eva.id)
    async with house.connected() as one:
        await eva.types("/recap settings", house.dev)
        await one.platform.chat(house.turns[0]).open(form("opaque"))
        assert eva.modal
        await eva.presses(eva.modal, "code")
        await eva.submits(eva.modal, {"zone": "Europe/Lisbon"})
        await hears(house, told(house, eva.wrote("<@BOT> today", house.dev), "app_mention", user_team="T0HOME"))
    assert [turn.member for turn in house.turns] == [Member("slack", "T0ACME", eva.id)] * 4
