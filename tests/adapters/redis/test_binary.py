"""Which server is embedded."""

from pathlib import Path

import pytest

from adapters.redis import binary
from core.errors import PermanentError
from tests.adapters.redis.embedding import program


def test_a_server_on_the_path_comes_before_the_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    program(tmp_path, "redis-server", "Redis server v=6.2.14 sha=0 malloc=libc bits=64")
    program(tmp_path, "valkey-server", "Valkey server v=8.0.1 sha=0 malloc=libc bits=64")
    assert binary.found() == tmp_path / "valkey-server"
    program(tmp_path, "redis-server", "Redis server v=7.2.4 sha=0 malloc=libc bits=64")
    assert binary.found() == tmp_path / "redis-server"


def test_servers_that_are_old_strange_or_broken_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    program(tmp_path, "redis-server", "hello")
    program(tmp_path, "valkey-server", "Valkey server v=6.0.0")
    assert binary.found() in list(binary.bundled())
    (tmp_path / "redis-server").write_text("#!/bin/sh\nexit 1\n")
    assert binary.found() in list(binary.bundled())


def test_without_any_server_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(binary, "find_spec", lambda _: None)
    with pytest.raises(PermanentError, match=r"install redis-server or valkey-server 7 or later, or name a running one in REDIS_URL"):
        binary.found()
