"""Where the prompt and the key go, and what is said of an address, a certificate or a key that is no good."""

import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adapters.openai import OpenAIWriter
from core.errors import WriterError
from core.messages import telling as messages
from core.model import Secret
from tests.adapters.openai.heard import PROMPT, QUICK, TEXT, Sleeps, heard, writer
from tests.certificates import issued
from tests.servers.openai import MODEL, OpenAIServer, refuses, says


@pytest.mark.fault("F131")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_neither_the_prompt_nor_the_key_follows_to_another_host(status: int) -> None:
    async with OpenAIServer(says(TEXT), needs_key=False) as other:
        moved = refuses(status, headers={"Location": f"{other.url}/chat/completions"})
        async with OpenAIServer(moved) as server:
            assert await heard(writer(server)) == ("", messages.MOVED)
    assert not other.asked
    assert not other.intruders


async def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    async with OpenAIServer(says(TEXT), certificate=issued(tmp_path / "both.pem")) as server:
        assert await heard(writer(server)) == ("", messages.CERTIFICATE)


@pytest.mark.fault("F113")
async def test_a_second_answer_reads_no_certificates_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    load = ssl.SSLContext.load_verify_locations

    def noting(context: ssl.SSLContext, *given: Any, **named: Any) -> None:
        read.append(context)
        load(context, *given, **named)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", noting)
    async with OpenAIServer(says(TEXT)) as server:
        assert [await heard(writer(server)) for _ in range(3)] == [(TEXT, "")] * 3
    assert len(read) <= 1, "each time nobody else is served for 20 ms or more"


@pytest.mark.fault("F087")
async def test_an_endpoint_that_needs_no_key_gets_none() -> None:
    async with OpenAIServer(says("[W1] Fixed"), needs_key=False) as server:
        assert await heard(writer(server)) == ("[W1] Fixed", "")
    assert server.intruders == 0


@pytest.mark.fault("F087")
@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://[::1", "nonsense", "http://127.0.0.1:99999/v1"])
async def test_a_wrong_address_is_told(url: str) -> None:
    writing = OpenAIWriter(MODEL, base_url=url, limits=QUICK, sleep=Sleeps())
    assert await heard(writing) == ("", messages.UNREACHABLE)


@pytest.mark.fault("F087")
async def test_a_wrong_key_or_model_is_told_and_the_key_is_not() -> None:
    async with OpenAIServer(says("[W1] Fixed")) as server:
        assert await heard(writer(server, model="other")) == ("", messages.unknown_model("other"))
        writing = OpenAIWriter(MODEL, api_key=Secret("stolen"), base_url=server.url, limits=QUICK)
        with pytest.raises(WriterError) as raised:
            [piece async for piece in writing.write(PROMPT)]
    assert str(raised.value) == messages.BAD_KEY
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert server.intruders == 1


def test_importing_the_adapter_imports_no_sdk() -> None:
    code = "import sys, adapters.openai, adapters.tiktoken; sys.exit(bool({'openai', 'httpx2', 'tiktoken'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
