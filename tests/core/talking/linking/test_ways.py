"""By a page, a code or a form, and never by a token in the open: how an account is linked, and what is refused."""

import pytest

from core.limits import Call
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Place, Pressed, Way
from tests.core.talking.desk import Office
from tests.core.talking.forms import fills, form
from tests.core.talking.hosts import FakeFlow


async def test_ways_are_offered_in_order_of_what_there_is(office: Office, ana: Member, team: Place) -> None:
    office.hosts.flow = FakeFlow()
    shown = await office.says(ana, "connect github", team)
    assert [button.name for button in shown.page.buttons] == ["device", "token"]

    office.hosts.has_pages = True
    shown = await office.says(ana, "connect GitHub", team)
    assert [button.name for button in shown.page.buttons] == ["oauth", "device", "token"]
    assert shown.page.buttons[0].url == "https://recap.example/oauth/github/start?ticket=U1"
    assert shown.reader == ana


async def test_code_at_the_host_links_and_answers_what_waited(office: Office, ana: Member, team: Place) -> None:
    office.hosts.flow = FakeFlow()
    await office.says(ana, "last week", team, Way.MENTION)

    await office.presses(ana, "device", await office.says(ana, "connect github", team))

    code, linked, answered = office.platform.messages[-3:]
    assert "https://github.com/device and type the code WDJB-MJHT" in code.text
    assert "Linked GitHub as ana" in linked.text
    assert "Added login" in answered.text


async def test_code_that_is_refused_links_nothing(office: Office, ana: Member, team: Place) -> None:
    office.hosts.flow = FakeFlow(refuses=True)

    shown = await office.presses(ana, "device", await office.says(ana, "connect github", team))

    assert shown.text == "You said no."
    assert office.accounts.kept == []


async def test_token_is_asked_for_in_a_form_also_beside_other_ways(office: Office, ana: Member, team: Place) -> None:
    office.hosts.flow = FakeFlow()

    await office.presses(ana, "token", await office.says(ana, "connect github ghe.example.org", team))

    assert form(office).title == "Connect GitHub"
    assert [field.value for field in form(office).fields] == ["", "ghe.example.org"]
    assert (await fills(office, ana, team, {"token": "pat-of-ana", "host": "ghe.example.org"})).text.startswith(
        "Linked GitHub (ghe.example.org)"
    )


async def test_mention_that_can_open_no_form_shows_the_button_that_does(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "connect gitlab", team, Way.MENTION)
    assert shown.reader == ana
    assert "https://gitlab.com/-/user_settings/personal_access_tokens" in shown.text

    await office.presses(ana, "token", shown)

    assert form(office).title == "Connect GitLab"


async def test_refusals_of_linking_are_told(office: Office, ana: Member, team: Place) -> None:
    assert (await office.says(ana, "connect", team)).text == messages.CONNECT_WHERE
    assert (await office.says(ana, "connect bitbucket", team)).text == messages.NO_KIND
    assert (await office.says(ana, "connect github evil.example", team)).text == "Nobody allowed that."
    await office.says(ana, "connect azure", team)
    assert not form(office).fields[1].is_optional
    assert (await fills(office, ana, team, {"token": "pat-of-ana", "host": ""})).text == "Nobody allowed that."
    await office.says(ana, "connect github", team)
    assert "refused the token" in (await fills(office, ana, team, {"token": "stolen"})).text
    assert (await fills(office, ana, team, {})).text == "No token was given. Nothing was linked."
    office.hosts.scopes = ("read_user",)
    await office.says(ana, "connect gitlab", team)
    assert "does not let Recap read anything" in (await fills(office, ana, team, {"token": "pat-of-ana"})).text


async def test_token_that_can_more_or_less_than_it_should_is_told(office: Office, ana: Member, team: Place) -> None:
    office.hosts.scopes = ("repo", "delete_repo")
    await office.says(ana, "connect github", team)

    shown = await fills(office, ana, team, {"token": "pat-of-ana"})

    assert "It does not let Recap read: " in shown.text
    assert "It can do more than Recap needs (delete_repo)" in shown.text


@pytest.mark.fault("F146")
async def test_offer_of_somebody_else_or_of_long_ago_links_nothing(office: Office, ana: Member, team: Place) -> None:
    bob = office.platform.person("Bob Berg")
    await office.says(ana, "connect github", team)

    assert (await fills(office, bob, team, {"token": "pat-of-bob"})).text == messages.OLD
    office.waiting.texts.clear()
    assert (await fills(office, ana, team, {"token": "pat-of-ana"})).text == messages.OLD
    assert office.accounts.kept == []
    assert set(office.waiting.seconds) == {600}


async def test_stale_press_of_a_way_is_told_as_such(office: Office, ana: Member, team: Place) -> None:
    for name in ("device", "token"):
        await office.take(office.platform.turn(ana, team, Pressed(name, "x")))
        assert office.platform.messages[-1].text == messages.OLD


async def test_each_attempt_to_link_is_counted_and_may_be_one_too_many(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "connect github", team)
    office.most = {Call.LINK: 1}
    await fills(office, ana, team, {"token": "stolen"})

    assert (await fills(office, ana, team, {"token": "pat-of-ana"})).text == "Too often."
    office.hosts.flow, office.hosts.has_pages = FakeFlow(), True
    assert (await office.says(ana, "connect github", team)).text == "Too often."
    office.hosts.has_pages = False
    assert (await office.presses(ana, "device", await office.says(ana, "connect github", team))).text == "Too often."
    assert office.accounts.kept == []


@pytest.mark.parametrize(("kind", "hint"), [("gitlab", "gitlab.com unless"), ("azure", "Your organisation")])
async def test_form_names_the_host_that_is_meant_where_nobody_names_one(
    office: Office, ana: Member, team: Place, kind: str, hint: str
) -> None:
    await office.says(ana, f"connect {kind}", team)
    assert hinted(office).startswith(hint)


async def test_form_names_a_host_of_one_s_own_where_that_is_the_usual_one(
    office: Office, ana: Member, team: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.hosts, "named", lambda _, host: host or "gitlab.acme.dev")
    await office.says(ana, "connect gitlab", team)
    assert hinted(office) == "gitlab.acme.dev unless you name another, like gitlab.example.org"


def hinted(office: Office) -> str:
    return next(field.hint for field in office.platform.forms[-1][1].fields if field.name == "host")
