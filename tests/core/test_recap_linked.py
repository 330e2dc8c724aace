"""Linked accounts are asked beside the repositories, and others are told what they may see."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace

from core.audience import PRIVATE, Clearance
from core.errors import TransientError
from core.model import Coverage, Identity, Visibility, Who, WhoKind
from core.model.chat import Audience
from core.model.kept import Seen
from core.recap import Linked, Recapper
from core.telling.pages import text
from tests.core.answered import ASKED, EXPORT, LOGIN, NOW, recapper, shown
from tests.facts import ANA, BOB, MONDAY, commit
from tests.fakes import FakeSource


async def test_linked_accounts_are_asked_beside_the_repositories_and_only_for_the_length_of_one_answer() -> None:
    account = Identity("Ana at work", login="github:ana")
    open_now: list[str] = []

    @asynccontextmanager
    async def linked() -> AsyncGenerator[list[Linked], None]:
        open_now.append("github")
        yield [Linked(FakeSource("github.com (ana)", commit("Add billing", actor=account, repository="acme/api")), (account,))]
        open_now.remove("github")

    both = replace(recapper(LOGIN), linked=linked)
    recap = (await shown(both))[-1]

    assert open_now == []
    assert {event.repository for event in recap.events} == {"acme/web", "acme/api"}


async def test_answer_without_the_accounts_says_so_and_why() -> None:
    @asynccontextmanager
    async def linked() -> AsyncGenerator[list[Linked], None]:
        yield [Linked(FakeSource("accounts", breaks=TransientError("You have asked too often: try again in 9 seconds.")))]

    recap = (await shown(replace(recapper(LOGIN), linked=linked)))[-1]

    assert text(recap).splitlines()[-1] == "⚠ Linked accounts were not looked at: You have asked too often: try again in 9 seconds."


async def test_answer_for_others_counts_what_is_hidden_and_says_nothing_else_of_it() -> None:
    asked = replace(ASKED, who=(Who(WhoKind.EVERYONE),))
    closed = recapper(LOGIN, replace(EXPORT, visibility=Visibility.PUBLIC))

    recap = [one async for one in closed.answer(asked, clearance=Clearance(Audience.WORKSPACE))][-1]
    assert text(recap).splitlines() == [
        "Everyone · Mon 1 – Sun 7 Feb 2021 (UTC) · acme/web",
        "• Ana Lima fixed the export (#418)",
        "1 of 1 commit told · 1 event hidden here",
    ]
    assert recap.coverage == Coverage(events=2, told=1, hidden=1)


async def test_answer_for_others_of_which_everything_is_hidden_is_not_that_nothing_happened() -> None:
    recap = [one async for one in recapper(LOGIN, EXPORT).answer(ASKED, clearance=Clearance(Audience.OUTSIDE))][-1]

    assert text(recap).splitlines() == ["Ana Lima · Mon 1 – Sun 7 Feb 2021 (UTC)", "2 events hidden here"]


async def test_people_of_a_chat_are_those_under_whose_names_they_are_known() -> None:
    asked = replace(ASKED, who=(Who(WhoKind.PERSON, "<@U2>"), Who(WhoKind.PERSON, "<@U3>")))
    known = {"<@U2>": (Identity("Bob Berg", "bob@example.org"),), "<@U3>": (Identity("", "eva@example.org"),)}
    both = recapper(LOGIN, commit("Add the API (#5)", actor=BOB, at=MONDAY))

    recap = [one async for one in both.answer(asked, known=known)][-1]

    assert text(recap).splitlines()[0].startswith("Bob Berg, eva@example.org · ")
    assert [bullet.text for bullet in recap.bullets] == ["Bob Berg added the API (#5)"]


async def test_second_look_is_taken_before_others_are_told_and_never_for_the_asker() -> None:
    looks = []

    async def again(of: Collection[tuple[str, str]]) -> Seen:
        looks.append(of)
        return Seen({("github.com", "acme/web"): Visibility.PRIVATE})

    source = FakeSource("github.com (ana)", replace(LOGIN, visibility=Visibility.PUBLIC), host="github.com")
    asked = Recapper(sources=[source], me=[ANA], now=lambda: NOW, again=again)

    for clearance, told in ((PRIVATE, 1), (Clearance(Audience.OUTSIDE), 0)):
        recap = [one async for one in asked.answer(ASKED, clearance=clearance)][-1]
        assert len(recap.events) == told
    assert looks == [{("github.com", "acme/web")}]
