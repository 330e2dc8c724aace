"""Who sees that something is hidden is offered what they read themselves, and nothing else."""

import pytest

from core.errors import OutsideError, PermanentError, TransientError
from core.messages import allowing
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Audience, FieldKind, Filled, Place, Way
from core.model.kept import Seen
from tests.core.talking.allowing.choosing import chooses, openly
from tests.core.talking.desk import SECRET, Office


async def test_hidden_count_offers_who_presses_what_they_read_themselves(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    assert next(button.label for button in shown.page.buttons if button.name == "allow") == "2 hidden here"

    await office.presses(bob, "allow", shown)

    member, form = office.platform.forms[-1]
    assert (member, form.fields[0].kind) == (bob, FieldKind.CHOICES)
    assert [choice.label for choice in form.fields[0].choices] == ["acme/* (github.com)", "acme/vault (github.com)"]
    told = await chooses(office, bob, team, "acme/vault (github.com)")
    assert told.text == f"acme/vault at github.com may be told here.\n{allowing.ASK_AGAIN}"
    assert "canary" in await openly(office, ana, team)
    await office.presses(bob, "allow", shown)
    assert [choice.label for choice in office.platform.forms[-1][1].fields[0].choices] == ["acme/* (github.com)"]


@pytest.mark.fault("F146")
async def test_choice_of_what_one_does_not_read_allows_nothing(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    await office.presses(ana, "allow", shown)
    assert (await chooses(office, bob, team, "board/plans (github.com)")).text == messages.OLD
    (hers,) = (one.value for one in office.platform.forms[-1][1].fields[0].choices if one.label == "board/plans (github.com)")

    await office.presses(bob, "allow", shown)
    token = office.platform.forms[-1][1].token
    await office.take(office.platform.turn(bob, team, Filled("allow", token, {"allowed": hers})))
    assert office.platform.messages[-1].text == allowing.NOTHING_CHANGED
    assert office.allowances.kept == []


async def test_form_that_hosts_kept_waiting_too_long_is_opened_by_a_button(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    office.platform.refuses_form = PermanentError("Too late.")
    late = await office.presses(ana, "allow", shown)
    assert (late.text, office.platform.forms) == ("Too late.", [])

    office.platform.refuses_form, office.visibilities.breaks = None, TransientError("asked again")
    await office.presses(ana, "allow", late)
    office.visibilities.breaks = None
    assert (await chooses(office, ana, team, "acme/vault (github.com)")).text.startswith("acme/vault at github.com may be told here.")


async def test_form_says_where_people_from_outside_would_read_it(office: Office, ana: Member, team: Place) -> None:
    for audience, lines in ((Audience.WORKSPACE, 1), (Audience.OUTSIDE, 2)):
        office.platform.open_to(team, audience)
        await office.presses(ana, "allow", await office.says(ana, "last week", team, Way.MENTION))
        assert office.platform.forms[-1][1].lines == (allowing.LINES, allowing.OUTSIDE)[:lines]


async def test_who_reads_nothing_more_is_offered_nothing(office: Office, ana: Member, boss: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    office.visibilities.seen[boss] = Seen({}, ("gitlab.com did not answer.",))

    assert (await office.presses(boss, "allow", shown)).text == f"{allowing.NOTHING_TO_ALLOW}\ngitlab.com did not answer."


@pytest.mark.parametrize(
    "words",
    [
        "allow everything",
        "allow vault here",
        "allow */vault here",
        "allow acme/v* here",
        "disallow /x",
        "allow acme/",
    ],
)
async def test_allowances_that_are_not_written_as_such_are_refused(office: Office, ana: Member, team: Place, words: str) -> None:
    assert (await office.says(ana, words, team)).text == allowing.HOW


async def test_allowances_are_listed_for_who_reads_them_and_taken_back(
    office: Office, ana: Member, bob: Member, boss: Member, team: Place
) -> None:
    assert (await office.says(ana, "allow", team)).text == allowing.NOTHING_ALLOWED
    await office.says(ana, "allow acme/vault here", team)
    await office.says(ana, "allow board/plans here", team)

    seen_by_bob = await office.says(bob, "allow", team)
    assert seen_by_bob.text == "acme/vault at github.com may be told here."
    assert (await office.says(boss, "allow", team)).text.count("\n") == 1
    assert (await office.says(bob, "disallow board/plans", team)).text == allowing.NOT_ALLOWED
    assert (await office.presses(bob, "disallow", seen_by_bob)).text == "acme/vault at github.com is no longer allowed."
    assert (await office.presses(bob, "disallow", seen_by_bob)).text == allowing.NOT_ALLOWED
    assert "no longer" in (await office.says(boss, "disallow board/plans here", team)).text
    assert office.allowances.kept == []


async def test_allowance_of_everywhere_is_listed_and_taken_back_as_such(office: Office, boss: Member, team: Place) -> None:
    office.reads(boss, SECRET)
    await office.says(boss, "allow acme/* everywhere", team)

    assert (await office.says(boss, "allow", team)).text == "acme/* at github.com may be told everywhere."
    assert (await office.says(boss, "disallow acme/* here", team)).text == allowing.NOT_ALLOWED
    assert "no longer" in (await office.says(boss, "disallow acme/* everywhere", team)).text


async def test_hosts_that_fail_allow_nothing(office: Office, ana: Member, team: Place) -> None:
    office.visibilities.breaks = OutsideError("The store is away.")

    assert (await office.says(ana, "allow acme/vault here", team)).text == "The store is away."
