"""Whom a question is about: under which names they are told, and what of them could not be looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from core.audience import Clearance, visible
from core.finding.fold import fold
from core.finding.gather import gather
from core.messages import whom as messages
from core.model import Activity, EventKind, Folded, Identity, RecapRequest, Where, Who, WhoKind
from core.model.chat import Audience
from core.telling.compose import Composer
from core.telling.sentence import sentence
from tests.core.finding.gathered import EVERYONE, ME, WEEK, gathered
from tests.core.finding.made import after
from tests.facts import ANA, BOB, commit
from tests.fakes import FakeSource
from tests.threads import did, request

BOB_S = (Who(WhoKind.PERSON, "<@U2>"),)
HERE = Where()


async def of_chat(*sources: FakeSource, known: Mapping[str, Sequence[Identity]]) -> Activity:
    return await gather(sources, RecapRequest(who=BOB_S, window=WEEK), me=(ANA,), now=after(200), known=known)


@pytest.mark.parametrize(
    ("login", "host", "is_stranger"),
    [
        ("", "gitlab.com", True),
        ("gitlab:bob", "gitlab.com", False),
        ("gitlab:bob", "git.acme.dev", True),
        ("github:bob", "gitlab.com", True),
    ],
)
async def test_of_whom_a_host_has_no_login_only_commits_are_looked_for_and_that_is_said(
    login: str, host: str, *, is_stranger: bool
) -> None:
    known = {"<@U2>": (Identity("Bob Berg", "bob@example.org", login),)}
    activity = await of_chat(FakeSource("one", commit("Fix"), host=host, goes_by_login=True), known=known)

    assert activity.strangers == (("Bob Berg",) if is_stranger else ())
    assert (await of_chat(FakeSource("two", host=host), known=known)).strangers == ()


async def test_of_whom_a_host_has_a_name_of_one_word_nothing_is_looked_for_and_that_is_said() -> None:
    activity = await of_chat(FakeSource("one", host="gitlab.com", goes_by_login=True), known={"<@U2>": (Identity("Ben"),)})
    on_disk = await of_chat(FakeSource("two"), known={"<@U2>": (Identity("Ben"),)})

    assert (activity.strangers, activity.nameless, on_disk.nameless) == ((), ("Ben",), ())
    why = "Ben could not be looked for: a name of one word is nobody's for sure. Say a login, an address or a full name."
    assert notes(activity, who=BOB_S) == (why,)  # and not that they did nothing
    assert notes(replace(activity, events=(commit("Fix"),)), who=BOB_S) == (why,)


async def test_the_asker_and_everyone_are_no_strangers() -> None:
    source = FakeSource("one", commit("Fix"), host="gitlab.com", goes_by_login=True)

    assert (await gathered(source, who=ME)).strangers == ()
    assert (await gathered(source)).strangers == ()


async def test_whom_a_chat_names_is_called_alike_whatever_hosts_and_git_say() -> None:
    known = {"<@U2>": (Identity("bobby"), Identity("bobby", "bob@example.org"))}

    activity = await of_chat(FakeSource("one", commit("Fix", actor=BOB), commit("Other")), known=known)

    assert [event.actor.name for event in activity.events] == ["bobby"]
    assert activity.people[0].name == "bobby"
    assert activity.events[0].actor in activity.people[0].identities


async def test_whose_request_it_is_stays_known_under_the_name_that_a_chat_has() -> None:
    at_host = Identity("bb", login="github:bob")
    merged = did(EventKind.PULL_MERGED, request("#3", "Add login", author=at_host), actor=at_host, at=commit("Fix").at)

    activity = await of_chat(FakeSource("one", merged, host="github.com"), known={"<@U2>": (Identity("Bob Berg", login="github:bob"),)})

    (item,) = fold(activity.events, activity.people).items
    assert sentence([item]) == "Added login (#3)"  # and not that they merged somebody's


def notes(activity: Activity, who: tuple[Who, ...] = EVERYONE, where: Where = HERE) -> tuple[str, ...]:
    return Composer(RecapRequest(who=who, window=WEEK, where=where), activity, Folded(), after(200)).recap().notes


def test_how_far_hosts_were_looked_at_is_said() -> None:
    seen = Activity(events=(commit("Fix"),), hosts=("gitlab.com",))

    assert notes(seen) == (messages.EVERYONE,)
    assert notes(seen, where=Where(repositories=("acme/web",))) == ()
    assert notes(replace(seen, hosts=())) == ()
    assert notes(replace(seen, strangers=("Bob Berg", "Cleo Park")), who=BOB_S) == (
        "Of Bob Berg and Cleo Park only commits were looked for: no account of theirs is known.",
    )


def test_others_read_of_whom_only_commits_were_looked_for_without_an_address() -> None:
    told, _ = visible(Activity(strangers=("bob@example.org",), hosts=("gitlab.com",)), Clearance(Audience.MEMBERS))

    assert told.strangers == ("bob",)
