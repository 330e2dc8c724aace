"""Buttons under an answer: what they do, for whom, and where it stands."""

from datetime import timedelta

import pytest

from core.errors import OutsideError
from core.messages import talking as messages
from core.model import Member, Visibility
from core.model.chat import Place, Pressed, Reach, Typed, Way
from tests.core.talking.desk import LOGIN, Office
from tests.facts import commit
from tests.fake_chat import NOW


async def test_window_that_runs_to_now_is_named_anew_when_it_is_looked_at_again(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "since monday", team, Way.MENTION)
    assert shown.page.recaps[0].request.window.label == "Mon 8 – Wed 10 Feb"

    office.now = NOW + timedelta(hours=15)

    await office.presses(ana, "refresh", shown)
    assert shown.page.recaps[0].request.window.label == "Mon 8 – Thu 11 Feb"


async def test_live_in_direct_messages_tells_everything_there(office: Office, ana: Member, team: Place) -> None:
    office.platform.edits_private = True
    private = await office.says(ana, "last week", team)

    shown = await office.presses(ana, "dm", private)

    assert shown.place == office.platform.direct_of(ana)
    assert "canary" in shown.text
    assert "Why" in [button.label for button in shown.page.buttons]
    again = await office.presses(ana, "refresh", shown)
    assert again.place == shown.place


async def test_shorter_and_longer_change_the_number_of_bullets_where_it_stands(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)

    for name in ("shorter", "longer"):
        assert await office.presses(ana, name, shown) is shown
    assert len(office.platform.messages) == 1
    again = await office.presses(ana, "refresh", shown)
    assert (again.text, again.reader) == (messages.NOTHING_NEW, ana)
    office.reads(ana, LOGIN)
    await office.presses(ana, "refresh", shown)
    assert len(office.platform.messages) == 2  # which shows by itself

    assert [len(page.recaps[0].bullets) for page in shown.pages if page.buttons] == [2, 1, 2, 2, 1]


async def test_an_answer_without_bullets_has_no_buttons_for_them(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "in 2019", team, Way.MENTION)

    assert [button.name for button in shown.page.buttons] == ["refresh"]


async def test_answer_that_only_the_asker_sees_is_followed_by_another(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team)

    shorter = await office.presses(ana, "shorter", shown)

    assert (len(shown.page.recaps[0].bullets), len(shorter.page.recaps[0].bullets)) == (3, 1)
    assert (shown.reader, shorter.reader) == (ana, ana)


async def test_what_was_posted_and_what_stands_in_direct_messages_changes_where_it_stands(office: Office, ana: Member, team: Place) -> None:
    office.platform.edits_private = True
    private = await office.says(ana, "last week", team)
    posted = await office.presses(ana, "post-now", await office.presses(ana, "post", private))
    direct = await office.presses(ana, "dm", private)

    for shown in (posted, direct):
        before = len(office.platform.messages)
        await office.presses(ana, "shorter", shown)
        assert len(office.platform.messages) == before
        assert len(shown.page.recaps[0].bullets) == 1


async def test_answer_that_could_not_be_refreshed_stays_as_it_was(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    pages = list(shown.pages)
    office.is_slow, office.fails = True, OutsideError("github.com is away.")
    office.reads(ana)

    told = await office.presses(ana, "refresh", shown)

    assert shown.pages == pages
    assert told.reader == ana
    assert "is away." in told.text


async def test_why_of_a_button_is_told_to_who_presses(office: Office, ana: Member, team: Place) -> None:
    shown = await office.presses(ana, "why", await office.says(ana, "last week", team, Way.MENTION))

    assert shown.reader == ana
    assert "Add login (#412)" in shown.text
    assert "canary" not in shown.text


async def test_refresh_looks_again_up_to_now(office: Office, ana: Member, team: Place) -> None:
    late = commit("Ship it (#9)", at=NOW + timedelta(minutes=9), visibility=Visibility.PUBLIC)
    office.reads(ana, late)
    shown = await office.says(ana, "today", team)
    assert "#9" not in shown.text
    past = await office.says(ana, "last week", team)

    office.now = NOW + timedelta(minutes=10)

    assert "#9" in (await office.presses(ana, "refresh", shown)).text
    assert (await office.presses(ana, "refresh", past)).page.recaps[0].request == past.page.recaps[0].request


@pytest.mark.fault("F146")
@pytest.mark.parametrize("name", ["post", "dm", "shorter", "longer", "why", "refresh"])
async def test_press_on_somebody_else_s_answer_does_nothing_but_say_so(
    office: Office, ana: Member, bob: Member, team: Place, name: str
) -> None:
    private = await office.says(ana, "last week", team)
    elsewhere = office.platform.room("other", ana, bob)
    twin = office.worker("Eva Ito", tenant="T2", user=ana.user)
    value = next(button.value for button in private.page.buttons if button.name == name)

    for member, place, tried in ((bob, team, value), (ana, elsewhere, value), (ana, team, value + "x"), (twin, team, value)):
        before = len(office.platform.messages)
        await office.take(office.platform.turn(member, place, Pressed(name, tried)))
        assert [(one.text, one.reader) for one in office.platform.messages[before:]] == [(messages.NOT_YOURS, member)]


def test_values_of_buttons_cannot_be_guessed(office: Office) -> None:
    names = {office.desk().opaque() for _ in range(100)}

    assert len(names) == 100
    assert {len(one) for one in names} == {24}  # base64url of 18 bytes: 144 bits


async def test_buttons_of_who_parted_with_all_accounts_ask_to_connect(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team)
    office.accounts.kept.clear()

    assert (await office.presses(ana, "refresh", shown)).text == messages.NOT_CONNECTED


async def test_reach_of_a_direct_answer_is_kept(office: Office, ana: Member, team: Place) -> None:
    told = await office.says(ana, "last week", team)
    await office.presses(ana, "dm", told)

    kept = await office.answers.last(ana, office.platform.direct_of(ana))
    assert kept is not None
    assert kept.reach is Reach.DIRECT
    await office.take(office.platform.turn(ana, kept.place, Typed("shorter", Way.DIRECT)))
    assert office.platform.messages[-1].place == kept.place


async def test_long_explanation_is_cut_and_says_so(office: Office, ana: Member, team: Place) -> None:
    office.reads(ana, *(commit(f"Add part {number} of the form", visibility=Visibility.PUBLIC) for number in range(200)))

    shown = await office.presses(ana, "why", await office.says(ana, "last week", team))

    assert len(shown.page.lines) == 81
    assert shown.page.lines[-1].endswith("Ask for a part: why is #42 in there?")
