"""What the whole bot posts, on both platforms, where strangers wrote and where who asks types it: nothing in it is alive."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.messages.standup import GATHERING
from tests.injection.payloads import ATTACKS
from tests.injection.town import Town, town
from tests.store import Server

IS_LONG = bool(os.environ.get("RECAP_INJECTION"))  # by hand: every attack
Count = Callable[[str, object], None]

pytestmark = [pytest.mark.fault(each) for each in ("F088", "F089", "F091", "F160", "F161", "F163", "F164", "F066")]
SHOWN = ATTACKS if IS_LONG else ATTACKS[::20]
TYPED = ATTACKS if IS_LONG else ATTACKS[5::20]
QUESTIONS = ("last 3 days", "last 3 days as changelog long", "last 3 days as standup", "last 3 days as brief")[: 4 if IS_LONG else 2]
RECAP = (
    *("{}", "in {}", "@{}", "since {}", "last 3 days in acme/{}", "connect {}", "connect gitlab {}", "disconnect {}", "allow {}/x here"),
    *("allow acme/{} here", "allow acme/* here", "allow", "disallow {}/x", "settings zone={}", "settings name={}", "settings language={}"),
    *("settings", "every {}", "every friday 16:00 {}", "export-me", "why {}", "repos", "accounts"),
)
STANDUP = ("new {}", "new 09:30 {}", "{}", "skip {}", "edit {}", "list", "now {}")
NAMED = {"recap ask": "question", "recap connect": "host", "recap disconnect": "account", "recap allow": "repository"}
NAMED |= {
    "recap disallow": "repository",
    "recap settings": "change",
    "recap every": "what",
    "standup new": "time",
    "standup skip": "standup",
}


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_answers_and_reports_hold_nothing_alive(server: Server, tmp_path: Path, platform: str, record_property: Count) -> None:
    ask, report = (_asks_in_slack, _stands_in_slack) if platform == "slack" else (_asks_in_discord, _stands_in_discord)
    async with town(server, tmp_path, SHOWN) as one:
        for number in range((len(SHOWN) + 11) // 12):
            for question in QUESTIONS:
                await ask(one, f"{question} in acme/r{number}")
        await report(one, SHOWN[0])
        record_property("injection", len(SHOWN) * len(QUESTIONS))
        assert one.alive() == []
        told = one.told(platform)
    assert "• Added the login page" in told
    assert "Standup" in told
    assert [attack for attack in SHOWN if attack in told]


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_what_somebody_types_is_quoted_at_most(server: Server, tmp_path: Path, platform: str, record_property: Count) -> None:
    async with town(server, tmp_path, SHOWN[:2]) as one:
        for number, attack in enumerate(TYPED):
            await (_types_in_slack if platform == "slack" else _types_in_discord)(one, attack, number)
            await one.settled()
        record_property("injection", len(TYPED) * (len(RECAP) + len(STANDUP)))
        assert one.alive() == []
        told = one.told(platform)
        assert one.forms()
    assert [attack for attack in TYPED if f"“{attack}" in told]


async def _asks_in_slack(one: Town, question: str) -> None:
    ana, dev = one.office.ana, one.office.dev
    message = await ana.says(f"<@BOT> {question}", dev)
    await one.settled()
    await ana.says("<@BOT> why", dev, thread=message)
    await ana.types(f"/recap {question}", dev)
    await ana.says(question, ana.dm)
    await one.settled()


async def _asks_in_discord(one: Town, question: str) -> None:
    await one.ana.says(f"<@bot> {question}", one.general)
    await one.settled()
    await one.ana.uses("/recap why", {}, one.general)
    await one.ana.uses("/recap ask", {"question": question}, one.general)
    await one.ana.uses("/recap ask", {"question": question, "here": True}, one.general)
    await one.settled()


async def _stands_in_slack(one: Town, name: str) -> None:
    """Let somebody whose name is an attack be told of beside Ana."""
    eve = one.office.acme.user("eve", real_name=name)
    one.office.dev.members.append(eve.id)
    await one.office.ana.types(f"/standup new 09:30 {eve.mention} {one.office.ana.mention}", one.office.dev)
    await one.settled()
    await one.office.ana.types("/standup now", one.office.dev)

    def reports() -> list[str]:
        return [each.text for each in one.office.dev.visible if "Standup ·" in each.text]

    await one.office.slack.until(lambda: any(GATHERING not in text for text in reports()), seconds=60)


async def _stands_in_discord(one: Town, name: str) -> None:
    one.discord.who("bob").user.shown = name
    await one.ana.uses("/standup new", {"time": "09:30", "rest": f"<@{one.discord.who('bob').id}> <@{one.ana.id}>"}, one.general)
    await one.settled()
    await one.ana.uses("/standup now", {}, one.general)
    await one.discord.until(lambda: GATHERING not in (one.ana.screen(one.general).partition("Standup ·")[2] or GATHERING), seconds=60)


async def _types_in_slack(one: Town, attack: str, number: int) -> None:
    who = one.office.acme.user(f"u{number}", real_name=attack) if number % 3 else one.office.ana
    for line in RECAP:
        await who.types(f"/recap {line.replace('{}', attack)}", one.office.dev)
        if who.modal:
            await who.closes(who.modal)
    for line in STANDUP:
        await who.types(f"/standup {line.replace('{}', attack)}", one.office.dev)
    await who.says(f"<@BOT> {attack}", one.office.dev)
    await who.says(attack, who.dm)


async def _types_in_discord(one: Town, attack: str, number: int) -> None:
    who = one.discord.user(f"u{number}") if number % 3 else one.ana
    who.user.shown = attack
    for command, option in NAMED.items():
        for line in (each.partition(" ")[2] for each in (*RECAP, *STANDUP) if each.partition(" ")[0] in (command.split()[-1], "{}", "in")):
            others = {"kind": "gitlab"} if option == "host" else {}
            await who.uses(f"/{command}", {option: (line or "{}").replace("{}", attack), **others}, one.general)
    await who.uses("/recap settings", {}, one.general)
    await who.uses("/recap allow", {}, one.general)
    await who.types("/recap ask", "when", attack, one.general)
    await who.says(f"<@bot> {attack}", one.general)
    await who.says(attack, one.discord.conversation(who))
