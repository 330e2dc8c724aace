"""Token counts, with a vocabulary that lies on the disk or without one, and never with a network."""

import base64
import hashlib
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiktoken

from adapters import tiktoken as adapter
from adapters.tiktoken import TiktokenCounter, estimated

ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
WORDS = [b"Added", b" login", b"Ad", b"ded", b" lo", b"gin", b" l", b"in", b"dd", b"ed", b"de", b"ad"]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Fail each connection, and start from an empty cache of vocabularies."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    monkeypatch.delenv("DATA_GYM_CACHE_DIR", raising=False)
    tiktoken.registry.ENCODINGS.clear()
    yield
    tiktoken.registry.ENCODINGS.clear()


def keep(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a small vocabulary where tiktoken keeps one, and let its hash be the one that is published."""
    ranks = [bytes([one]) for one in range(256)] + WORDS
    lines = b"".join(base64.b64encode(token) + f" {rank}\n".encode() for rank, token in enumerate(ranks))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(ADDRESS.format(name).encode(), usedforsecurity=False).hexdigest()).write_bytes(lines)
    hash_ = hashlib.sha256(lines).hexdigest()
    monkeypatch.setitem(adapter.HASHES, name, hash_)
    monkeypatch.setattr("tiktoken.load.check_hash", lambda data, _: hashlib.sha256(data).hexdigest() == hash_)


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-5-mini", "llama-3.3-70b", ""])
@pytest.mark.parametrize("variable", ["", "TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"])
def test_a_kept_vocabulary_counts_for_models_known_and_unknown(
    model: str, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / (variable or "data-gym-cache")
    if variable:
        monkeypatch.setenv(variable, str(folder))
    keep(folder, "o200k_base", monkeypatch)
    counter = TiktokenCounter(model)
    assert counter.count("Added login") == 2
    assert counter.count("") == 0
    assert counter.count("<|endoftext|> \ud800") > 0


def test_an_older_model_is_counted_by_its_own_vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "data-gym-cache", "cl100k_base", monkeypatch)
    assert TiktokenCounter("gpt-4").count("Added login") == 2
    assert TiktokenCounter("gpt-4o").count("Added login") == estimated("Added login")


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4", "gpt2", "davinci", "gpt-oss-120b", "unknown"])
def test_without_a_vocabulary_the_count_is_an_estimate(model: str) -> None:
    assert TiktokenCounter(model).count("Added login") == estimated("Added login")


def test_a_damaged_vocabulary_is_not_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data-gym-cache"
    keep(folder, "o200k_base", monkeypatch)
    for kept in folder.iterdir():
        kept.write_bytes(b"damaged")
    assert TiktokenCounter("gpt-4o").count("Added login") == estimated("Added login")
    assert len(list(folder.iterdir())) == 1


def test_a_cache_that_is_switched_off_means_an_estimate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "data-gym-cache", "o200k_base", monkeypatch)
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    assert TiktokenCounter("gpt-4o").count("Added login") == estimated("Added login")


def test_hashes_are_those_that_tiktoken_checks() -> None:
    source = Path(tiktoken.__file__).parent.with_name("tiktoken_ext") / "openai_public.py"
    for name, hash_ in adapter.HASHES.items():
        assert ADDRESS.format(name) in source.read_text()
        assert hash_ in source.read_text()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        # what a vocabulary of 200,000 comes to, as far as that can be told without one
        ("Added support for token rotation", 5),
        ("593d9281aa0c3f8e2d1b5a6c7e8f901234567890", 25),
        ("slack_sdk/web/async_client.py", 9),
        ("修复登录问题", 6),
        ("", 0),
    ],
)
def test_the_estimate_errs_on_the_high_side_and_not_by_much(text: str, tokens: int) -> None:
    assert tokens <= estimated(text) <= 2.5 * tokens + 1
