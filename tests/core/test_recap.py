"""One request answered: what is shown, in which order, and what is said about what could not be looked at."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.audience import PRIVATE, Clearance
from core.errors import NoSourceError, OutsideError, PermanentError, TransientError, WriterError
from core.model import By, Coverage, Event, Identity, Length, Recap, RecapRequest, Shape, Visibility, Where, Who, WhoKind, Window
from core.model.chat import Audience
from core.model.kept import Seen
from core.recap import Linked, Recapper
from core.telling.pages import text
from tests.facts import ANA, BOB, MONDAY, commit
from tests.fakes import FakeSource, FakeWriter

NOW = datetime(2021, 2, 8, 12, tzinfo=UTC)
WINDOW = Window(datetime(2021, 2, 1, tzinfo=UTC), datetime(2021, 2, 8, tzinfo=UTC), "UTC", "Mon 1 – Sun 7 Feb 2021")
ASKED = RecapRequest(window=WINDOW)
LOGIN = commit("Add login (#412)", paths=["login.py"], size=(80, 2))
EXPORT = commit("Fix the export (#418)", paths=["export.py"], size=(9, 9))


def recapper(*events: Event, writer: FakeWriter | None = None, breaks: OutsideError | None = None) -> Recapper:
    return Recapper(sources=[FakeSource("acme/web", *events, breaks=breaks)], me=[ANA], now=lambda: NOW, writer=writer)


async def shown(recapper: Recapper, request: RecapRequest = ASKED) -> list[Recap]:
    return [recap async for recap in recapper.answer(request)]


async def test_answer_without_a_model_is_one_finished_recap() -> None:
    recaps = await shown(recapper(LOGIN, EXPORT))

    assert [recap.finished for recap in recaps] == [True]
    assert text(recaps[0]).splitlines() == [
        "Ana Lima · Mon 1 – Sun 7 Feb 2021 (UTC) · acme/web",
        "• Added login (#412)",
        "• Fixed the export (#418)",
        "2 of 2 commits told",
    ]


@pytest.mark.origin("S05")
async def test_answer_starts_plain_and_gets_the_model_s_lines() -> None:
    writer = FakeWriter("[W1] Added the login (#4", "12)\n", "[W2] Fixed 12 exports (#418)\n")

    recaps = await shown(recapper(LOGIN, EXPORT, writer=writer))

    assert [bullet.by for bullet in recaps[0].bullets] == [By.PLAIN, By.PLAIN]
    assert [bullet.text for bullet in recaps[-1].bullets] == ["Added the login (#412)", "Fixed the export (#418)"]
    assert [bullet.by for bullet in recaps[-1].bullets] == [By.MODEL, By.PLAIN]
    assert recaps[-1].finished
    assert "Add login" in writer.prompts[0].user


async def test_answer_of_a_model_that_fails_says_so_under_the_plain_recap() -> None:
    recaps = await shown(recapper(LOGIN, writer=FakeWriter(breaks=WriterError("The model took too long"))))

    assert recaps[-1].bullets == recaps[0].bullets
    assert recaps[-1].footer == ("The model took too long; this is the plain recap",)


async def test_answer_without_ai_asks_no_model_and_for_none() -> None:
    writer = FakeWriter("[W1] Added the login (#412)\n")

    recaps = await shown(recapper(LOGIN, writer=writer), replace(ASKED, uses_model=False, language="German", tone="playful"))

    assert writer.prompts == []
    assert recaps[0].finished
    assert recaps[0].footer == ()


async def test_language_and_tone_without_a_model_are_said_to_need_one() -> None:
    recaps = await shown(recapper(LOGIN), replace(ASKED, language="Spanish", tone="playful"))

    assert recaps[-1].footer == ("Spanish needs a model: set RECAP_MODEL", "Playful needs a model: set RECAP_MODEL")


async def test_nobody_s_name_is_answered_with_what_was_searched_and_who_was_busy() -> None:
    other = commit("Add the API", actor=BOB)

    recaps = await shown(recapper(other), replace(ASKED, who=(Who(WhoKind.PERSON, "Carl Nobody"),)))

    assert recaps[0].notes == (
        "No commits in this window by Carl Nobody.",
        "The busiest here: Bob Berg (1). Ask for one of them by the name in quotes, as in “Bob Berg”.",
    )
    assert recaps[0].covered == ""


@pytest.mark.parametrize(
    ("where", "written"),
    [
        (Where(repositories=("wbe", "api")), "in wbe, api"),
        (Where(branches=("release-*",)), "branch:release-*"),
        (Where(paths=("docs/**", "web/**")), "path:docs/**, path:web/**"),
        (Where(topics=("export",)), "topic:export"),
        (Where(excluded=("web",)), "not in web"),
    ],
)
async def test_an_empty_answer_names_its_filters_and_what_is_outside_of_them(where: Where, written: str) -> None:
    recap = (await shown(recapper(LOGIN), replace(ASKED, where=where)))[0]

    assert recap.header == f"Ana Lima · Mon 1 – Sun 7 Feb 2021 (UTC) · acme/web · {written}"
    assert recap.notes[-2:] == (
        f"No commits in this window by Ana Lima, ana@example.org that match “{written}”.",
        "Ana Lima has 1 commit in this window elsewhere.",
    )


async def test_an_empty_answer_about_everyone_counts_what_is_outside_of_its_filters() -> None:
    asked = replace(ASKED, who=(Who(WhoKind.EVERYONE),), where=Where(paths=("docs/**",)))

    assert (await shown(recapper(LOGIN)))[0].header.endswith(" · acme/web")
    assert (await shown(recapper(), replace(asked, where=Where(repositories=("acme/web",)))))[0].header.endswith("(UTC) · acme/web")
    assert (await shown(recapper(LOGIN), asked))[0].notes == (
        "Nothing in this window matches “path:docs/**”.",
        "1 commit in this window is elsewhere.",
    )
    assert (await shown(recapper(LOGIN, EXPORT), asked))[0].notes[1] == "2 commits in this window are elsewhere."


async def test_an_answer_with_filters_names_them() -> None:
    asked = replace(ASKED, where=Where(repositories=("web",), paths=("*.py",), excluded=("old",)))

    assert (await shown(recapper(LOGIN), asked))[0].header.endswith(" · acme/web · path:*.py, not in old")


async def test_people_who_did_nothing_beside_others_are_named() -> None:
    asked = replace(ASKED, who=(Who(WhoKind.PERSON, "@ana"), Who(WhoKind.PERSON, "@zzz"), Who(WhoKind.PERSON, "Bob Berg")))
    elsewhere = commit("Add the API", actor=BOB, repository="acme/api")

    recap = (await shown(recapper(LOGIN, elsewhere), replace(asked, where=Where(repositories=("web",)))))[0]

    assert recap.notes == (
        "Nobody is called @zzz here in this window.",
        "No commits in this window by Bob Berg that match “in web”.",
    )
    assert (await shown(recapper(LOGIN, elsewhere), replace(asked, who=asked.who[::2])))[0].notes == ()


async def test_an_empty_window_without_anybody_busy_is_an_answer() -> None:
    assert (await shown(recapper()))[0].notes == ("No commits in this window by Ana Lima, ana@example.org.",)
    assert (await shown(recapper(), replace(ASKED, who=(Who(WhoKind.EVERYONE),))))[0].notes == ("Nothing happened in this window.",)


async def test_an_empty_answer_names_the_folder_that_was_looked_at() -> None:
    nothing = Recapper(sources=[FakeSource("/home/ana/web")], me=[ANA], now=lambda: NOW)

    assert [recap.header async for recap in nothing.answer(ASKED)] == ["Ana Lima · Mon 1 – Sun 7 Feb 2021 (UTC) · web"]


async def test_a_future_window_is_an_answer() -> None:
    future = Window(datetime(2021, 3, 1, tzinfo=UTC), datetime(2021, 3, 2, tzinfo=UTC), "UTC", "Mon 1 Mar 2021")

    assert (await shown(recapper(LOGIN), replace(ASKED, window=future)))[0].notes == ("Nothing yet: this window lies in the future.",)


async def test_a_source_that_broke_is_named_under_what_it_told() -> None:
    recaps = await shown(recapper(LOGIN, breaks=TransientError("the disk went away")))

    assert [bullet.text for bullet in recaps[0].bullets] == ["Added login (#412)"]
    assert recaps[0].footer == ("acme/web: the disk went away",)


async def test_nothing_that_could_be_looked_at_is_not_an_empty_answer() -> None:
    with pytest.raises(NoSourceError, match="acme/web: the disk went away") as caught:
        await shown(recapper(breaks=TransientError("the disk went away")))

    assert caught.value.failures == (("acme/web", "the disk went away"),)


async def test_nowhere_to_look_is_not_an_empty_answer() -> None:
    with pytest.raises(NoSourceError, match="no repository here and no account is linked"):
        await shown(Recapper(sources=[], me=[ANA], now=lambda: NOW))


async def test_copies_doubts_and_noise_are_counted() -> None:
    copy = replace(commit("Add login (#412)", branch="2.x", is_merged=False), doubt="in the future")
    bump = commit("Lock", paths=["poetry.lock"], size=(5, 5))

    recap = (await shown(recapper(LOGIN, copy, bump)))[0]

    assert recap.covered == "3 of 3 commits told, 1 of them a copy on another branch"
    assert recap.footer == ("1 commit has an impossible author date and counts by its committer's",)
    assert (recap.coverage.told, recap.coverage.noise, recap.coverage.events) == (2, 1, 3)


async def test_copies_in_another_repository_are_told_from_those_on_another_branch() -> None:
    copy = commit("Add login (#412)", branch="2.x", is_merged=False)
    fork = replace(LOGIN, ref="f" * 40, repository="bob/web")
    sources = [FakeSource("one", LOGIN, copy), FakeSource("clone", LOGIN), FakeSource("fork", fork)]

    (across,) = await shown(Recapper(sources=sources, me=[ANA], now=lambda: NOW))

    assert across.covered == "4 of 4 commits told, 1 of them a copy on another branch, 2 of them copies in another repository"


async def test_doubts_are_counted_together() -> None:
    doubtful = [replace(event, doubt="in the future") for event in (LOGIN, EXPORT)]

    assert (await shown(recapper(*doubtful)))[0].footer == ("2 commits have an impossible author date and count by their committer's",)


async def test_standup_from_git_says_that_blocked_is_left_out() -> None:
    started = commit("Add audit log", branch="audit", is_merged=False)
    recap = (await shown(recapper(LOGIN, started), replace(ASKED, shape=Shape.STANDUP)))[0]

    assert recap.footer == ("blocked is left out: git alone does not tell it",)
    assert recap.bullets[0].section == "Done"


async def test_standup_without_open_work_says_so() -> None:
    recap = (await shown(recapper(LOGIN), replace(ASKED, shape=Shape.STANDUP)))[0]

    assert recap.footer == (
        "next is left out: no branch holds unmerged work of this window",
        "blocked is left out: git alone does not tell it",
    )


async def test_everybody_is_named_in_the_header_and_in_each_bullet() -> None:
    recap = (await shown(recapper(LOGIN, commit("Add the API (#5)", actor=BOB, at=MONDAY)), replace(ASKED, who=(Who(WhoKind.EVERYONE),))))[
        0
    ]

    assert recap.header.startswith("Everyone · ")
    assert {bullet.text for bullet in recap.bullets} == {"Ana Lima added login (#412)", "Bob Berg added the API (#5)"}


async def test_many_repositories_and_people_are_counted_in_the_header() -> None:
    sources = [FakeSource(f"acme/r{number}", commit(f"Add part {number}", repository=f"acme/r{number}")) for number in range(5)]

    recaps = [recap async for recap in Recapper(sources=sources, me=[ANA], now=lambda: NOW).answer(replace(ASKED, length=Length.LONG))]

    assert recaps[0].header.endswith(" · 5 repositories")


async def test_a_source_that_told_all_but_what_its_host_hides_was_looked_at() -> None:
    gap = PermanentError("the host shows nothing older than 30 days")
    gap.is_partial = True
    recap = (await shown(recapper(breaks=gap)))[-1]

    assert recap.notes[0].startswith("No commits in this window by Ana Lima")
    assert recap.footer == ("acme/web: the host shows nothing older than 30 days",)


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


@pytest.mark.parametrize(
    ("asked", "seen", "note"),
    [
        (
            "Acme/quiet",
            Seen({("github.com", "acme/quiet"): Visibility.PRIVATE}),
            "Acme/quiet can be seen; nothing of this window was found",
        ),
        ("acme/gone", Seen({}, gone=(("github.com", "acme/gone"),)), "The linked accounts see no repository acme/gone"),
        ("acme/silent", Seen({}, ("github.com did not answer",)), "a repository named acme/silent, or the linked accounts do not see it"),
        ("acme/broken", None, "a repository named acme/broken, or the linked accounts do not see it"),
        ("quiet", Seen({}), "a repository named quiet, or the linked accounts do not see it"),
    ],
)
async def test_repository_that_is_quiet_is_told_from_one_that_is_not_seen(asked: str, seen: Seen | None, note: str) -> None:
    async def again(of: Collection[tuple[str, str]]) -> Seen:
        assert set(of) == {("github.com", asked)}
        if seen is None:
            raise TransientError("no answer")
        return seen

    source = FakeSource("github.com (ana)", LOGIN, host="github.com")
    told = Recapper(sources=[source], me=[ANA], now=lambda: NOW, again=again)
    recap = (await shown(told, replace(ASKED, where=Where(repositories=(asked,)))))[0]

    assert note in recap.notes[0]
    assert recap.notes[1].startswith("Nothing in this window by Ana Lima that matches “in ")
    assert recap.notes[2] == "Ana Lima has 1 event in this window elsewhere."


async def test_without_a_second_look_it_is_not_said_that_a_repository_is_not_there() -> None:
    told = Recapper(sources=[FakeSource("github.com (ana)", host="github.com")], me=[ANA], now=lambda: NOW)

    notes = (await shown(told, replace(ASKED, where=Where(repositories=("acme/web",)))))[0].notes

    assert notes[0] == "Nothing of this window is in a repository named acme/web, or the linked accounts do not see it."
