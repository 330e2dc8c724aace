"""What changes while a question is answered or a button waits to be pressed: who reads along, who is forgotten, who presses twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from core.errors import AmbiguousError, GoneError, OutsideError, TransientError
from core.messages import allowing
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Audience, Filled, Place, Pressed, Reach, Way
from core.model.kept import Seen
from core.ports.talking import Belongings
from tests.core.talking.desk import Office
from tests.fake_chat import Shown


@dataclass
class Part(Belongings):
    """Another part, which keeps a line of each person."""

    kept: dict[Member, str] = field(default_factory=dict)

    @override
    async def listed(self, member: Member) -> Sequence[str]:
        return [self.kept[member]] if member in self.kept else []

    @override
    async def forget(self, member: Member) -> Sequence[str]:
        return [f"Erased: {self.kept.pop(member)}"] if member in self.kept else []


@pytest.mark.fault("F140")
async def test_choice_of_what_may_be_told_holds_for_who_read_along_when_it_was_offered(office: Office, ana: Member, team: Place) -> None:
    office.platform.open_to(team, Audience.MEMBERS)
    await office.take(office.platform.turn(ana, team, Pressed("allow", "")))
    form = office.platform.forms[-1][1]
    chosen = {"allowed": form.fields[0].choices[0].value}

    office.platform.open_to(team, Audience.OUTSIDE)
    for token, told in ((form.token, allowing.OPENED), ("", messages.OLD), ("everybody", messages.OLD)):
        await office.take(office.platform.turn(ana, team, Filled("allow", token, chosen)))
        assert office.platform.messages[-1].text == told
    assert office.allowances.kept == []

    office.platform.open_to(team, Audience.MEMBERS)
    await office.take(office.platform.turn(ana, team, Filled("allow", form.token, chosen)))
    assert [one.audience for one in office.allowances.kept] == [Audience.MEMBERS]


@pytest.mark.fault("F140")
async def test_what_is_allowed_while_a_channel_opens_is_allowed_for_who_read_it_before(office: Office, ana: Member, team: Place) -> None:
    seen_by = office.visibilities.seen_by

    async def opens(member: Member, *, of: Collection[tuple[str, str]] | None = None) -> Seen:
        office.platform.open_to(team, Audience.OUTSIDE)
        return await seen_by(member, of=of)

    office.platform.open_to(team, Audience.MEMBERS)
    await office.take(office.platform.turn(ana, team, Pressed("allow", "")))
    form = office.platform.forms[-1][1]
    office.visibilities.seen_by = opens  # type: ignore[method-assign]  # for a moment
    await office.take(office.platform.turn(ana, team, Filled("allow", form.token, {"allowed": form.fields[0].choices[0].value})))
    office.platform.open_to(team, Audience.MEMBERS)
    await office.says(ana, "allow acme/vault here", team)

    assert [one.audience for one in office.allowances.kept] == [Audience.MEMBERS] * 2


async def previewed(office: Office, member: Member, place: Place) -> Shown:
    return await office.presses(member, "post", await office.says(member, "last week", place))


async def test_who_presses_post_again_while_the_hosts_are_asked_posts_once(office: Office, ana: Member, bob: Member, team: Place) -> None:
    preview = await previewed(office, ana, team)
    value = preview.page.buttons[0].value
    seen_by = office.visibilities.seen_by

    async def slow(member: Member, *, of: Collection[tuple[str, str]] | None = None) -> Seen:
        office.visibilities.seen_by = seen_by  # type: ignore[method-assign]  # once
        await office.take(office.platform.turn(ana, team, Pressed("post-now", value)))
        return await seen_by(member, of=of)

    office.visibilities.seen_by = slow  # type: ignore[method-assign]  # hosts that take their time
    await office.take(office.platform.turn(ana, team, Pressed("post-now", value)))

    assert len(office.platform.seen_by(bob, team)) == 1


@pytest.mark.fault("F107")
async def test_answer_that_is_taken_away_while_it_is_written_is_not_told_again(office: Office, ana: Member, team: Place) -> None:
    office.platform.breaks = [GoneError("Somebody took it away.")]
    await office.says(ana, "last week", team, Way.MENTION)
    assert office.platform.messages == []
    assert office.answers.kept == []


@pytest.mark.parametrize(("error", "again"), [(TransientError("away"), 1), (AmbiguousError("no answer"), 0)])
async def test_post_that_surely_failed_can_be_pressed_again(
    office: Office, ana: Member, team: Place, error: OutsideError, again: int
) -> None:
    preview = await previewed(office, ana, team)
    office.platform.breaks = [error]
    await office.presses(ana, "post-now", preview)

    await office.presses(ana, "post-now", preview)

    assert [one.reader for one in office.platform.messages].count(None) == again


@pytest.mark.fault("F130")
async def test_answer_that_is_told_while_its_asker_is_forgotten_is_not_kept(office: Office, ana: Member, team: Place) -> None:
    def forget() -> None:
        office.accounts.kept.clear()
        office.answers.kept.clear()
        office.people.kept.clear()

    office.meanwhile = forget
    for words, way in (("last week", Way.MENTION), ("last week here", Way.COMMAND)):
        await office.says(ana, words, team, way)
    assert (office.answers.kept, office.people.kept) == ([], {})


@pytest.mark.fault("F130")
async def test_preview_that_is_made_while_its_asker_is_forgotten_is_not_kept(office: Office, ana: Member, team: Place) -> None:
    private = await office.says(ana, "last week", team)

    def forget() -> None:
        office.accounts.kept.clear()
        office.answers.kept.clear()

    office.meanwhile = forget
    preview = await office.presses(ana, "post", private)

    assert office.answers.kept == []
    assert (await office.presses(ana, "post-now", preview)).text == messages.NOT_YOURS


@pytest.mark.fault("F130")
async def test_what_other_parts_keep_is_exported_and_erased_too(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.belongings = [Part({ana: "a standup", bob: "Bob's standup"})]

    assert '"standups": ["a standup"]' in (await office.says(ana, "export-me", team)).text
    shown = await office.presses(ana, "forget", await office.says(ana, "forget-me", team))

    assert "Erased: a standup" in shown.text
    assert '"standups": ["Bob\'s standup"]' in (await office.says(bob, "export-me", team)).text


@pytest.mark.fault("F140")
async def test_buttons_of_an_answer_in_a_place_that_was_opened_tell_what_may_be_told_there_now(
    office: Office, ana: Member, team: Place
) -> None:
    office.platform.open_to(team, Audience.MEMBERS)
    await office.says(ana, "allow acme/vault here", team)
    shown = await office.says(ana, "last week", team, Way.MENTION)
    assert "canary" in shown.text

    office.platform.open_to(team, Audience.OUTSIDE)

    for name in ("shorter", "longer", "refresh"):
        assert "canary" not in (await office.presses(ana, name, shown)).text
    assert (await office.presses(ana, "why", shown)).reader == ana


async def test_reach_of_what_is_posted_is_the_place(office: Office, ana: Member, team: Place) -> None:
    posted = await office.presses(ana, "post-now", await previewed(office, ana, team))
    kept = await office.answers.named(ana, posted.page.buttons[-1].value)

    assert kept is not None
    assert (kept.reach, kept.goal) == (Reach.PLACE, None)
