"""Whom a question in a chat is about, and who keeps out of it."""

from dataclasses import replace

import pytest

from core.errors import TransientError
from core.messages import talking as messages
from core.model import Identity, Member, Visibility
from core.model.chat import Participant, Place, Way
from tests.core.talking.desk import LOGIN, SECRET, Office
from tests.facts import BOB as BOB_BERG
from tests.facts import commit

BOBS = commit("Fix the export (#418)", actor=BOB_BERG, visibility=Visibility.PUBLIC)


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima", LOGIN, SECRET, BOBS)


@pytest.fixture
def bob(office: Office) -> Member:
    return office.worker("Bob Berg", LOGIN, BOBS)


async def test_people_of_a_chat_are_known_by_their_accounts(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "<@U2> last week", team)

    assert "Bob Berg · Mon 1 – Sun 7 Feb" in shown.text
    assert "export (#418)" in shown.text
    assert "login" not in shown.text


async def test_address_of_whom_a_host_knows_by_login_is_looked_for_as_theirs_alone(
    office: Office, ana: Member, bob: Member, team: Place
) -> None:
    office.platform.people[bob] = Participant(member=bob, name="bob", emails=("bob@work.example",))

    await office.says(ana, f"<@{bob.user}> last week", team)

    ((query,),) = office.asked
    assert Identity("bob", "bob@work.example", "github:bob") in query.people
    assert all(one.login for one in query.people if one.email)


async def test_question_about_somebody_else_means_their_days(office: Office, ana: Member, team: Place) -> None:
    office.platform.person("Bob Berg", user="U9", zone="America/New_York")

    shown = await office.says(ana, "<@U9> last week", team, Way.MENTION)
    assert "Mon 1 – Sun 7 Feb (America/New_York)" in shown.text
    assert "Mon 25 – Sun 31 Jan (America/New_York)" in (await office.replies(ana, "and the week before?", shown)).text

    await office.says(Member("slack", "T1", "U9"), "settings zone=Asia/Tokyo", team)
    assert "(Asia/Tokyo)" in (await office.says(ana, "<@U9> last week", team)).text
    assert "(UTC)" in (await office.says(ana, "<@U9> and @me last week", team)).text
    assert "(UTC)" in (await office.says(ana, f"<@{ana.user}> last week", team)).text


async def test_people_without_accounts_are_known_by_their_profile(office: Office, ana: Member, team: Place) -> None:
    office.platform.person("Bob Berg", user="U9", emails=("bob@example.org",))

    assert "export (#418)" in (await office.says(ana, "<@U9> last week", team)).text


async def test_people_who_go_by_another_name_are_known_by_their_full_one(office: Office, ana: Member, team: Place) -> None:
    office.platform.person("bobby", user="U9", full_name="Bob Berg")

    shown = await office.says(ana, "<@U9> last week", team)

    assert shown.text.startswith("bobby · ")
    assert "export (#418)" in shown.text


async def test_person_of_whom_the_platform_says_nothing_is_told_of_as_far_as_known(office: Office, ana: Member, team: Place) -> None:
    assert (await office.says(ana, "<@U77> last week", team)).text == messages.NO_PROFILE

    shown = await office.says(ana, "<@U1>, <@U77> and <@U78> last week", team)
    assert shown.text.startswith("Ana Lima · ")
    assert shown.text.count(messages.NO_PROFILE) == 1

    del office.platform.people[ana]  # who left is still known by what they linked
    assert "login" in (await office.says(ana, "<@U1> last week", team)).text


async def test_everyone_here_are_the_members_of_the_place(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "everyone here last week", team)

    assert shown.text.startswith("Ana Lima, Bob Berg · ")


async def test_groups_are_their_members_and_a_team_needs_a_standup(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.platform.groups["T1", "S1"] = [bob, ana, bob]

    assert (await office.says(ana, "<@&S1> last week", team)).text.startswith("Bob Berg, Ana Lima")
    assert "no such group" in (await office.says(ana, "<@&S2> last week", team)).text
    assert "/standup new 09:30 makes one" in (await office.says(ana, "team last week", team)).text


async def test_team_is_the_people_of_a_standup_but_for_who_keeps_out(office: Office, ana: Member, bob: Member, team: Place) -> None:
    eva = office.worker("Eva Ito")
    office.teams = {team: [ana, bob, eva]}
    await office.people.hide(eva, is_hidden=True)

    for words in ("team last week", "what did we do last week"):
        shown = await office.says(ana, words, team, Way.MENTION)
        assert "Ana Lima" in shown.text
        assert "Bob Berg fixed the export" in shown.text
        assert "1 person is left out, as they wish" in shown.text


async def test_too_many_people_are_refused(office: Office, ana: Member, team: Place) -> None:
    office.platform.groups["T1", "S1"] = [office.platform.person(f"P {number}") for number in range(26)]

    assert "26 people, and 25 at most" in (await office.says(ana, "<@&S1> last week", team)).text


@pytest.mark.fault("F145")
async def test_who_keeps_out_is_not_told_of_in_shared_places_but_privately(office: Office, ana: Member, bob: Member, team: Place) -> None:
    await office.says(bob, "hide-me", team)

    assert (await office.says(ana, "<@U2> last week here", team)).text == messages.KEEPS_OUT
    assert "export" in (await office.says(ana, "<@U2> last week", team)).text
    assert "export" not in (await office.says(ana, "everyone last week here", team)).text
    for words in ('"Bob Berg" last week here', "github:bob last week here", "bob@example.org last week here", "@bob last week here"):
        assert (await office.says(ana, words, team)).text == messages.KEEPS_OUT  # also how much it was is not told
    assert "export" in (await office.says(bob, "@me last week here", team)).text
    await office.says(bob, "hide-me off", team)
    assert "export" in (await office.says(ana, "<@U2> last week here", team)).text


@pytest.mark.fault("F145")
async def test_who_linked_no_account_keeps_out_by_their_profile(office: Office, ana: Member, team: Place) -> None:
    guest = office.platform.person("Robert B", emails=(BOB_BERG.email,))
    await office.says(guest, "hide-me", team)

    shown = await office.says(ana, "acme/web last week here", team)
    assert "login" in shown.text
    assert "export" not in shown.text

    del office.platform.people[guest]  # who left is nobody whom the platform describes
    assert "login" in (await office.says(ana, "acme/web last week here", team)).text


async def test_where_nobody_can_say_who_keeps_out_nothing_is_shared(office: Office, ana: Member, bob: Member, team: Place) -> None:
    await office.people.hide(bob, is_hidden=True)
    profile_of = office.platform.directory.participant

    async def fails(member: Member) -> Participant:
        if member == bob:
            raise TransientError("The platform does not answer.")
        return await profile_of(member)

    office.platform.directory.participant = fails  # type: ignore[method-assign]  # for one of them

    assert "export" not in (await office.says(ana, "acme/web last week here", team)).text
    assert office.platform.seen_by(bob, team) == []


async def test_others_are_told_of_beside_who_keeps_out(office: Office, ana: Member, bob: Member, team: Place) -> None:
    await office.says(bob, "hide-me", team)

    shown = await office.says(ana, "everyone here last week here", team)

    assert "1 person is left out, as they wish" in shown.text
    assert "Added login" in shown.text


@pytest.mark.fault("F145")
async def test_somebody_else_is_told_of_by_what_the_asker_reads(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.reads(bob, LOGIN)

    assert "export" not in (await office.says(bob, "<@U2> last week", team)).text
    assert "export" in (await office.says(ana, "<@U2> last week", team)).text


async def test_own_names_of_the_settings_and_the_profile_are_oneself(office: Office, ana: Member, team: Place) -> None:
    office.reads(
        ana,
        commit("Fix the form (#5)", actor=Identity("A. Lima", "al@home.example"), visibility=Visibility.PUBLIC),
        commit("Add a page (#6)", actor=Identity("Ana Maria Lima", "x@y.example"), visibility=Visibility.PUBLIC),
    )
    office.platform.people[ana] = replace(office.platform.people[ana], name="Ana Maria Lima")
    shown = await office.says(ana, "last week", team)
    assert "#6" in shown.text
    assert "#5" not in shown.text

    await office.says(ana, "settings email=al@home.example", team)
    assert "#5" in (await office.says(ana, "last week", team)).text


@pytest.mark.parametrize("word", ["@channel", "@Here"])
async def test_words_for_all_are_nobody_and_everyone_here_is_offered(office: Office, ana: Member, team: Place, word: str) -> None:
    shown = await office.says(ana, f"{word} last week", team)

    assert "is nobody: say “everyone here”" in shown.text


async def test_a_name_that_nobody_has_is_answered_with_who_may_be_meant(office: Office, ana: Member, team: Place) -> None:
    office.worker("Bob Berg")

    near = await office.says(ana, "@bobb last week", team)
    far = await office.says(ana, "@zoe last week", team)

    assert "@bobb · Mon 1 – Sun 7 Feb" in near.text
    assert "Nobody here is called @bobb, so it was looked for as a login. Did you mean Bob Berg?" in near.text
    assert "Here are Ana Lima and Bob Berg." in far.text
    assert "Nothing in this window by @zoe" in far.text


async def test_a_name_is_that_of_the_one_in_the_place_who_has_it(office: Office, ana: Member, team: Place) -> None:
    office.platform.rooms[team][1].append(office.platform.person("bobby", user="U9", emails=("bob@example.org",)))

    assert "bobby · Mon 1 – Sun 7 Feb" in (await office.says(ana, "@Bobby last week", team)).text


async def test_where_the_platform_does_not_say_who_is_there_a_name_is_looked_for_all_the_same(
    office: Office, ana: Member, team: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def members(_: Place) -> list[Member]:
        raise TransientError("Away.")

    monkeypatch.setattr(office.platform.directory, "members", members)

    shown = await office.says(ana, "@bob last week", team)

    assert "export (#418)" in shown.text
    assert "looked for as a login." in shown.text
