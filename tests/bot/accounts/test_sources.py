"""A member's accounts as sources: read once where equal questions meet, for nobody else, and not too often."""

import asyncio
import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.accounts.linked import terminal_member
from core.errors import RateLimitedError, TransientError
from core.limits import Call, Limits, Rate
from core.model import Window
from tests.bot.links import ANA, BOB, KEY, MONDAY, NOW, PAST, asked, github, link, opened
from tests.store import Server

TO_NOW = Window(MONDAY + timedelta(days=7), NOW, "UTC", "since Monday")


@pytest.mark.fault("F143")
@pytest.mark.parametrize("window", [PAST, TO_NOW])
async def test_equal_questions_at_once_are_read_once_and_nobody_elses(server: Server, tmp_path: Path, window: Window) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        await link(links, host, ANA, "ana")
        await link(links, host, BOB, "bob")
        host.calls.clear()
        alone = await asked(links, ANA, window)
        calls = len(host.calls)
        for member in (ANA, BOB):
            for account in await links.accounts_of(member):
                await links.memory.forget(account)  # type: ignore[attr-defined]  # the port has no need for it
        host.calls.clear()

        later = [NOW + timedelta(milliseconds=number) for number in range(5)]  # "now" is another moment for each
        ends = [replace(window, end=now) if window is TO_NOW else window for now in later]
        of_bob = asked(links, BOB, window)
        told = await asyncio.gather(of_bob, *(asked(links, ANA, end, now) for end, now in zip(ends, later, strict=True)))

    askers = [host.tokens[call.token].user.login for call in host.calls]
    assert told[1:] == [alone] * 5
    assert askers.count("ana") == calls
    assert askers.count("bob") > 0


@pytest.mark.fault("F142")
async def test_a_repository_that_one_may_read_is_not_told_to_another_who_asks_the_same(server: Server, tmp_path: Path) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        secret = host.world.repository("acme/secret", readers=[host.world.users["ana"]])
        host.world.commit(secret, host.world.users["ana"], "Plan the takeover", MONDAY + timedelta(days=2))
        host.world.push(secret, host.world.users["ana"], MONDAY + timedelta(days=2))
        await link(links, host, ANA, "ana")
        await link(links, host, BOB, "bob")
        (of_ana, _), (of_bob, _) = await asyncio.gather(asked(links, ANA), asked(links, BOB))

    assert "acme/secret" in {event.repository for event in of_ana}
    assert "acme/secret" not in {event.repository for event in of_bob}


async def test_what_failed_is_told_to_all_who_asked_at_once(server: Server, tmp_path: Path) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        await link(links, host, ANA, "ana")
        host.tokens.clear()
        told = await asyncio.gather(*(asked(links, ANA) for _ in range(3)))

    assert [found for found, _ in told] == [[]] * 3
    assert all("refused the token" in said for _, said in told)


async def test_two_processes_that_ask_the_same_at_once_ask_the_host_once(server: Server, tmp_path: Path) -> None:
    async def ask() -> str:
        words = ("ask", "@me", "9 November 2026 to 15 November 2026", "--now", NOW.isoformat(), "--zone", "UTC", "--no-ai")
        stored = {"REDIS_URL": server.url, "RECAP_SECRET_KEYS": KEY}
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "bot", *words),
            cwd=tmp_path,
            env={**os.environ, **stored, "GITHUB_API_URL": host.url, "GITHUB_GRAPHQL_URL": host.graphql_url},
            stdout=asyncio.subprocess.PIPE,
        )
        return (await child.communicate())[0].decode()

    async with github() as host, opened(server, tmp_path, host) as links:
        await link(links, host, terminal_member(), "ana")
        host.calls.clear()
        told = await asyncio.gather(ask(), ask())
        asked_at_once = [(call.path, call.document) for call in host.calls]

    assert told[0] == told[1]
    assert "Added the login form" in told[0]
    assert len(asked_at_once) == len(set(asked_at_once))


@pytest.mark.origin("S08")
@pytest.mark.origin("S33")
async def test_who_asks_too_often_is_told_when_to_come_again_and_nothing_is_asked(server: Server, tmp_path: Path) -> None:
    limits = Limits(sustained=Rate(5, 600))
    async with github() as host, opened(server, tmp_path, host, limits=limits) as links:
        await link(links, host, ANA, "ana")
        for _ in range(5):
            assert (await asked(links, ANA))[1] == ""
        host.calls.clear()
        found, said = await asked(links, ANA)
        standing = await links.limiter.admit(BOB, links.limits.tier(BOB, is_linked=False), Call.ASK)

    assert (found, host.calls) == ([], [])
    assert said.startswith("You have asked too often (5 in 600 seconds at most): try again in ")
    assert standing.is_allowed


@pytest.mark.origin("S24")
async def test_guests_people_and_whom_the_settings_name_have_an_hour_each(server: Server, tmp_path: Path) -> None:
    limits = Limits(sustained=Rate(1_000_000, 1), admins=frozenset({BOB}))
    async with github() as host, opened(server, tmp_path, host, limits=limits) as links:
        guest = await links.admit(ANA, Call.STATUS)
        await link(links, host, ANA, "ana")
        person = await links.admit(ANA, Call.STATUS)
        admin = await links.admit(BOB, Call.STATUS)
        tiers = [links.limits.tier(member, is_linked=member is ANA) for member in (ANA, BOB)]

    assert [one.is_allowed for one in (guest, person, admin)] == [True] * 3
    assert tiers == ["user", "admin"]


@pytest.mark.fault("F184")
@pytest.mark.origin("S31")
async def test_without_a_store_status_passes_by_a_local_count_and_linking_and_models_are_refused(tmp_path: Path) -> None:
    with Server() as own:
        async with opened(own, tmp_path) as links:
            own.kill()
            for call in (Call.LINK, Call.MODEL):
                with pytest.raises(TransientError, match="must be counted, and cannot be now"):
                    await links.admit(ANA, call)
            for _ in range(30):
                await links.admit(ANA, Call.STATUS)
            with pytest.raises(RateLimitedError, match=r"30 in 3 seconds at most"):
                await links.admit(ANA, Call.STATUS)
