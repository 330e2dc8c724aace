"""One request answered: what is shown, in which order, and what is said about what could not be looked at."""

from dataclasses import replace

import pytest

from core.errors import NoSourceError, TransientError, WriterError
from core.model import By, Length, Shape, Where, Who, WhoKind
from core.recap import Recapper
from core.telling.pages import text
from tests.core.answered import ASKED, EXPORT, LOGIN, NOW, recapper, shown
from tests.facts import ANA, BOB, MONDAY, commit
from tests.fakes import FakeSource, FakeWriter


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


async def test_an_answer_with_filters_names_them() -> None:
    asked = replace(ASKED, where=Where(repositories=("web",), paths=("*.py",), excluded=("old",)))

    assert (await shown(recapper(LOGIN), asked))[0].header.endswith(" · acme/web · path:*.py, not in old")


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
