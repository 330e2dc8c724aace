"""The uses in Slack and in Discord as people see them: alive at once, whole at every moment, and true when things break."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from core.messages.talking import LOOKING
from tests.bot.desk import KEY
from tests.scenarios.company import Company, company
from tests.scenarios.model import SAYS
from tests.scenarios.play import Player
from tests.scenarios.stage import Post
from tests.scenarios.stages import stages
from tests.scenarios.whole import SIGNS_OF_LIFE, problems
from tests.servers.discord.faults import Fault as DiscordFault
from tests.servers.openai import body, sends
from tests.servers.slack.faults import Fault
from tests.store import Server

SSO, EXPORT = SAYS["Add single sign-on"], SAYS["Export invoices as CSV"]
PLAIN = "• Added the login form and single sign-on; refreshed tokens; and 1 more commit (!1)"


class Screen:
    """Ana before her screen, on one platform; she has linked her account."""

    def __init__(self, acme: Company, platform: str) -> None:
        self.acme = acme
        self.lines: list[str] = []
        self.player = Player(acme, stages(acme), self.lines.append, platform=platform)

    async def plays(self, *lines: str) -> None:
        for line in lines:
            self.lines.append(line)
            await self.player.plays(line)
        assert not self.player.failures, self.text

    @property
    def last(self) -> Post:
        """The newest message of the bot's."""
        return [one for one in self.player.stage.posts("ana") if one.is_ours][-1]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def answered(self) -> Sequence[str]:
        """Return each state of the last answer, all of them whole."""
        assert problems(self.last.states) == [], self.text
        return self.last.states


@pytest_asyncio.fixture
async def acme(tmp_path: Path, server: Server) -> AsyncGenerator[Company, None]:
    async with company(tmp_path, store=server.url, key=KEY) as one:
        yield one


async def on_both(acme: Company, *scenes: Callable[[Screen], Awaitable[None]]) -> None:
    """Play scenes, one after the other, in Slack and in Discord side by side."""
    screens = [Screen(acme, platform) for platform in ("slack", "discord")]
    await asyncio.gather(*(one.plays("ana> /recap connect gitlab", "fill token=TOKEN", "= Linked GitLab") for one in screens))
    for scene in scenes:
        await asyncio.gather(*(scene(one) for one in screens))


async def test_a_week_is_there_at_once_and_grows_better(acme: Company) -> None:
    async def scene(screen: Screen) -> None:
        began = acme.time.now()

        await screen.plays(
            "dm ana> last week", f"= • {SSO}", f"= • {EXPORT}", "! customers", "= 9 of 9 events told", "= [Shorter] [Longer]"
        )

        plain, *_, final = [state for state in screen.answered() if state.strip() != LOOKING]  # what a busy machine may say first
        assert PLAIN.partition(" (")[0] in plain
        assert "[Shorter]" in final
        assert "[Shorter]" not in plain, "buttons come with the last state"
        assert screen.last.times[0] - began < 5.0, "benchmarks/chat.py measures it; this machine may be busy"

    await on_both(acme, scene)
    assert max(acme.slack.deliveries.acks) < 3.0  # what Slack waits
    used = [one for one in acme.discord.world.interactions.values() if one.acknowledged]
    assert max((one.acknowledged or 0.0) - one.began for one in used) < 3.0  # what Discord waits


async def test_a_command_in_a_channel_is_answered_to_who_gave_it_alone(acme: Company) -> None:
    async def scene(screen: Screen) -> None:
        await screen.plays("ana> /recap @me last week", "= 9 of 9 events told", "= [Post here] [Live in DM]")

        screen.answered()
        await screen.plays("ben>", "screen")
        assert "9 of 9" not in screen.text.partition("ben>")[2]

    await on_both(acme, scene)


@pytest.mark.fault("F081")
async def test_a_model_that_is_cut_leaves_a_whole_recap(acme: Company) -> None:
    half = list(body(f"[W1] {SSO}\n[W2] {EXPORT}", reason=None))[: len(SSO) // 7 + 3]
    acme.model.goes_on(sends(*half, then="reset"))

    async def scene(screen: Screen) -> None:
        await screen.plays("dm ana> last week", f"= • {SSO}", "! • Started to", "= nvoices", "= 9 of 9 events told", "= ⚠")
        screen.answered()

    await on_both(acme, scene)


@pytest.mark.fault("F063")
async def test_a_host_that_is_dead_is_named_and_never_no_activity(acme: Company) -> None:
    async def dead(screen: Screen) -> None:
        await screen.plays(
            "break host", "dm ana> last week", "= (ana) could not be looked at in full: ", "= (502)", "! No commits", f"! {LOOKING}"
        )
        assert screen.last.states[0].strip() == LOOKING, "the reason stands where the sign of life stood"

    async def mended(screen: Screen) -> None:
        await screen.plays("mend", "dm ana> last week", "= 9 of 9 events told")
        screen.answered()

    await on_both(acme, dead, mended)


@pytest.mark.fault("F100")
async def test_a_platform_that_wants_fewer_calls_gets_the_last_state_all_the_same(acme: Company) -> None:
    async def scene(screen: Screen) -> None:
        if screen.player.platform == "slack":
            acme.slack.faults.plan("chat.update", Fault.LIMITED, seconds=1.0, times=1)
        else:
            acme.discord.faults.plan += [DiscordFault(f"PATCH {path}*", "limited", seconds=0.5) for path in ("/webhooks", "/channels")]
        await screen.plays("ana> /recap accounts", "= ana at GitLab", "dm ana> last week", f"= • {SSO}", "= 9 of 9 events told")
        screen.answered()

    await on_both(acme, scene)
    assert [call.method for call in acme.slack.calls if call.status == 429] == ["chat.update"]
    assert len(acme.discord.faults.done) == 2


async def test_a_slow_host_is_waited_for_with_a_sign_of_life(tmp_path: Path, server: Server) -> None:
    async def scene(screen: Screen) -> None:
        began = screen.acme.time.now()
        await screen.plays("dm ana> last week", "= 9 of 9 events told")

        first, *_ = screen.answered()
        assert first.strip() == LOOKING
        assert screen.last.times[0] - began < 5.0, "benchmarks/chat.py measures it; this machine may be busy"

    async def alone(screen: Screen) -> None:
        """What only the asker sees in a channel cannot be replaced in Slack: there the answer follows the sign of life."""
        await screen.plays("ben> /recap connect gitlab", "fill token=TOKEN")
        began = screen.acme.time.now()
        await screen.plays("ben> /recap @me last week", "= events told")

        sign, *_ = [one for one in screen.player.stage.posts("ben") if one.is_ours and one.times[0] > began]
        assert sign.states[0].strip() in SIGNS_OF_LIFE
        assert sign.times[0] - began < 5.0

    async with company(tmp_path, store=server.url, key=KEY, delay=0.25) as acme:
        await on_both(acme, alone, scene)


@pytest.mark.fault("F040")
async def test_a_store_that_is_gone_is_told_and_when_it_is_back_all_goes_on(tmp_path: Path) -> None:
    with Server() as own:

        async def gone(screen: Screen) -> None:
            own.stop()
            await screen.plays("dm ana> last week", "= The store", "! events told")

        async def back(screen: Screen) -> None:
            if screen.player.platform == "slack":
                own.start()
            await screen.plays("dm ana> last week as bullets", "= 9 of 9 events told")
            screen.answered()

        async with company(tmp_path, store=own.url, key=KEY) as acme:
            await on_both(acme, gone, back)
