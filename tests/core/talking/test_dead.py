"""A host refuses a token: its owner is told once, and links it again by the button below."""

from dataclasses import replace

import pytest
from typing_extensions import override

from core.errors import AmbiguousError, AuthError, PermanentError, TransientError
from core.messages import talking as messages
from core.model import Account, Member, Provider, Secret
from core.model.chat import Place, Pressed
from core.refresh import Refresher
from core.talking.dead import DeadTokens
from tests.core.talking.desk import Office
from tests.fake_accounts import FakeTurns, account
from tests.fake_kept import FakeNotices

TOLD = "GitHub no longer takes the token of ana"


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima")


@pytest.fixture
def notices() -> FakeNotices:
    return FakeNotices()


@pytest.fixture
def refresher(office: Office, notices: FakeNotices) -> Refresher:
    died = DeadTokens(platforms={"slack": office.platform.port}, notices=notices, now=lambda: office.now)
    return Refresher(accounts=office.accounts, turns=FakeTurns(), sites=office.hosts, now=lambda: office.now, died=died)


def direct(office: Office, member: Member) -> list[str]:
    return [shown.text for shown in office.platform.seen_by(member, office.platform.direct_of(member))]


async def uses(refresher: Refresher, office: Office) -> None:
    with pytest.raises(AuthError):
        await refresher.fresh(office.accounts.kept[0])


@pytest.mark.fault("F060")
async def test_owner_of_a_refused_token_is_told_once(office: Office, ana: Member, refresher: Refresher) -> None:
    (kept,) = office.accounts.kept

    await refresher.another(kept)
    await refresher.another(kept)  # as another answer finds out
    await uses(refresher, office)
    await uses(refresher, office)

    assert [text.partition(":")[0] for text in direct(office, ana)] == [TOLD]
    assert kept.token.reveal() not in repr(office.platform.posts.marks)


@pytest.mark.fault("F060")
async def test_button_links_the_account_anew_and_its_next_death_is_told_again(
    office: Office, ana: Member, refresher: Refresher, notices: FakeNotices
) -> None:
    office.accounts.kept[0] = replace(office.accounts.kept[0], host="ghe.example.org")
    await refresher.another(office.accounts.kept[0])
    shown = office.platform.messages[-1]
    assert [button.label for button in shown.page.buttons] == ["Connect"]

    await office.presses(ana, "reconnect", shown)
    member, form = office.platform.forms[-1]
    assert (member, form.name, [field.value for field in form.fields]) == (ana, "token", ["", "ghe.example.org"])

    again = replace(office.accounts.kept[0], token=Secret("ghp-new"), is_dead=False)
    office.accounts.kept[:] = [again]
    notices.forget(again)
    await refresher.another(again)
    assert len(direct(office, ana)) == 2


@pytest.mark.fault("F146")
async def test_button_of_somebody_else_s_account_offers_ones_own(office: Office, refresher: Refresher) -> None:
    office.worker("Ana Lima")
    bob = office.worker("Bob Berg")
    await refresher.another(office.accounts.kept[0])
    (button,) = office.platform.messages[-1].page.buttons

    await office.take(office.platform.turn(bob, office.platform.direct_of(bob), Pressed(button.name, button.value)))

    assert office.platform.messages[-1].text == messages.CONNECT_WHERE
    assert office.platform.forms == []


async def test_what_may_have_been_posted_is_looked_for_before_it_is_posted_again(
    office: Office, ana: Member, refresher: Refresher, notices: FakeNotices
) -> None:
    await refresher.another(office.accounts.kept[0])
    notices.done.clear()  # whoever posted it stopped there
    notices.pass_a_minute()

    await uses(refresher, office)

    assert len(direct(office, ana)) == 1
    assert len(notices.done) == 1


@pytest.mark.parametrize(("error", "attempts"), [(TransientError("away"), 2), (AmbiguousError("away"), 2), (PermanentError("closed"), 1)])
async def test_telling_that_fails_is_tried_again_unless_they_let_nobody(
    office: Office, refresher: Refresher, notices: FakeNotices, error: Exception, attempts: int
) -> None:
    ana = office.worker("Ana Lima")
    office.platform.breaks = [error]  # type: ignore[list-item]  # each is an OutsideError
    await refresher.another(office.accounts.kept[0])
    assert direct(office, ana) == []

    await uses(refresher, office)  # within the minute
    assert direct(office, ana) == []
    notices.pass_a_minute()
    await uses(refresher, office)

    assert len(direct(office, ana)) == attempts - 1


@pytest.mark.parametrize(
    "one",
    [
        account(Member("terminal", "local", "ana"), "github.com", provider=Provider.GITHUB),
        account(Member("slack", "T1", "U1"), "github.com", provider=Provider.GITHUB, login="", is_dead=True),
    ],
)
async def test_terminals_and_accounts_that_do_not_open_are_told_in_the_answer_alone(
    office: Office, refresher: Refresher, one: Account
) -> None:
    office.accounts.kept[:] = [one]

    await refresher.another(one)
    await uses(refresher, office)

    assert office.platform.messages == []


async def test_store_that_is_away_lets_the_answer_go_on(office: Office, ana: Member) -> None:
    class Away(FakeNotices):
        @override
        async def claim(self, account: Account) -> bool:
            raise TransientError(f"{account.host} is away")

    died = DeadTokens(platforms={"slack": office.platform.port}, notices=Away(), now=lambda: office.now)
    refresher = Refresher(accounts=office.accounts, turns=FakeTurns(), sites=office.hosts, now=lambda: office.now, died=died)

    await refresher.another(office.accounts.kept[0])

    assert office.accounts.kept[0].is_dead
    assert direct(office, ana) == []


async def test_refused_token_that_was_replaced_meanwhile_stays(office: Office, ana: Member, refresher: Refresher) -> None:
    (old,) = office.accounts.kept
    office.accounts.kept[:] = [replace(old, token=Secret("ghp-new"))]

    await refresher.another(old)
    assert not await office.accounts.save(replace(old, is_dead=True))

    assert not office.accounts.kept[0].is_dead
    assert direct(office, ana) == []


async def test_somewhere_else_the_button_offers_what_is_linked_there(office: Office, ana: Member, refresher: Refresher) -> None:
    await refresher.another(office.accounts.kept[0])
    (button,) = office.platform.messages[-1].page.buttons
    team: Place = office.platform.room("team", ana)
    office.accounts.kept.clear()

    await office.take(office.platform.turn(ana, team, Pressed(button.name, button.value)))

    assert office.platform.messages[-1].text == messages.CONNECT_WHERE
    assert office.platform.messages[-1].reader == ana


async def test_token_that_ran_out_is_not_told_of_where_another_is_there_by_now(office: Office, ana: Member, refresher: Refresher) -> None:
    (old,) = office.accounts.kept
    office.accounts.kept[:] = [replace(old, token=Secret("ghp-new"))]

    with pytest.raises(AuthError):
        await refresher.fresh(replace(old, expires=office.now))

    assert not office.accounts.kept[0].is_dead
    assert direct(office, ana) == []
