"""The real clock for hosts, whatever time is pretended."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.accounts.sources import LinkedSources
from bot.options import Options
from bot.terminal.outside import Outside
from bot.terminal.wiring import wired

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def test_hosts_go_by_the_real_time_whatever_time_is_pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    outside = Outside(environment={"HOME": str(tmp_path)}, folder=tmp_path, clock=lambda: NOON)

    made = await wired(Options(command="ask", now="2020-01-01T00:00:00Z"), outside)

    assert made.recapper.now() == datetime(2020, 1, 1, tzinfo=UTC)
    assert isinstance(made.recapper.linked, LinkedSources)
    assert made.recapper.linked.now() == NOON, "a host that wants to be left alone for a second would be for ever"
