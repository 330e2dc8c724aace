"""Repositories and settings that would run something, hang or flood."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.git.command import Git
from adapters.git.source import GitSource
from core.errors import PermanentError, TransientError
from tests.adapters.git.conftest import History, query, told
from tests.adapters.git.test_trouble import read, script


def is_there(path: Path) -> bool:
    return path.exists()


async def _ended(child: Path) -> None:
    """Look for a killed process until its new parent has buried it; a zombie is a dead one."""
    number = int(await asyncio.to_thread(child.read_text))
    async with asyncio.timeout(5):
        while True:
            os.kill(number, 0)
            if " Z " in await asyncio.to_thread(Path(f"/proc/{number}/stat").read_text):
                raise ProcessLookupError
            await asyncio.sleep(0)


async def test_a_git_that_hangs_is_ended_with_its_children(history: History, tmp_path: Path) -> None:
    hanging = script(tmp_path / "git", f"sleep 600 & echo $! > {tmp_path}/child; wait")

    _, error = await read(history.path, Git(executable=hanging, patience=0.5))

    assert isinstance(error, TransientError)
    assert "git did not answer" in str(error)
    with pytest.raises(ProcessLookupError):
        await _ended(tmp_path / "child")


async def test_a_cancelled_question_ends_git(history: History, tmp_path: Path) -> None:
    hanging = script(tmp_path / "git", f"sleep 600 & echo $! > {tmp_path}/child; wait")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await read(history.path, Git(executable=hanging))

    with pytest.raises(ProcessLookupError):
        await _ended(tmp_path / "child")


async def test_a_flood_of_complaints_is_neither_kept_nor_waited_for(history: History, tmp_path: Path) -> None:
    flooding = script(tmp_path / "git", "yes complaint | head -c 5000000 >&2; echo fatal: the end >&2; exit 1")

    _, error = await read(history.path, Git(executable=flooding, patience=20))

    assert str(error).endswith("the end")


async def test_a_reader_that_stops_early_ends_git(history: History) -> None:
    for number in range(3):
        history.commit(f"Work {number}")
    events = GitSource(history.path).events(query())

    assert (await anext(events)).title == "Work 2"
    await events.aclose()


async def test_a_repository_of_another_user_is_not_read_and_says_how(history: History) -> None:
    history.commit("Work")

    titles, error = await read(history.path, Git(environment={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}))

    assert titles == []
    assert f"git config --global --add safe.directory {history.path}" in str(error)


@pytest.mark.parametrize("without", ["blob:none", "tree:0"])
async def test_a_clone_without_contents_says_that_sizes_are_unknown_and_asks_nobody(history: History, tmp_path: Path, without: str) -> None:
    history.commit("Start", files={"a.txt": "1\n"})
    history.git("config", "uploadpack.allowFilter", "true")
    history.git("clone", "-q", "--bare", f"--filter={without}", history.path.as_uri(), str(tmp_path / "partial"))
    trap = script(tmp_path / "trap", f"touch {tmp_path}/trapped")
    for key, value in (("remote.origin.uploadpack", trap), ("protocol.file.allow", "always"), ("remote.origin.vcs", "ext")):
        history.git("-C", str(tmp_path / "partial"), "config", key, value)
    events = await told(tmp_path / "partial")

    assert [event.title for event in events] == ["Start"]
    with pytest.raises(PermanentError, match="without file contents"):
        await GitSource(tmp_path / "partial").measured(events)
    assert not is_there(tmp_path / "trapped")


async def test_nothing_that_a_strangers_settings_name_is_run(history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = script(tmp_path / "trap", f"touch {tmp_path}/trapped; cat")
    (history.path / ".git/info/attributes").write_text("* diff=trap filter=trap\n")
    for key in ("core.fsmonitor", "core.pager", "core.editor", "gpg.program", "diff.external", "diff.trap.command", "diff.trap.textconv",
                "filter.trap.clean", "filter.trap.smudge", "core.sshCommand", "pager.log", "alias.log"):  # fmt: skip
        history.git("config", key, trap if key != "alias.log" else f"!{trap}")
    history.git("config", "log.showSignature", "true")
    history.git("config", "core.hooksPath", str(tmp_path))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", trap)
    (history.path / ".gitattributes").write_text("* diff=trap\n")
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    history.commit("Signed", headers=signature, files={"a.txt": "1\n"})

    (event,) = await GitSource(history.path).measured(await told(history))

    assert event.change is not None
    assert event.change.added == 1
    assert not is_there(tmp_path / "trapped")


async def test_a_git_folder_in_the_environment_leads_nowhere_else(new: Callable[..., History], monkeypatch: pytest.MonkeyPatch) -> None:
    here, elsewhere = new("here"), new("elsewhere")
    here.commit("Here")
    elsewhere.commit("Elsewhere")
    monkeypatch.setenv("GIT_DIR", str(elsewhere.path / ".git"))

    assert [event.title for event in await told(here.path)] == ["Here"]
