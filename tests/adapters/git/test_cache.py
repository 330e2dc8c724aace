"""Where clones are kept, who may use them meanwhile, and which are removed."""

import asyncio
import fcntl
from pathlib import Path

import pytest

from adapters.git import failures
from adapters.git.clone import Clones, Limits
from adapters.git.cloned import ClonedSource
from adapters.git.command import Git
from core.errors import OutsideError, PermanentError, TransientError
from tests.adapters.git.conftest import History
from tests.adapters.git.server import GitServer
from tests.adapters.git.test_clone import below, is_there, read, source, titles


def fill(path: Path, size: int) -> None:
    path.write_bytes(b"x" * size)


@pytest.mark.fault("F072")
async def test_the_remains_of_a_killed_clone_are_removed_by_the_next(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    cloned = source(server.url("web"), tmp_path)
    await titles(cloned)
    (copy,) = below(tmp_path, "cache/*.git")
    copy.rename(copy.with_suffix(".half"))  # as a kill would have left it

    assert await titles(cloned) == ["Add a page"]
    assert below(tmp_path, "cache/*.half") == []


async def test_the_copies_used_longest_ago_make_room(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    limits = Limits(cache=1)

    await titles(source(server.url("web"), tmp_path, limits))
    first = below(tmp_path, "cache/*.git")
    await titles(source(server.url("web/"), tmp_path, limits))

    assert len(first) == 1
    assert len(below(tmp_path, "cache/*.git")) == 1
    assert below(tmp_path, "cache/*.git") != first


async def test_a_copy_that_somebody_reads_is_not_removed(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    await titles(source(server.url("web"), tmp_path))
    (copy,) = below(tmp_path, "cache/*.git")

    with copy.with_suffix(".lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        await titles(source(server.url("web/"), tmp_path, Limits(cache=1)))

    assert is_there(copy)


async def test_two_questions_at_once_share_one_copy(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")

    both = await asyncio.gather(*(titles(source(server.url("web"), tmp_path)) for _ in range(2)))

    assert both == [["Add a page"]] * 2
    assert len(below(tmp_path, "cache/*.git")) == 1


async def test_a_lock_that_nobody_lets_go_of_is_one_sentence(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    await titles(source(server.url("web"), tmp_path))
    (copy,) = below(tmp_path, "cache/*.git")

    with copy.with_suffix(".lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        _, error = await read(source(server.url("web"), tmp_path, Limits(cloning=0.1)))

    assert isinstance(error, TransientError)
    assert "Another Recap is still fetching" in str(error)


async def test_a_damaged_copy_is_removed_and_the_next_question_works(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    complaints: list[str] = []

    def failure(about: str, complaint: str) -> OutsideError:
        complaints.append(complaint)
        return failures.failure(about, complaint)

    cloned = ClonedSource(server.url("web"), Clones(tmp_path / "cache", allowed=("http",)), git=Git(failure=failure))
    await titles(cloned)
    (pack,) = below(tmp_path, "cache/*.git/objects/pack/*.pack")
    pack.chmod(0o600)
    fill(pack, pack.stat().st_size)
    server.answer = "503 Service Unavailable"  # otherwise the refreshing would mend it

    _, error = await read(cloned)
    server.answer = ""

    assert isinstance(error, TransientError)
    assert "was damaged and has been removed" in str(error)
    assert 0 < len(complaints) < 10, "what cannot be read is not asked for again and again"
    assert await titles(cloned) == ["Add a page"]


async def test_a_cache_that_cannot_be_written_is_one_sentence(server: GitServer, tmp_path: Path) -> None:
    fill(tmp_path / "cache", 1)

    _, error = await read(source(server.url("web"), tmp_path))

    assert isinstance(error, PermanentError)
    assert str(error) == f"Clones cannot be kept in {tmp_path / 'cache'} (File exists): make it writable."


async def test_a_copy_in_many_pieces_is_made_anew(
    history: History, server: GitServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.commit("Add a page")
    cloned = source(server.url("web"), tmp_path)
    await titles(cloned)
    monkeypatch.setattr("adapters.git.clone._PACKS", 0)
    (copy,) = below(tmp_path, "cache/*.git")
    fill(copy / "mark", 1)

    assert await titles(cloned) == ["Add a page"]
    assert not is_there(copy / "mark")
