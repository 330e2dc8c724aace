"""Accounts are listed and parted with by their owner, and what is counted of commands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.limits import Call
from core.messages import talking as messages
from core.model import Member, Provider, Secret
from core.model.chat import Place, Typed, Way
from tests.core.talking.desk import LOGIN, Office
from tests.core.talking.hosts import FakeFlow
from tests.fake_accounts import account
from tests.fake_chat import NOW


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


async def test_commands_in_a_direct_message_are_answered_there(office: Office, ana: Member) -> None:
    shown = await office.says(ana, "accounts", office.platform.direct_of(ana), Way.DIRECT)

    assert shown.reader is None
    await office.take(office.platform.turn(ana, shown.place, Typed("last week", Way.DIRECT)))
    assert office.platform.messages[-1].text == messages.CONNECT_FIRST


async def test_commands_are_counted_and_questions_by_whoever_answers_them(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "accounts", team)
    await office.says(ana, "last week", team)

    assert office.calls == [Call.STATUS]
