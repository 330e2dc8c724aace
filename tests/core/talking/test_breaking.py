"""People who try what is not theirs to do, and forged gestures."""

from dataclasses import replace

import pytest

from core.messages import allowing
from core.messages import talking as messages
from core.model import Member, Visibility
from core.model.chat import Audience, Deed, Filled, Place, Pressed, Typed, Way
from core.model.kept import Seen
from core.talking.commands import BUTTONS, COMMANDS, FORMS
from tests.core.talking.desk import LOGIN, Office


def public(office: Office, member: Member, *names: str) -> None:
    office.visibilities.seen[member] = Seen({("github.com", name): Visibility.PUBLIC for name in names})


@pytest.mark.fault("F140", "F147")
@pytest.mark.parametrize("pattern", ["acme/*", "acme/site"])
async def test_who_reads_only_what_is_public_of_an_owner_allows_nothing(
    office: Office, ana: Member, bob: Member, team: Place, pattern: str
) -> None:
    public(office, bob, "acme/site")

    assert (await office.says(bob, f"allow {pattern} here", team)).text == allowing.public_already(pattern)

    assert office.allowances.kept == []
    assert "canary" not in (await office.says(ana, "last week", team, Way.MENTION)).text


@pytest.mark.fault("F144", "F145")
async def test_asker_from_another_workspace_reads_nothing_of_who_keeps_out_here(office: Office, ana: Member, bob: Member) -> None:
    eva = office.worker("Eva Ito", tenant="T2", user="U9")
    office.reads(eva, replace(LOGIN, actor=replace(LOGIN.actor, name="Bob Berg", email="bob@example.org", login="github:bob")))
    shared = office.platform.room("shared", ana, bob, eva, audience=Audience.OUTSIDE)
    await office.people.hide(bob, is_hidden=True)

    for way in (Way.MENTION, Way.COMMAND):
        assert (await office.says(eva, f"<@{bob.user}> last week here", shared, way)).text == messages.KEEPS_OUT
        assert "login" not in (await office.says(eva, "everyone last week here", shared, way)).text


@pytest.mark.fault("F149")
async def test_addresses_and_logins_that_somebody_linked_are_not_told_to_who_asks_about_them(
    office: Office, ana: Member, bob: Member, team: Place
) -> None:
    office.accounts.kept[1] = replace(office.accounts.kept[1], emails=("canary@mail.example",), login="canary-login")

    for words, way in ((f"<@{bob.user}> last week", Way.COMMAND), (f"<@{bob.user}> yesterday", Way.MENTION)):
        shown = await office.says(ana, words, team, way)
        assert "Nothing in this window by Bob Berg." in shown.text
        assert "canary" not in repr(shown.page.recaps[0].notes) + shown.text

    office.platform.directory.is_away = True
    office.accounts.kept[1] = replace(office.accounts.kept[1], name="")
    nameless = await office.says(ana, f"<@{bob.user}> last week", office.platform.direct_of(ana), Way.DIRECT)
    assert "mail.example" not in nameless.text


@pytest.mark.fault("F146")
@pytest.mark.parametrize("name", sorted({*BUTTONS}))
@pytest.mark.parametrize("value", ["", "x" * 60, "../..", "[]", '{"v":1}', "acme/*", "github\ngitlab", "\x00"])
async def test_forged_values_of_buttons_show_only_who_presses_what_is_their_own(
    office: Office, ana: Member, bob: Member, name: str, value: str
) -> None:
    team = office.platform.room("team", ana, bob)
    await office.says(ana, "allow acme/vault here", team)
    await office.says(ana, "last week", team)
    kept = (list(office.accounts.kept), list(office.allowances.kept), list(office.answers.kept))
    before = len(office.platform.messages)

    await office.take(office.platform.turn(bob, team, Pressed(name, value)))

    shown = office.platform.messages[before:]
    assert all(one.reader == bob for one in shown)
    assert "canary" not in "".join(repr(one.pages) for one in shown) + repr([form for who, form in office.platform.forms if who != ana])
    mine = [one for one in office.accounts.kept if one.owner == ana]
    assert (mine, office.allowances.kept, office.answers.kept) == ([one for one in kept[0] if one.owner == ana], kept[1], kept[2])


@pytest.mark.fault("F146")
@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("token", ["", "x" * 24, "[]", "members"])
async def test_forged_tokens_of_forms_change_nothing_of_anybody_elses(
    office: Office, ana: Member, bob: Member, name: str, token: str
) -> None:
    team = office.platform.room("team", ana, bob)
    await office.says(ana, "connect github", team)
    form = office.platform.forms[-1][1]
    before = list(office.accounts.kept)

    for tried in (token, form.token):  # the second is Ana's
        values = {"token": "of-bob", "host": "github.com", "allowed": "x", "zone": "Nowhere"}
        await office.take(office.platform.turn(bob, team, Filled(name, tried, values)))

    assert office.accounts.kept == before
    assert office.allowances.kept == []
    assert office.people.kept == {}


@pytest.mark.fault("F147")
@pytest.mark.parametrize("kind", ["is_bot", "is_gone"])
async def test_bots_and_who_left_are_not_heard(office: Office, team: Place, kind: str) -> None:
    nobody = office.worker("Rob Bot", **{kind: True})  # type: ignore[arg-type]  # a test's own values
    office.reads(nobody, LOGIN)
    deeds: list[Deed] = [
        *(Typed(words, Way.COMMAND) for words in ("last week", *COMMANDS)),
        *(Pressed(name, "") for name in BUTTONS),
        *(Filled(name, "", {}) for name in FORMS),
    ]

    for deed in deeds:
        await office.take(office.platform.turn(nobody, team, deed))

    assert office.platform.messages == []
    assert office.platform.forms == []


@pytest.mark.fault("F145")
async def test_somebody_else_s_follow_up_in_a_thread_is_their_own_question(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.reads(bob, LOGIN)
    thread = replace(team, thread="17.1")
    await office.says(ana, "last week", office.platform.direct_of(ana), Way.DIRECT)
    await office.says(ana, "last week", thread, Way.MENTION)

    for words in ("why", "why is #7 in there?", "shorter", "refresh"):
        before = len(office.platform.messages)
        await office.says(bob, words, thread, Way.MENTION)
        shown = office.platform.messages[before:]
        assert [one.reader for one in shown] == [bob]
        assert "canary" not in shown[0].text


@pytest.mark.fault("F130")
async def test_export_in_a_channel_is_for_who_asks_alone(office: Office, ana: Member, bob: Member, team: Place) -> None:
    for way in (Way.COMMAND, Way.MENTION, Way.REPLY):
        assert (await office.says(ana, "export-me", team, way)).reader == ana
    assert office.platform.seen_by(bob, team) == []
