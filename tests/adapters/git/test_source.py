"""What a repository on disk tells of a week."""

from collections.abc import Callable

import pytest

from adapters.git.repository import identities
from adapters.git.source import GitSource
from core.model import Change, Event, EventKind, Identity, Link
from tests.adapters.git.conftest import ANA, History, query, seconds, told
from tests.histories import NAMES, repository


def change(event: Event) -> Change:
    assert event.change is not None
    return event.change


def by_title(events: list[Event]) -> dict[str, Event]:
    return {event.title: event for event in events}


async def test_commits_of_all_branches_remotes_and_tags_are_told_and_stashes_and_notes_are_not(history: History) -> None:
    root = history.commit("Start")
    for name in ("feature", "refs/remotes/origin/far", "refs/tags/light", "refs/stash", "refs/notes/commits", "refs/pull/1/head"):
        history.commit(f"On {name}", branch=name, parents=[root])

    assert set(by_title(await told(history))) == {"Start", "On feature", "On refs/remotes/origin/far", "On refs/tags/light"}


async def test_window_goes_by_the_authors_date_and_is_half_open(history: History) -> None:
    history.commit("A second before", at="2026-05-03 23:59:59", committed="2026-05-05 10:00")
    history.commit("At the start", at="2026-05-04 00:00:00", committed="2026-05-09 10:00")
    history.commit("Rebased after the end", at="2026-05-10 23:59:59", committed="2026-06-20 10:00")
    history.commit("At the end", at="2026-05-11 00:00:00", committed="2026-06-20 10:00")

    events = await told(history, query(now="2026-07-01"))

    assert [event.title for event in events] == ["At the start", "Rebased after the end"]
    assert change(events[1]).committed.isoformat() == "2026-06-20T10:00:00+00:00"


async def test_an_event_holds_what_the_commit_says(history: History) -> None:
    first = history.commit("Start", at="2026-05-01 10:00")
    message = (
        "Fix the login (#12)\n\nIt failed.\n\nCloses #9\n\nCo-authored-by: Bo <bo@example.org>\nSigned-off-by: Ana <ana@work.example>\n"
        "Signed-off-by: Keeper <keeper@example.org>\n"
    )
    second = history.commit(message)
    history.git("remote", "add", "origin", "https://ana:secret@github.com/acme/web.git")

    (event,) = await told(history)

    assert event.ref == second
    assert event.kind is EventKind.COMMIT
    assert (event.actor, event.title) == (Identity("Ana", "ana@example.org"), "Fix the login (#12)")
    assert event.body == "It failed.\n\nCloses #9"
    assert event.others == (Identity("Bo", "bo@example.org"), Identity("Ana", "ana@work.example"))
    assert event.mentions == (
        Link("#12", "https://github.com/acme/web/issues/12"),
        Link("#9", "https://github.com/acme/web/issues/9"),
    )
    assert (event.repository, event.url) == ("acme/web", f"https://github.com/acme/web/commit/{second}")
    assert change(event).parents == (first,)
    assert "secret" not in repr(event)


async def test_mailmap_names_authors_co_authors_and_taggers(history: History) -> None:
    (history.path / ".mailmap").write_text("Ana Real <ana@real.example> <ana@example.org>\nBo Real <bo@real.example> <bo@example.org>\n")
    made = history.commit("Work\n\nCo-authored-by: Bo <bo@example.org>\nCo-authored-by: Odd <odd\x07@example.org>\n")
    history.tag("v1", made, at="2026-05-06 10:00")

    commit, tag = await told(history)

    assert commit.actor == tag.actor == Identity("Ana Real", "ana@real.example")
    assert commit.others == (Identity("Bo Real", "bo@real.example"), Identity("Odd", "odd@example.org"))


async def test_reverts_and_picks_are_read_from_the_message(history: History) -> None:
    history.commit(f'Revert "Work"\n\nThis reverts commit {"a" * 40}.\n')
    history.commit(f"Work\n\n(cherry picked from commit {'b' * 40})\n")

    events = by_title(await told(history))

    assert events['Revert "Work"'].reverts == ("a" * 40,)
    assert events["Work"].copies == ("b" * 40,)


async def test_an_annotated_tag_is_an_event_of_its_tagger_even_on_an_old_commit(history: History) -> None:
    old = history.commit("Old", at="2025-01-01 10:00")
    history.tag("v1.0", old, at="2026-05-06 10:00", by="Bo <bo@example.org>", message="First release\n\nAt last.")
    history.tag("v0.9", old, at="2026-05-03 10:00")
    history.tag("v0.8", old)
    history.git("remote", "add", "origin", "git@gitlab.com:acme/web.git")

    (event,) = await told(history)

    assert (event.kind, event.ref, event.title) == (EventKind.TAG, "v1.0", "First release")
    assert event.actor == Identity("Bo", "bo@example.org")
    assert event.url == "https://gitlab.com/acme/web/-/tags/v1.0"


async def test_sizes_paths_and_patch_ids_are_measured(history: History) -> None:
    root = history.commit("Start", files={"a.txt": "1\n2\n3\n"})
    history.commit("Change", files={"a.txt": "1\n2\nthree\nfour\n"})
    history.commit("Rename", files={"b.txt": "1\n2\nthree\nfour\n", "tab\tname": "x", "logo.png": b"\x00\x01"})
    history.commit("Same", branch="other", parents=[root], files={"a.txt": "1\n2\nthree\nfour\n"})
    history.merge("other")
    source = GitSource(history.path)
    events = [event async for event in source.events(query())]

    measured = {event.title: change(event) for event in await source.measured(events)}

    assert (measured["Change"].added, measured["Change"].removed, measured["Change"].paths) == (2, 1, ("a.txt",))
    assert (measured["Rename"].added, measured["Rename"].removed) == (1, 0)
    assert measured["Rename"].paths == ("b.txt", "logo.png", "tab name")
    assert measured["Change"].patch == measured["Same"].patch != ""
    assert measured["Start"].patch == ""
    assert measured["Merge branch 'other'"].paths == ()


async def test_nothing_to_measure_is_given_back(history: History) -> None:
    made = history.commit("Start")
    history.tag("v1", made, at="2026-05-06 10:00")
    tags = [event for event in await told(history) if event.kind is EventKind.TAG]

    assert await GitSource(history.path).measured(tags) == tags


async def test_more_commits_than_one_batch_are_all_told(history: History) -> None:
    stream = "".join(
        f"commit refs/heads/main\nmark :{n}\ncommitter {ANA} {seconds('2026-05-05') + n} +0000\ndata 4\nW{n:03}\n" for n in range(1, 1002)
    )
    history.git("fast-import", "--quiet", feed=stream.replace("W1000", "W000").replace("W1001", "W999").encode())

    assert len({event.ref for event in await told(history)}) == 1001


async def test_identities_are_gits_own_settings(history: History) -> None:
    assert await identities(history.path) == []

    history.git("config", "user.name", "Ana")
    history.git("config", "user.email", "ana@example.org")
    assert await identities(history.path) == [Identity("Ana", "ana@example.org")]


async def test_the_repository_is_named_after_its_folder_wherever_one_stands_in_it(new: Callable[..., History]) -> None:
    work, bare = new("web"), new("api.git", "--bare")
    work.commit("In web")
    bare.commit("In api")
    (work.path / "sub").mkdir()
    work.git("worktree", "add", "-q", "../elsewhere", "main", "--force")

    folders = [work.path, work.path / "sub", work.path / ".git", work.path.parent / "elsewhere", bare.path]

    assert [(await told(folder))[0].repository for folder in folders] == ["web", "web", "web", "web", "api"]


@pytest.mark.parametrize("name", NAMES)
async def test_a_whole_recorded_history_is_told_commit_by_commit_and_once(name: str) -> None:
    folder = repository(name)
    known = History(folder).git("rev-list", "--branches", "--tags")

    told_once = [event.ref for event in await told(folder, query("2000-01-01", "2030-01-01", now="2030-01-01"))]

    assert sorted(told_once) == sorted(known.split())
