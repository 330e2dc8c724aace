"""What is posted was previewed, and is what others may see of it at that moment."""

from dataclasses import replace

import pytest
from typing_extensions import override

from core.errors import OutsideError
from core.messages import talking as messages
from core.model import Member, Visibility
from core.model.chat import Audience, Place, Pressed, Way
from core.model.kept import Answer, Seen
from tests.core.talking.desk import LOGIN, Office
from tests.facts import BOB, commit
from tests.fake_kept import FakeAnswers


class _Bounded(FakeAnswers):
    """Keeps answers as the store does where they hold too many events: without them."""

    @override
    async def keep(self, answer: Answer) -> None:
        await super().keep(replace(answer, recap=replace(answer.recap, events=())))


async def test_post_shows_first_what_others_will_see_then_posts_that(office: Office, ana: Member, bob: Member, team: Place) -> None:
    private = await office.says(ana, "last week", team)

    preview = await office.presses(ana, "post", private)
    assert preview.reader == ana
    assert preview.text.startswith(messages.PREVIEW)
    assert "canary" not in preview.text
    assert [button.name for button in preview.page.buttons] == ["post-now", "allow"]
    assert office.platform.seen_by(bob, team) == []

    posted = await office.presses(ana, "post-now", preview)
    assert office.platform.seen_by(bob, team) == [posted]
    assert posted.page.recaps == preview.page.recaps
    assert "2 of 2 commits told · 1 event hidden here" in posted.text


async def test_what_hides_nothing_offers_nothing_to_allow(office: Office, ana: Member, team: Place) -> None:
    office.reads(ana, LOGIN)

    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))

    assert [button.name for button in preview.page.buttons] == ["post-now"]


@pytest.mark.fault("F140")
async def test_post_after_the_place_was_opened_to_others_is_refused(office: Office, ana: Member, team: Place) -> None:
    office.platform.open_to(team, Audience.MEMBERS)
    await office.says(ana, "allow acme/vault here", team)
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))
    assert "canary" in preview.text

    office.platform.open_to(team, Audience.OUTSIDE)

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED
    assert "canary" not in (await office.presses(ana, "post", await office.says(ana, "last week", team))).text


@pytest.mark.fault("F140")
async def test_post_of_public_facts_alone_after_the_place_was_opened_is_refused_too(office: Office, ana: Member, team: Place) -> None:
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))

    office.platform.open_to(team, Audience.OUTSIDE)

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED


@pytest.mark.fault("F141")
async def test_post_after_a_repository_was_closed_is_refused(office: Office, ana: Member, team: Place) -> None:
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))

    office.visibilities.seen[ana] = Seen({("github.com", "acme/web"): Visibility.PRIVATE})

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED


@pytest.mark.fault("F141")
async def test_post_of_more_than_is_kept_is_refused_once_it_is_disallowed(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.answers = _Bounded()
    await office.says(ana, "allow acme/vault here", team)
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))
    assert "canary" in preview.text

    await office.says(ana, "disallow acme/vault here", team)

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED
    assert not any("canary" in shown.text for shown in office.platform.seen_by(bob, team))


@pytest.mark.fault("F145")
async def test_post_that_names_somebody_who_keeps_out_since_is_refused(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.reads(ana, replace(LOGIN, others=(BOB,)), LOGIN)
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))

    await office.people.hide(bob, is_hidden=True)

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED
    assert (await office.presses(ana, "post", await office.says(ana, "last week", team))).page.buttons[0].name == "post-now"


async def test_what_nobody_knows_the_grounds_of_is_not_posted(office: Office, ana: Member, team: Place) -> None:
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))

    office.answers.kept[-1] = replace(office.answers.kept[-1], grounds=())

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED


@pytest.mark.fault("F141")
async def test_shared_answer_goes_by_who_may_read_a_repository_when_it_is_posted(office: Office, ana: Member, team: Place) -> None:
    office.visibilities.seen[ana] = Seen({("github.com", "acme/web"): Visibility.PRIVATE})
    assert "login" not in (await office.says(ana, "last week", team, Way.MENTION)).text

    await office.says(ana, "allow acme/web here", team)
    assert "login" in (await office.says(ana, "last week", team, Way.MENTION)).text


@pytest.mark.fault("F141")
async def test_what_hosts_do_not_say_again_is_hidden_unless_it_is_public(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "allow acme/vault here", team)
    assert "canary" in (await office.says(ana, "last week", team, Way.MENTION)).text
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))

    office.visibilities.breaks = OutsideError("The store is away.")

    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED
    shown = await office.says(ana, "last week", team, Way.MENTION)
    assert "canary" not in shown.text
    assert "login" in shown.text


@pytest.mark.fault("F146")
async def test_answer_that_was_not_previewed_is_not_posted(office: Office, ana: Member, bob: Member, team: Place) -> None:
    private = await office.says(ana, "last week", team)
    preview = await office.presses(ana, "post", private)

    forged = Pressed("post-now", next(button.value for button in private.page.buttons if button.name == "post"))
    await office.take(office.platform.turn(ana, team, forged))
    assert office.platform.messages[-1].text == messages.NOT_YOURS
    await office.take(office.platform.turn(bob, team, Pressed("post-now", preview.page.buttons[0].value)))
    assert office.platform.messages[-1].text == messages.NOT_YOURS
    assert office.platform.seen_by(bob, team) == [office.platform.messages[-1]]


@pytest.mark.fault("F149")
async def test_addresses_are_not_told_in_shared_places(office: Office, ana: Member, team: Place) -> None:
    nameless = replace(BOB, name="", email="canary@mail.example")
    office.reads(
        ana,
        replace(LOGIN, title="Write to canary@mail.example (#412)", others=(nameless,), body="canary@mail.example"),
        commit("Fix it (#5)", actor=nameless, visibility=Visibility.PUBLIC),
    )

    for words in ("everyone last week", "canary@mail.example last week", "canary@mail.example yesterday", "everyone last week as numbers"):
        shown = await office.says(ana, words, team, Way.MENTION)
        assert "@mail.example" not in shown.text
        kept = await office.answers.last(ana, team)
        assert kept is not None
        assert "mail.example" not in repr((kept.recap.events, kept.recap.folded))


async def test_shared_answer_tells_a_failure_without_the_names_in_it(office: Office, ana: Member, team: Place) -> None:
    office.fails = OutsideError("acme/canary could not be read (canary@mail.example)")

    shown = await office.says(ana, "last week", team, Way.MENTION)

    assert "github.com: it could not be looked at in full" in shown.text
    assert "canary" not in shown.text
    assert "canary" in (await office.says(ana, "last week", team)).text


async def test_what_was_posted_is_posted_once(office: Office, ana: Member, team: Place) -> None:
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))
    posted = await office.presses(ana, "post-now", preview)

    assert (await office.presses(ana, "post-now", preview)).text == messages.POSTED
    await office.presses(ana, "refresh", posted)
    assert len(posted.pages) == 2
    assert "Added login" in posted.text
