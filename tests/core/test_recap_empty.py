"""An empty answer says what was searched, what is outside of it, and who was busy."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import PermanentError, TransientError
from core.model import Identity, Visibility, Where, Who, WhoKind, Window
from core.model.kept import Seen
from core.recap import Recapper
from tests.core.answered import ASKED, EXPORT, LOGIN, NOW, recapper, shown
from tests.facts import ANA, BOB, commit
from tests.fakes import FakeSource


async def test_nobody_s_name_is_answered_with_what_was_searched_and_who_was_busy() -> None:
    other = commit("Add the API", actor=BOB)

    recaps = await shown(recapper(other), replace(ASKED, who=(Who(WhoKind.PERSON, "Carl Nobody"),)))

    assert recaps[0].notes == (
        "No commits in this window by Carl Nobody.",
        "The busiest here: Bob Berg (1). Ask for one of them by the name in quotes, as in “Bob Berg”.",
    )
    assert recaps[0].covered == ""
    zoe = commit("Fix", actor=Identity("zoe", "zoe@example.org"))
    short = await shown(recapper(zoe), replace(ASKED, who=(Who(WhoKind.PERSON, "Carl"),)))
    assert short[0].notes[-1] == "The busiest here: zoe (1). Ask for one of them with @ before the name, as in @zoe."


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


async def test_a_source_that_told_all_but_what_its_host_hides_was_looked_at() -> None:
    gap = PermanentError("the host shows nothing older than 30 days")
    gap.is_partial = True
    recap = (await shown(recapper(breaks=gap)))[-1]

    assert recap.notes[0].startswith("No commits in this window by Ana Lima")
    assert recap.footer == ("acme/web: the host shows nothing older than 30 days",)


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
