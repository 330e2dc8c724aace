"""Accounts in a chat: nobody's token is in the open, a question waits for its account, and one goes as it came."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from core.connect import Linked
from core.limits import Call
from core.messages import talking as messages
from core.model import Member, Provider, Secret
from core.model.chat import Filled, Form, Place, Pressed, Typed, Way
from tests.core.talking.desk import LOGIN, Office
from tests.core.talking.hosts import FakeFlow
from tests.fake_accounts import account
from tests.fake_chat import NOW, Shown


@pytest.fixture
def ana(office: Office) -> Member:
    member = office.platform.person("Ana Lima")
    office.reads(member, LOGIN)
    return member


@pytest.fixture
def team(office: Office, ana: Member) -> Place:
    return office.platform.room("team", ana)


async def fills(office: Office, member: Member, place: Place, values: Mapping[str, str]) -> Shown:
    """Send the form that was opened last."""
    form = office.platform.forms[-1][1]
    await office.take(office.platform.turn(member, place, Filled(form.name, form.token, values)))
    return office.platform.messages[-1]


def form(office: Office) -> Form:
    return office.platform.forms[-1][1]


async def test_question_before_an_account_waits_and_answers_itself(office: Office, ana: Member, team: Place) -> None:
    offered = await office.says(ana, "last week", team, Way.MENTION)
    assert (offered.text, offered.reader) == (messages.CONNECT_FIRST, ana)
    assert [button.label for button in offered.page.buttons] == ["GitHub", "GitLab", "Azure DevOps"]

    await office.presses(ana, "connect", offered)
    assert form(office).fields[0].label == "Token"
    assert [(one.label, one.url) for one in form(office).buttons] == [("Make a token", "https://github.com/settings/tokens")]
    await fills(office, ana, team, {"token": "pat-of-ana", "host": ""})

    linked, answered = office.platform.messages[-2:]
    assert linked.text.startswith("Linked GitHub as ana (id id-ana).\nThe token lets Recap read: ")
    assert linked.reader == ana
    assert "Added login (#412)" in answered.text
    assert (answered.reader, answered.place) == (None, team)
    assert office.waiting.questions == {}


async def test_question_whose_way_is_closed_by_then_is_answered_in_a_direct_message(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "last week", team)
    office.platform.closed = {team}
    done = await office.connector.by_token(ana, office.hosts(Provider.GITHUB, "github.com"), Secret("pat-of-ana"))

    await office.talk.linked(done)

    told, answered = office.platform.messages[-2:]
    assert "Linked GitHub as ana" in told.text
    assert "Added login (#412)" in answered.text
    assert told.place == answered.place == office.platform.direct_of(ana)


async def test_account_that_is_linked_in_a_browser_is_told_of(office: Office, ana: Member) -> None:
    office.hosts.scopes = None
    done = await office.connector.by_token(ana, office.hosts(Provider.GITHUB, "github.com"), Secret("pat-of-ana"))

    await office.talk.linked(done)

    assert office.platform.messages[-1].place == office.platform.direct_of(ana)
    assert "does not say what this kind of token may read" in office.platform.messages[-1].text


@pytest.mark.parametrize(("zone", "set_", "is_asked"), [("", "", True), ("Asia/Tokyo", "", False), ("", "zone=Asia/Tokyo", False)])
async def test_who_links_an_account_is_asked_for_a_time_zone_where_none_is_known(
    office: Office, team: Place, zone: str, set_: str, *, is_asked: bool
) -> None:
    cleo = office.platform.person("Cleo", zone=zone)
    await office.says(cleo, f"settings {set_}", team)

    await office.says(cleo, "connect github", team)
    [linked] = [await fills(office, cleo, team, {"token": "pat-of-ana"})]
    assert (messages.no_zone("UTC") in linked.text) == is_asked
    assert [one.name for one in linked.page.buttons] == (["settings"] if is_asked else [])

    await office.talk.linked(Linked(account(cleo, "github.com"), None, ""))
    told = office.platform.messages[-1]
    assert (messages.no_zone("UTC") in told.text) == is_asked
    assert told.page.home == cleo.tenant


async def test_an_account_that_was_linked_elsewhere_is_told_of_whoever_its_owner_is(office: Office, ana: Member) -> None:
    del office.platform.people[ana]

    await office.talk.linked(Linked(account(ana, "github.com"), None, ""))

    assert office.platform.messages[-1].text.startswith("Linked GitLab (github.com) as ana")


@pytest.mark.parametrize("kept", ["shlex words of a terminal", "[1]", '{"v": 0}'])
async def test_what_waits_from_another_version_is_left(office: Office, ana: Member, kept: str) -> None:
    linked = account(ana, "github.com")

    await office.talk.linked(Linked(linked, None, kept))

    assert len(office.platform.messages) == 1


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


async def test_accounts_are_listed_with_what_becomes_of_them(office: Office, ana: Member, team: Place) -> None:
    assert (await office.says(ana, "accounts", team)).text == messages.NO_ACCOUNT
    soon = NOW + timedelta(days=1)
    office.accounts.kept = [
        account(ana, "github.com", "1", "ana", provider=Provider.GITHUB, name="Ana Lima", emails=("ana@example.org",)),
        account(ana, "gitlab.com", "2", "lima", expires=soon),
        account(ana, "gitlab.com", "3", "ana-l", expires=soon, refresh=Secret("r")),
        account(ana, "gitlab.com", "4", "", is_dead=True),
        account(ana, "gitlab.com", "5", "old", is_dead=True),
    ]

    shown = await office.says(ana, "accounts", team)

    assert shown.reader == ana
    assert shown.text.split("\n")[:5] == [
        "ana at GitHub, id 1",
        "lima at GitLab, id 2, token until 2021-02-11 18:00 UTC",
        "ana-l at GitLab, id 3, token until 2021-02-11 18:00 UTC, renewed by itself",
        "(does not open with the keys here) at GitLab, id 4, but the host refused its token: link it again",
        "old at GitLab, id 5, but the host refused its token: link it again",
    ]
    assert "found under: Ana Lima, ana-l, ana@example.org, lima, old." in shown.text
    assert len(shown.page.buttons) == 5


async def test_account_is_parted_with_by_name_or_by_button(office: Office, ana: Member, team: Place) -> None:
    assert (await office.says(ana, "disconnect", team)).text == messages.NO_SUCH_ACCOUNT
    office.hosts.flow = FakeFlow()
    office.accounts.kept = [
        account(ana, "github.com", "1", "ana", provider=Provider.GITHUB, is_granted=True),
        account(ana, "gitlab.com", "2", "lima"),
        account(ana, "gitlab.com", "3", "ana-l"),
    ]
    assert (await office.says(ana, "disconnect bitbucket", team)).text == messages.NO_SUCH_ACCOUNT
    assert [one.label for one in (await office.says(ana, "disconnect", team)).page.buttons] == [
        "Disconnect GitHub",
        "Disconnect GitLab: lima (gitlab.com)",
        "Disconnect GitLab: ana-l (gitlab.com)",
    ]
    which = await office.says(ana, "disconnect gitlab", team)
    assert which.text == messages.PART_WITH
    assert len(which.page.buttons) == 2

    assert "Erased the account lima at GitLab. Its token still works elsewhere" in (await office.presses(ana, "disconnect", which)).text
    assert (await office.presses(ana, "disconnect", which)).text == messages.NO_SUCH_ACCOUNT
    assert "Its token was revoked there." in (await office.says(ana, "disconnect github", team)).text
    assert [one.login for one in office.accounts.kept] == ["ana-l"]


@pytest.mark.fault("F146")
async def test_button_of_an_account_is_its_owner_s(office: Office, ana: Member, team: Place) -> None:
    bob = office.platform.person("Bob Berg")
    office.accounts.kept = [account(ana, "gitlab.com", "2", "lima")]
    shown = await office.says(ana, "accounts", team)

    assert (await office.presses(bob, "disconnect", shown)).text == messages.NO_SUCH_ACCOUNT
    assert len(office.accounts.kept) == 1


async def test_revoking_that_fails_says_where_to_end_a_token(office: Office, ana: Member, team: Place) -> None:
    office.accounts.kept = [account(ana, "github.com", "1", "ana", provider=Provider.GITHUB, is_granted=True)]  # no longer registered there

    assert "could not be revoked" in (await office.says(ana, "disconnect ana", team)).text
    assert office.accounts.kept == []


async def test_repositories_are_those_that_the_asker_reads(office: Office, ana: Member, team: Place) -> None:
    many = [replace(LOGIN, repository=f"acme/r{number:03}") for number in range(60)]
    office.reads(ana, *many)

    shown = await office.says(ana, "repos", team)

    assert shown.text.startswith("Your accounts read 60 repositories.\nacme/r000 at github.com (public)\n")
    assert shown.text.endswith("and 10 more")
    assert shown.reader == ana
    assert "I do not understand" in (await office.says(ana, "repos of bob", team)).text
    office.reads(ana, LOGIN)
    assert (await office.says(ana, "repos", team)).text == "Your accounts read 1 repository.\nacme/web at github.com (public)"


async def test_help_tells_the_grammar_and_the_commands(office: Office, ana: Member, team: Place) -> None:
    office.more = {"every": office.noting("every", [])}

    shown = await office.says(ana, "help", team)

    assert "what did I do last week in acme/web please" in shown.text
    for word in ("connect", "allow", "hide-me", "forget-me", "why", "every friday"):
        assert f"\n  {word}" in shown.text
    assert "standup new" not in shown.text


async def test_stale_press_of_a_way_is_told_as_such(office: Office, ana: Member, team: Place) -> None:
    for name in ("device", "token"):
        await office.take(office.platform.turn(ana, team, Pressed(name, "x")))
        assert office.platform.messages[-1].text == messages.OLD


async def test_commands_in_a_direct_message_are_answered_there(office: Office, ana: Member) -> None:
    shown = await office.says(ana, "accounts", office.platform.direct_of(ana), Way.DIRECT)

    assert shown.reader is None
    await office.take(office.platform.turn(ana, shown.place, Typed("last week", Way.DIRECT)))
    assert office.platform.messages[-1].text == messages.CONNECT_FIRST


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


async def test_commands_are_counted_and_questions_by_whoever_answers_them(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "accounts", team)
    await office.says(ana, "last week", team)

    assert office.calls == [Call.STATUS]


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
