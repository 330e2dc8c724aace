"""A made-up company: its GitLab, its Slack and its Discord on loopback, a made-up model, a store, and the whole bot among them."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.files import Files, Folders
from bot.environment.settings import Discord, Place, Remote, Settings, Slack, Web
from bot.serving.beforehand import beforehand
from bot.serving.serving import Bot, serving
from core.model import Secret
from tests.scenarios.clock import Time
from tests.scenarios.model import bullets
from tests.scenarios.stage import CannotError
from tests.scenarios.work import Work
from tests.servers.discord import DiscordServer, Person
from tests.servers.discord.nouns import Role, User
from tests.servers.gitlab.server import GitLabServer
from tests.servers.openai import MODEL, OpenAIServer, Turn, says
from tests.servers.slack import SlackServer
from tests.servers.slack.workspace import SCOPES, Workspace

NAMES = {"ana": "Ana Lima", "ben": "Ben Okafor", "cleo": "Cleo Martin"}  # Cleo has no account at the GitLab
ROOMS = {"dev": "everybody at Acme", "leads": "Ana and Ben alone"}
ZONE = "Europe/Lisbon"


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that plays a part; the bot runs."""

    time: Time
    work: Work
    host: GitLabServer
    model: OpenAIServer
    slack: SlackServer
    acme: Workspace
    discord: DiscordServer
    settings: Settings
    folder: Path
    bot: Bot

    def token(self, name: str) -> str:
        """Return a token with which somebody can link their account.

        Raises:
            CannotError: they have none.
        """
        if name not in self.work.world.users:
            raise CannotError(f"{NAMES[name]} has no account at the GitLab.")
        return self.host.token(self.work.world.users[name]).text

    async def settled(self, platform: str) -> None:
        """Wait until nothing that was begun goes on; what has not begun on its platform within half a second will not."""
        before, quiet = self._calls(platform), 0
        for tick in range(3_000):
            await asyncio.sleep(0.01)
            is_busy = self.bot.ingress.in_hand or (self._calls(platform) == before and tick < 50)
            quiet = 0 if is_busy else quiet + 1
            if quiet == 5:
                return
        raise AssertionError("it did not come to an end")

    async def ticked(self) -> None:
        """Wait until what is due by the clock was done, which is looked at every two seconds."""
        before, quiet = 0, 0
        for tick in range(3_000):
            await asyncio.sleep(0.01)
            calls = self._calls("slack") + self._calls("discord") + len(self.host.asked) + len(self.model.asked)
            is_busy = calls != before or tick < 220
            before, quiet = calls, 0 if is_busy else quiet + 1
            if quiet == 30:
                return

    def _calls(self, platform: str) -> int:
        slack, discord = len(self.slack.calls) + len(self.slack.answers.calls), len(self.discord.calls)
        return discord if platform == "discord" else slack


@asynccontextmanager
async def company(
    folder: Path,
    *,
    store: str = "",
    key: str = "",
    turns: tuple[Turn, ...] = (),
    delay: float = 0.0,
    tell: Callable[[str], None] = lambda _: None,
) -> AsyncGenerator[Company, None]:
    """Open one on a Monday morning.

    Args:
        folder: where an embedded store lies, where none is named.
        store: the address of a store.
        key: what seals in it.
        turns: what the model does; it words what it knows where nothing is said.
        delay: seconds that each call of the GitLab takes.
        tell: hears what is not as it should be.
    """
    time = Time()
    work = Work(time())
    async with (
        GitLabServer(work.world, delay=delay) as host,
        OpenAIServer(*(turns or (says(bullets),)), needs_key=False) as model,
        SlackServer(clock=time) as slack,
        DiscordServer(clock=time.seconds, haste=50.0) as discord,
    ):
        acme = _slack(slack)
        _discord(discord)
        settings = Settings(
            model=MODEL,
            base_url=model.url,
            zone=ZONE,
            gitlab=Remote(url=host.url),
            store=Secret(store),
            secret_keys=Secret(key),
            web=Web(listen=Place(port=0), metrics=Place(port=0), has_own_metrics=False),
            slack=Slack(bot=Secret(acme.token.text), app=Secret(slack.app_token.text), url=slack.api),
            discord=Discord(token=Secret(discord.token), url=discord.url),
        )
        files = Files(Folders.of({"XDG_DATA_HOME": str(folder)}))
        beforehand(settings)
        async with serving(settings, files, now=time, tell=tell, standup_clock=time) as bot:
            await slack.sockets.connected(1)
            await discord.until(lambda: discord.gateway.live and discord.world.commands[None], seconds=10)
            yield Company(time, work, host, model, slack, acme, discord, settings, folder, bot)


def _slack(slack: SlackServer) -> Workspace:
    acme = slack.workspace("T0ACME", scopes=(*SCOPES, "users:read.email"))
    people = {name: acme.user(name, real_name=real, tz=ZONE, email=f"{name}@example.org") for name, real in NAMES.items()}
    acme.channel("dev", members=[*people.values()])
    acme.channel("leads", members=[people["ana"], people["ben"]], is_private=True)
    return acme


def _discord(discord: DiscordServer) -> None:
    discord.guild("Acme", team=tuple(NAMES))
    discord.channel("dev")
    leads: dict[Role | Person | User, tuple[str, str]] = {discord.who(name): ("view_channel", "") for name in ("ana", "ben")}
    discord.channel("leads", everyone_may_read=False, overwrites=leads)
