"""A store in trouble, seen from a terminal: what is linked is still read and may be taken away, and nobody waits for it twice."""

from pathlib import Path

import pytest

from adapters.redis.server import embedded
from bot import commands
from bot.accounts import linked, linking
from bot.options import options
from bot.refusals import Code
from bot.terminal.outside import Outside
from core.errors import OutsideError
from core.limits import Call
from tests.bot.links import ANA, BOB, KEY, asked, github, link, opened
from tests.store import Server, free_port


@pytest.mark.fault("F048")
async def test_a_store_without_room_is_read_and_its_accounts_can_be_taken_away(tmp_path: Path) -> None:
    with Server() as full:
        async with github() as host:
            async with opened(full, tmp_path, host) as links:
                await link(links, host, ANA, "ana")
            full.said("CONFIG", "SET", "maxmemory", "1")
            async with opened(full, tmp_path, host) as links:
                events, said = await asked(links, ANA)
                with pytest.raises(OutsideError, match="no memory left"):
                    await links.admit(BOB, Call.LINK)
                (account,) = await links.accounts_of(ANA)
                await links.connector.disconnect(account)
                left = await links.accounts_of(ANA)

    assert [event.repository for event in events] == ["acme/web"]
    assert (said, left) == ("", [])


@pytest.mark.fault("F045")
@pytest.mark.parametrize("broken", ["data", "keys"])
def test_an_embedded_store_that_does_not_open_is_still_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert commands.run(options(["keys", "rotate"])) is Code.ANSWERED
    store = tmp_path / "recap" / "store"
    if broken == "keys":
        (store / "keys").unlink()
    else:
        (file,) = (store / "data").glob("**/*.incr.aof")
        file.write_bytes(b"no command at all" + file.read_bytes())
    capsys.readouterr()

    code = commands.run(options(["forget-me"]))

    told = capsys.readouterr()
    assert code is Code.ANSWERED
    assert f"Erased: store and its keys ({store})" in told.out
    assert "no token could be revoked" in told.err
    assert not store.exists()


async def test_a_store_that_another_process_uses_is_said_to_be_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = tmp_path / "recap" / "store"
    async with embedded(store):
        await linking.forget(Outside())

    assert capsys.readouterr().out == f"Erased: everything in the store ({store}), which another process of yours still uses\n"


@pytest.mark.fault("F040")
def test_who_asks_waits_once_for_a_store_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{free_port()}")
    monkeypatch.setenv("RECAP_SECRET_KEYS", KEY)
    monkeypatch.setattr(linked, "_WAIT", 0.1)

    code = commands.run(options(["ask", "last", "week"]))

    assert code is Code.NO_SOURCE
    assert capsys.readouterr().err.count("Recap waits for it") == 1
