"""Who may see which fact where, whatever is found, allowed and opened."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audience import PRIVATE, Clearance, allowed_in, audience_of, is_allowed, is_wider, looked_up, may_see, visible
from core.clearances import Clearances, identities
from core.model import Activity, Change, Event, Failure, Identity, Landing, Member, Person, Visibility
from core.model.chat import Audience, Place
from core.model.kept import Allowance, Seen, written
from tests.facts import ANA, BOB, MONDAY, commit
from tests.fake_accounts import FakeAccounts, account
from tests.fake_chat import FakePlatform
from tests.fake_kept import FakeAllowances, FakePeople
from tests.threads import request

WEB = replace(commit("Add login", repository="acme/web"), host="github.com", visibility=Visibility.PRIVATE)
TEAM = Place("slack", "T1", "C1")
WEB_THERE = written("github.com", "acme/web")
OPEN = [one for one in Audience if one is not Audience.PRIVATE]

EVENTS = st.builds(
    lambda repository, host, visibility, actor: replace(
        commit(f"canary in {repository} of {host}", repository=repository, actor=actor), host=host, visibility=visibility
    ),
    st.sampled_from(["acme/web", "acme/api", "board/web", "web"]),
    st.sampled_from(["github.com", "gitlab.com", "dev.azure.com/acme", ""]),
    st.sampled_from(Visibility),
    st.sampled_from([ANA, BOB]),
)
COVERS = {  # worked out by hand: what each allowance lets through of the above
    written("github.com", "acme/web"): {("github.com", "acme/web")},
    written("GitHub.com", "ACME/web"): {("github.com", "acme/web")},
    written("github.com", "acme/*"): {("github.com", "acme/web"), ("github.com", "acme/api")},
    written("gitlab.com", "acme/*"): {("gitlab.com", "acme/web"), ("gitlab.com", "acme/api")},
    written("dev.azure.com/acme", "acme/web"): {("dev.azure.com/acme", "acme/web")},
    written("", "acme/web"): set(),
    written("github.com", "*"): set(),
}
PATTERNS = st.sampled_from(sorted(COVERS))


@given(st.lists(EVENTS, max_size=6), st.sampled_from(OPEN), st.lists(PATTERNS, max_size=3), st.sampled_from([(), (BOB,)]))
def test_nothing_that_others_may_not_see_is_left_anywhere(
    events: Sequence[Event], audience: Audience, allowed: Sequence[str], unseen: tuple[Identity, ...]
) -> None:
    clearance = Clearance(audience, tuple(allowed), unseen)
    found = Activity(
        events=tuple(events),
        people=(Person("Ana", (ANA,)),),
        busiest=(("canary", 1),),
        elsewhere=(("canary", 1),),
        repositories=("canary",),
        failures=(Failure("github.com (canary)", "canary is gone"),),
        notes=("canary",),
    )

    told, hidden = visible(found, clearance)

    assert hidden + len(told.events) == len(events)
    assert [one.title for one in told.events] == [one.title for one in events if may_see(one, clearance)]
    left = repr(replace(told, events=())).replace("canary in", "")
    assert "canary" not in left
    for one in told.events:
        assert one.visibility is Visibility.PUBLIC or any((one.host, one.repository) in COVERS[text] for text in allowed)
        assert one.actor.name == "Ana Lima" or not unseen
        assert "@" not in repr((one.actor, one.others))


@given(st.lists(EVENTS, max_size=6))
def test_everything_is_left_to_the_asker_alone(events: Sequence[Event]) -> None:
    found = Activity(events=tuple(events), notes=("n",))

    assert visible(found, PRIVATE) == (found, 0)
    assert all(may_see(one, PRIVATE) for one in events)


@pytest.mark.parametrize("audience", OPEN)
@pytest.mark.parametrize("visibility", Visibility)
def test_what_is_not_public_needs_an_allowance(audience: Audience, visibility: Visibility) -> None:
    event = replace(WEB, visibility=visibility)

    assert may_see(event, Clearance(audience)) is (visibility is Visibility.PUBLIC)
    assert may_see(event, Clearance(audience, (WEB_THERE,)))


@pytest.mark.parametrize(
    ("text", "host", "repository", "is_covered"),
    [
        (written("github.com", "acme/web"), "github.com", "acme/web", True),
        (written("github.com", "Acme/Web"), "GitHub.com", "acme/web", True),
        (written("github.com", "acme/*"), "github.com", "acme/web", True),
        (written("gitlab.com", "acme/*"), "gitlab.com", "acme/backend/api", True),
        (written("github.com", "acme/*"), "github.com", "acme2/web", False),
        (written("github.com", "acme/*"), "github.com", "acme", False),
        (written("github.com", "acme/web"), "github.com", "acme/website", False),
        (written("github.com", "acme/web"), "gitlab.com", "acme/web", False),
        (written("", "acme/web"), "", "acme/web", False),
        (written("tfs.example.org/Big Collection", "acme/Big Plan/api"), "tfs.example.org/Big Collection", "acme/Big Plan/api", True),
    ],
)
def test_allowance_covers_its_repository_at_its_host_alone(text: str, host: str, repository: str, *, is_covered: bool) -> None:
    assert is_allowed(text, host, repository) is is_covered


@pytest.mark.fault("F144")
def test_allowance_is_that_of_its_place_in_its_workspace_on_its_platform() -> None:
    one = Allowance(place=TEAM, host="github.com", pattern="acme/web", by=Member("slack", "T1", "U1"), audience=Audience.WORKSPACE)

    assert allowed_in(replace(TEAM, thread="1"), Audience.WORKSPACE, [one]) == (WEB_THERE,)
    for place in (replace(TEAM, channel="C2"), replace(TEAM, tenant="T2"), replace(TEAM, platform="discord")):
        assert allowed_in(place, Audience.MEMBERS, [one]) == ()
    everywhere = replace(one, place=replace(TEAM, channel=""))
    assert allowed_in(replace(TEAM, channel="C2"), Audience.MEMBERS, [everywhere, everywhere]) == (WEB_THERE,)
    assert allowed_in(replace(TEAM, tenant="T2"), Audience.MEMBERS, [everywhere]) == ()


def test_audiences_are_ordered_from_the_narrowest_to_the_widest() -> None:
    ordered = (Audience.PRIVATE, Audience.MEMBERS, Audience.WORKSPACE, Audience.OUTSIDE)

    assert [is_wider(one, other) for one, other in zip(ordered[1:], ordered, strict=False)] == [True] * 3
    assert not any(is_wider(one, one) for one in ordered)
    assert not is_wider(Audience.PRIVATE, Audience.OUTSIDE)


@pytest.mark.fault("F141")
@pytest.mark.parametrize("before", Visibility)
@pytest.mark.parametrize("now", [*Visibility, None])
def test_second_look_only_ever_narrows(before: Visibility, now: Visibility | None) -> None:
    event = replace(WEB, visibility=before)
    seen = Seen({("github.com", "acme/web"): now} if now else {})

    (again,) = looked_up([event], seen)

    is_open = may_see(again, Clearance(Audience.OUTSIDE))
    assert is_open is (before is Visibility.PUBLIC and now in {Visibility.PUBLIC, None})
    is_told_where_allowed = may_see(again, Clearance(Audience.OUTSIDE, (WEB_THERE,)))
    assert is_told_where_allowed is (is_open or now is not None)


@pytest.mark.fault("F149")
def test_people_are_called_by_no_address() -> None:
    named = Identity("canary@mail.example", "canary@mail.example", "github:can")
    nameless = Identity("", "canary@mail.example")
    found = Activity(
        events=(replace(WEB, visibility=Visibility.PUBLIC, actor=named, others=(nameless, BOB)),),
        people=(Person("canary@mail.example", (named, nameless)),),
    )

    told, _ = visible(found, Clearance(Audience.OUTSIDE, unseen=(BOB,)))

    assert "mail.example" not in repr(told)
    assert [one.name for one in told.people] == ["canary"]
    assert told.events[0].actor in told.people[0].identities
    assert told.events[0].others == (Identity("canary"),)


@pytest.mark.fault("F149")
def test_no_text_of_a_request_or_a_branch_holds_an_address() -> None:
    asked = request("#7", "Add login for canary@mail.example", author=Identity("Can", "canary@mail.example"))
    public = replace(WEB, visibility=Visibility.PUBLIC)
    landed = Landing("#9", "Tidy for canary@mail.example")
    change = Change(committed=MONDAY, branch="canary@mail.example", paths=("for/canary@mail.example",), landing=landed)

    told, _ = visible(Activity(events=(replace(public, thread=asked, change=change),)), Clearance(Audience.WORKSPACE))

    assert "mail.example" not in repr(told)
    assert told.events[0].thread == replace(asked, title="Add login for (address)", author=Identity("Can"))


def test_address_is_looked_for_in_no_more_time_than_a_text_is_long() -> None:
    long = replace(WEB, visibility=Visibility.PUBLIC, body="a" * 400_000)

    told, _ = visible(Activity(events=(long,)), Clearance(Audience.WORKSPACE))  # minutes, were each letter a new beginning

    assert told.events[0].body == long.body


@pytest.mark.parametrize(
    ("actor", "unseen"),
    [
        (Identity("B", "BOB@example.org"), Identity("", "bob@example.org")),
        (Identity("B", login="github:Bob"), Identity("", login="github:bob")),
        (Identity("bob  BERG"), Identity("Bob Berg", "other@example.org")),
        (Identity("bobby", "42+bob@users.noreply.github.com"), Identity("Bob Berg", login="github:bob")),
    ],
)
def test_who_keeps_out_is_known_by_address_login_or_full_name(actor: Identity, unseen: Identity) -> None:
    event = replace(WEB, visibility=Visibility.PUBLIC, actor=actor)

    assert not may_see(event, Clearance(Audience.MEMBERS, unseen=(unseen,)))
    assert may_see(event, Clearance(Audience.MEMBERS, unseen=(Identity("bob"), Identity("Eva Ito"))))


async def test_directory_that_fails_means_that_anybody_reads_along() -> None:
    platform = FakePlatform()
    place = platform.room("C1", audience=Audience.PRIVATE)
    assert await audience_of(place, platform.directory) is Audience.PRIVATE

    platform.directory.is_away = True
    assert await audience_of(place, platform.directory) is Audience.OUTSIDE


async def test_clearance_is_what_the_place_is_allowed_now_and_who_keeps_out_of_it() -> None:
    platform, people, allowances = FakePlatform(), FakePeople(), FakeAllowances()
    ana, bob = platform.person("Ana Lima"), platform.person("Bob Berg")
    linked = account(bob, login="bob", name="Bob Berg", emails=("bob@example.org",))
    sealed = account(bob, number="2", login="")
    accounts = FakeAccounts([linked, sealed])
    clearances = Clearances(directory=lambda _: platform.directory, allowances=allowances, people=people, accounts=accounts)
    team = platform.room("C1", ana, bob)
    await allowances.add(Allowance(place=team, host="github.com", pattern="acme/web", by=ana, audience=Audience.WORKSPACE))
    await people.hide(bob, is_hidden=True)

    names = (Identity("Bob Berg", login="gitlab:bob"), Identity("Bob Berg", "bob@example.org", "gitlab:bob"), Identity("Bob Berg"))
    assert await clearances.at(team, ana) == Clearance(Audience.WORKSPACE, (WEB_THERE,), names)
    assert (await clearances.at(team, bob)).unseen == ()
    assert await clearances.at(platform.direct_of(ana), ana) == PRIVATE
    assert identities(sealed) == ()
    assert identities(replace(linked, host="git.acme.dev", emails=())) == (Identity("Bob Berg", login="gitlab:git.acme.dev/bob"),)
