"""Repositories in odd places, with odd settings."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.git.cloned import ClonedSource
from adapters.git.opening import source
from adapters.git.source import GitSource
from core.errors import OutsideError, PermanentError
from tests.adapters.git.conftest import History, query, told


async def titles(folder: Path) -> list[str]:
    return [event.title for event in await told(folder)]


@pytest.mark.parametrize("name", ["a\nb", "a\u2028b", "a\x0bb", os.fsdecode(b"a\xffb")])
async def test_a_line_break_in_a_path_is_part_of_it(history: History, tmp_path: Path, name: str) -> None:
    history.commit("Log in")
    history.git("worktree", "add", "-q", "--detach", str(tmp_path / name / "tree"))

    assert await titles(tmp_path / name / "tree") == ["Log in"]


async def test_a_work_tree_of_a_repository_with_a_line_break_in_its_path_bears_its_name(
    new: Callable[..., History], tmp_path: Path
) -> None:
    history = new("a\nb")
    history.commit("Log in")
    history.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))

    (event,) = await told(tmp_path / "tree")
    assert event.repository == "a\nb"


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "no such"])
async def test_no_setting_changes_the_encoding_that_is_read(history: History, encoding: str) -> None:
    history.commit("Add café")
    history.git("config", "i18n.logOutputEncoding", encoding)

    assert await titles(history.path) == ["Add café"]
    (event,) = await GitSource(history.path).measured(await told(history))
    assert event.change is not None


@pytest.mark.fault("F190")
async def test_a_mailmap_that_is_no_file_is_not_waited_for(history: History) -> None:
    history.commit("Log in\n\nCo-authored-by: Bob <bob@example.org>")
    os.mkfifo(history.path / ".mailmap")

    assert await titles(history.path) == ["Log in"]


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 3_000])
async def test_a_path_that_is_too_long_says_so_in_a_short_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(PermanentError, match=r"^There is no folder .{1,250}: check the path\.$"):
        await titles(tmp_path / name)


MISTYPED = [
    "https:ana:secret@host.example/web",
    "https:/ana:secret@host.example/web",
    "https//ana:secret@host.example/web",
    "ana:secret@host.example/web",
    "//ana:secret@host.example/web",
    "https://ana:sec/secret@host.example/web",
    "https:ana:sec/secret@host.example/web",
    "https://ana:1/secret@host.example/web",
    "ssh:ana:se@secret@host.example/web",
]


@pytest.mark.fault("F182")
@pytest.mark.parametrize("place", MISTYPED)
async def test_a_mistyped_address_is_refused_and_its_password_is_not_shown(place: str, tmp_path: Path) -> None:
    opened = source(place, folder=tmp_path, cache=tmp_path / "cache")

    assert isinstance(opened, ClonedSource)
    with pytest.raises(OutsideError) as refused:
        [event async for event in opened.events(query())]
    for shown in (str(refused.value), opened.name):
        assert "secret" not in shown
        assert "host.example/web" in shown
