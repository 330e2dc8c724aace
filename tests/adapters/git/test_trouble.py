"""Repositories that cannot be read, or only in part."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import pytest

from adapters.git.command import Git
from adapters.git.failures import DamagedError, failure, host_failure
from adapters.git.repository import identities
from adapters.git.source import GitSource
from core.errors import OutsideError, PermanentError, TransientError
from core.model import Event
from tests.adapters.git.conftest import History, query, told


async def read(folder: Path, git: Git | None = None) -> tuple[list[str], OutsideError | None]:
    found: list[Event] = []
    try:
        async for event in GitSource(folder, git=git).events(query()):
            found.append(event)  # noqa: PERF401  what came before an error counts
    except OutsideError as error:
        return sorted(event.title for event in found), error
    return sorted(event.title for event in found), None


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return os.fspath(path)


async def test_a_folder_that_is_no_repository_says_so(tmp_path: Path) -> None:
    _, error = await read(tmp_path)

    assert isinstance(error, PermanentError)
    assert str(error) == f"{tmp_path} is not a git repository: name one with --repo."


@pytest.mark.parametrize("name", ["nowhere", "file", "file/below", "nul\0"])
async def test_a_path_that_is_no_folder_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()

    _, error = await read(tmp_path / name)

    assert isinstance(error, PermanentError)
    assert "There is no folder " in str(error)
    assert str(error).isprintable()


async def test_an_empty_repository_has_no_events(history: History) -> None:
    assert await told(history) == []


async def test_a_detached_head_is_read_too(history: History) -> None:
    first = history.commit("On main")
    alone = history.commit("On nothing", branch="gone", parents=[first])
    history.git("checkout", "-q", "--detach", alone)
    history.git("update-ref", "-d", "refs/heads/gone")

    assert {event.title for event in await told(history)} == {"On main", "On nothing"}


async def test_a_shallow_clone_says_where_its_history_is_cut_where_that_matters(history: History, tmp_path: Path) -> None:
    history.commit("Unseen", at="2026-05-04 10:00")
    history.commit("Cut here", at="2026-05-05 10:00")
    history.commit("Seen", at="2026-05-07 10:00")
    history.git("clone", "-q", "--depth", "2", history.path.as_uri(), str(tmp_path / "shallow"))

    titles, error = await read(tmp_path / "shallow")

    assert titles == ["Cut here", "Seen"]
    assert "is a shallow clone whose history is cut at 2026-05-05" in str(error)
    assert [event.title for event in await told(tmp_path / "shallow", query("2026-05-07", "2026-05-08"))] == ["Seen"]


async def test_a_missing_git_says_what_to_install(history: History) -> None:
    _, error = await read(history.path, Git(executable="no-such-git"))

    assert str(error) == "git is not installed, or not on the path: install git 2.25 or later."


async def test_a_git_that_is_too_old_says_what_to_install(history: History, tmp_path: Path) -> None:
    old = script(tmp_path / "git", 'echo "error: unknown option \\`is-shallow-repository\'" >&2; exit 129')

    _, error = await read(history.path, Git(executable=old))

    assert str(error) == "This git is too old: install git 2.25 or later."


@pytest.mark.parametrize("way", ["garbage", "missing"])
async def test_what_is_readable_of_a_damaged_history_is_told_and_the_rest_is_named(history: History, way: str) -> None:
    history.commit("Lost behind")
    lost = history.commit("Lost")
    history.commit("Above", parents=[lost])
    history.commit("Beside", branch="other", parents=[])
    history.tag("v1", history.tips["other"], at="2026-05-06 10:00")
    history.damage(lost) if way == "garbage" else (history.path / ".git/objects" / lost[:2] / lost[2:]).unlink()

    titles, error = await read(history.path)

    assert titles == ["A release", "Above", "Beside"]
    assert isinstance(error, DamagedError)
    assert f"{lost[:12]} could not be read" in str(error)


async def test_a_branch_that_leads_nowhere_costs_only_itself(history: History) -> None:
    history.commit("Fine")
    lost = history.commit("Lost", branch="broken", parents=[])
    history.damage(lost)

    titles, error = await read(history.path)

    assert titles == ["Fine"]
    assert lost[:12] in str(error)


@pytest.mark.parametrize("hurt", [5, 2])
async def test_what_is_readable_of_a_damaged_pack_is_told(history: History, hurt: int) -> None:
    commits = [history.commit(f"Work {number} {token_hex(40)}", at=f"2026-05-05 1{number}:00") for number in range(6)]
    history.point("older", commits[1])
    history.tag("v1", commits[0], at="2026-05-04 10:00")
    history.git("-c", "pack.compression=0", "repack", "-adq")
    (pack,) = history.path.glob(".git/objects/pack/*.pack")
    index = history.git("show-index", feed=pack.with_suffix(".idx").read_bytes()).splitlines()
    start = next(int(line.split()[0]) for line in index if line.split()[1] == commits[hurt])
    pack.chmod(0o600)
    content = bytearray(pack.read_bytes())
    content[start + 20 : start + 30] = b"X" * 10
    pack.write_bytes(content)

    titles, error = await read(history.path)

    assert [title[:6] for title in titles] == ["A rele", *(f"Work {n}" for n in range(6) if n < 2 or n > hurt)]
    assert isinstance(error, DamagedError)
    assert f"{commits[hurt][:12]} could not be read, nor what only leads from there" in str(error)


async def test_a_pack_that_is_damaged_everywhere_does_not_start_git_for_ever(history: History) -> None:
    for number in range(60):
        history.point(f"branch-{number}", history.commit(f"Work {number}", parents=[]))
    history.git("-c", "pack.compression=0", "repack", "-adq")
    (pack,) = history.path.glob(".git/objects/pack/*.pack")
    pack.chmod(0o600)
    content = pack.read_bytes()
    pack.write_bytes(content[:12] + b"X" * (len(content) - 32) + content[-20:])

    titles, error = await read(history.path)

    assert titles == []
    assert isinstance(error, DamagedError)


async def test_a_damaged_file_leaves_commits_unmeasured_and_is_named(history: History) -> None:
    history.commit("Start", files={"a.txt": "1\n"})
    history.damage(history.git("rev-parse", "main:a.txt"))
    events = await told(history)

    with pytest.raises(OutsideError, match="could not be read, so sizes are not known"):
        await GitSource(history.path).measured(events)


async def test_identities_of_a_missing_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="There is no folder"):
        await identities(tmp_path / "nowhere")


@pytest.mark.fault("F190")
@pytest.mark.parametrize("told_as", [failure, host_failure])
def test_a_full_disk_says_so(told_as: Callable[[str, str], OutsideError]) -> None:
    error = told_as("/srv/web", "error: file write error: No space left on device\nfatal: unable to write")

    assert isinstance(error, TransientError)
    assert "disk is full" in str(error)


def test_a_folder_that_may_not_be_read_says_so() -> None:
    assert "may not be read by this user" in str(failure("/srv/web", 'error: open(".git/HEAD"): Permission denied\nfatal: bad'))


def test_what_git_says_otherwise_is_one_line_without_credentials() -> None:
    error = failure("/srv/web", "warning: x\nfatal: odd thing at https://ana:secret@host/web\nhint: y")

    assert str(error) == "git could not read /srv/web: odd thing at https://host/web"
    assert str(failure("/srv/web", "")) == "git could not read /srv/web: it gave no reason"


async def test_a_machine_without_room_for_a_process_says_so(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(asyncio.get_running_loop(), "subprocess_exec", full)

    _, error = await read(history.path)

    assert isinstance(error, TransientError)
    assert "git could not be started (Resource temporarily unavailable)" in str(error)
