"""Repositories by clone URL."""

import os
from pathlib import Path

import pytest

from adapters.git.clone import Clones, Limits
from adapters.git.cloned import ClonedSource
from adapters.git.command import Git
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.model import Event
from tests.adapters.git.conftest import History, query
from tests.adapters.git.server import GitServer


def source(url: str, tmp_path: Path, limits: Limits | None = None, git: Git | None = None) -> ClonedSource:
    return ClonedSource(url, Clones(tmp_path / "cache", git=git, limits=limits, allowed=("https", "http")))


async def titles(source: ClonedSource) -> list[str]:
    return sorted([event.title async for event in source.events(query())])


async def read(source: ClonedSource) -> tuple[list[Event], OutsideError | None]:
    found: list[Event] = []
    try:
        async for event in source.events(query()):
            found.append(event)  # noqa: PERF401  what came before an error counts
    except OutsideError as error:
        return found, error
    return found, None


def below(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


def is_there(path: Path) -> bool:
    return path.exists()


async def test_a_clone_is_read_like_a_folder_and_has_no_checkout(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page", files={"page.txt": "one\ntwo\n"})
    history.commit("Add a line", files={"page.txt": "one\ntwo\nthree\n"}, at="2026-05-06 10:00")
    cloned = source(server.url("web"), tmp_path)

    found = await cloned.measured([event async for event in cloned.events(query())])

    assert [(event.title, event.repository, event.change and event.change.added) for event in found] == [
        ("Add a line", "web", 1),
        ("Add a page", "web", 2),
    ]
    assert below(tmp_path, "cache/**/page.txt") == []


async def test_contents_of_many_commits_come_in_one_request_and_are_kept(history: History, server: GitServer, tmp_path: Path) -> None:
    for number in range(5):
        history.commit(f"Write page {number}", files={f"{number}.txt": f"{number}\n"})
    cloned = source(server.url("web"), tmp_path)
    events = [event async for event in cloned.events(query())]
    server.requests.clear()

    await cloned.measured(events)
    asked = len(server.requests)
    await cloned.measured(events)

    assert asked == 2  # what the host can, and the contents
    assert len(server.requests) == asked


async def test_a_second_question_sees_what_was_pushed_moved_and_deleted(history: History, server: GitServer, tmp_path: Path) -> None:
    first = history.commit("Add a page")
    history.commit("Try something", branch="trial", parents=[first])
    cloned = source(server.url("web"), tmp_path)
    assert await titles(cloned) == ["Add a page", "Try something"]

    history.git("update-ref", "-d", "refs/heads/trial")
    history.commit("Add a better page", parents=[])

    assert await titles(cloned) == ["Add a better page"]


async def test_a_host_that_fails_leaves_the_last_state_and_is_named(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    cloned = source(server.url("web"), tmp_path)
    await titles(cloned)
    server.answer = "503 Service Unavailable"

    found, error = await read(cloned)

    assert [event.title for event in found] == ["Add a page"]
    assert isinstance(error, TransientError)
    assert "What is told is the state of 20" in str(error)
    assert server.url("web") in str(error)


@pytest.mark.fault("F072")
async def test_a_host_that_hangs_is_given_up_and_leaves_nothing_behind(server: GitServer, tmp_path: Path) -> None:
    server.hangs = True

    found, error = await read(source(server.url("web"), tmp_path, Limits(cloning=0.3)))

    assert found == []
    assert isinstance(error, TransientError)
    assert "did not answer within 0 seconds" in str(error)
    assert below(tmp_path, "cache/*.half") + below(tmp_path, "cache/*.git") == []


@pytest.mark.fault("F072")
async def test_a_repository_beyond_the_limit_is_given_up_and_removed(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    server.hangs = True

    found, error = await read(source(server.url("web"), tmp_path, Limits(repository=100)))

    assert found == []
    assert isinstance(error, PermanentError)
    assert "is larger than" in str(error)
    assert below(tmp_path, "cache/*.half") + below(tmp_path, "cache/*.git") == []


@pytest.mark.fault("F072")
async def test_nothing_of_a_repository_runs_when_it_is_cloned(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit(
        "Set traps",
        files={
            ".gitattributes": "* filter=lfs diff=trap\n",
            ".gitmodules": f'[submodule "s"]\n\tpath = s\n\turl = ext::touch {tmp_path}/trapped\n',
            "big.bin": "version https://git-lfs.github.com/spec/v1\n",
        },
    )
    hook = history.path / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/trapped\n")
    hook.chmod(0o755)
    cloned = source(server.url("web"), tmp_path)

    await cloned.measured([event async for event in cloned.events(query())])

    assert not is_there(tmp_path / "trapped")
    assert {request.split("?")[0].split(" ")[1] for request in server.requests} == {"/web/info/refs", "/web/git-upload-pack"}


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ("401 Unauthorized\r\nWWW-Authenticate: Basic", AuthError, "asks for a login or does not exist"),
        ("403 Forbidden", AuthError, "asks for a login or does not exist"),
        ("404 Not Found", PermanentError, "asks for a login or does not exist"),
        ("500 Internal Server Error", TransientError, "could not be fetched"),
        ("302 Found\r\nLocation: http://127.0.0.1:1/web/info/refs", TransientError, "could not be fetched"),
    ],
)
async def test_what_a_host_answers_is_one_sentence(
    answer: str, kind: type[OutsideError], words: str, server: GitServer, tmp_path: Path
) -> None:
    server.answer = answer

    _, error = await read(source(server.url("web"), tmp_path))

    assert type(error) is kind
    assert words in str(error)
    assert "\n" not in str(error)


async def test_a_machine_that_does_not_listen_is_one_sentence(tmp_path: Path) -> None:
    _, error = await read(source("http://127.0.0.1:1/acme/web", tmp_path))

    assert isinstance(error, TransientError)
    assert "http://127.0.0.1:1/acme/web could not be fetched" in str(error)


async def test_a_redirect_is_not_followed(history: History, server: GitServer, tmp_path: Path) -> None:
    history.commit("Add a page")
    server.answer = f"302 Found\r\nLocation: http://127.0.0.1:{server.port}/elsewhere/info/refs?service=git-upload-pack"

    await read(source(server.url("web"), tmp_path))

    assert not any("elsewhere" in request for request in server.requests)


async def test_too_many_contents_are_not_fetched(
    history: History, server: GitServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.commit("Add pages", files={"a": "1", "b": "2"})
    monkeypatch.setattr("adapters.git.cloned._BLOBS", 1)
    cloned = source(server.url("web"), tmp_path)
    events = [event async for event in cloned.events(query())]

    with pytest.raises(PermanentError, match=r"The sizes of 2 files of http://127\.0\.0\.1:\d+/web were not fetched"):
        await cloned.measured(events)


async def test_the_users_own_git_settings_do_not_reach_a_host(
    history: History, server: GitServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.commit("Add a page")
    (tmp_path / "gitconfig").write_text(f'[url "http://127.0.0.1:1/"]\n\tinsteadOf = http://127.0.0.1:{server.port}/\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.fspath(tmp_path / "gitconfig"))

    assert await titles(source(server.url("web"), tmp_path)) == ["Add a page"]
