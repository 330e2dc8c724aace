"""What the doctor looks at where people talk: Slack, Discord, and the pages that a browser opens."""

from collections.abc import AsyncIterator

from bot.doctor.finding import Finding, State
from bot.environment.settings import Settings
from bot.terminal.outside import Outside
from core.errors import AuthError, OutsideError, PermanentError
from core.messages import doctor as messages


async def slack(read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Ask Slack whose tokens these are, and what they open."""
    if not read.slack.bot:
        yield Finding("slack", State.UNUSED, messages.SLACK_UNUSED, messages.SLACK_SET)
        return

    from adapters.slack.checkup import checked_app, checked_bot
    from core.messages.slack import SCOPES

    try:
        found = await checked_bot(read.slack.bot, read.slack.url, wanted=SCOPES)
    except OutsideError as error:
        yield Finding("slack", State.BROKEN, str(error), _step(error, messages.SLACK_BOT, messages.way("Slack", "SLACK_API_URL")))
        return
    yield Finding("slack", State.WELL, messages.workspace(found.workspace))
    if found.lacking:
        yield Finding("slack", State.BROKEN, messages.lacking(", ".join(found.lacking)), messages.SLACK_SCOPES)
    if not read.slack.app:
        yield Finding("slack", State.WELL, messages.SLACK_HTTP, messages.SLACK_ADDRESS)
        return
    try:
        await checked_app(read.slack.app, read.slack.url)
    except OutsideError as error:
        yield Finding("slack", State.BROKEN, str(error), _step(error, messages.SLACK_APP, messages.way("Slack", "SLACK_API_URL")))
    else:
        yield Finding("slack", State.WELL, messages.SLACK_SOCKET)


async def discord(read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Ask Discord whose token this is, and whether it may connect."""
    if not read.discord.token:
        yield Finding("discord", State.UNUSED, messages.DISCORD_UNUSED, messages.DISCORD_SET)
        return
    from adapters.discord.checkup import checked
    from adapters.discord.starts import FEW

    try:
        found = await checked(read.discord.token, read.discord.url, guild=read.discord.guild)
    except OutsideError as error:
        yield Finding("discord", State.BROKEN, str(error), _step(error, messages.DISCORD_TOKEN, messages.way("Discord", "DISCORD_API_URL")))
        return
    yield Finding("discord", State.WELL, messages.application(found.name, found.servers), messages.invite(found.link))
    if not found.is_there:
        yield Finding("discord", State.BROKEN, messages.DISCORD_NO_SERVER, messages.DISCORD_SERVER)
    if found.starts < FEW:
        yield Finding("discord", State.DOUBT, messages.few_starts(found.starts), messages.DISCORD_WAIT)


async def pages(read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Knock where browsers are sent."""
    if not read.public_url:
        return
    from adapters.web.knock import knock

    try:
        await knock(f"{read.public_url}/healthz")
    except OutsideError as error:
        yield Finding("pages", State.DOUBT, str(error), messages.PAGES_STEP)
    else:
        yield Finding("pages", State.WELL, messages.pages(read.public_url))


def _step(error: OutsideError, token: str, way: str) -> str:
    """Return what mends a failure: a token is to blame only where it was refused, and a good one must not be thrown away."""
    return token if isinstance(error, AuthError | PermanentError) else way
