"""What the doctor says."""

from core.messages.connect import command

UNDERSTOOD = "all variables are understood"
NO_GIT = "git is not there, so that no repository can be read"
INSTALL_GIT = "Install git with your system's packages."
MORE_FILES = "Raise the limit where Recap is started: ulimit -n 4096, LimitNOFILE= or ulimits."
NO_MODEL = "none is set: recaps are written without one"
SET_MODEL = "To have one: RECAP_MODEL, with OPENAI_API_KEY or OPENAI_BASE_URL as your endpoint needs."
MODEL_ANSWERS = "it answers"
MEND_MODEL = "Check RECAP_MODEL, OPENAI_API_KEY and OPENAI_BASE_URL."
NO_PUBLIC = "accounts are linked by token or code, not in a browser: RECAP_PUBLIC_URL is not set"
SET_PUBLIC = "To have that too: RECAP_PUBLIC_URL=https://…, and its /oauth/…/callback among the application's addresses."

SLACK_UNUSED = "not set up"
SLACK_SET = "To have it: docs/slack.md, eight steps."
SLACK_BOT = "Copy the bot's token again: api.slack.com/apps, your app, OAuth & Permissions; then SLACK_BOT_TOKEN."
SLACK_APP = "Make an app-level token with connections:write: api.slack.com/apps, your app, Basic Information; then SLACK_APP_TOKEN."
SLACK_SOCKET = "Socket Mode answers"
SLACK_HTTP = "Slack comes by HTTP; its requests are checked by SLACK_SIGNING_SECRET"
SLACK_ADDRESS = "In the app's settings every Request URL ends in /slack/events at the address that others reach."
SLACK_SCOPES = "Install the app again with manifest.yaml, which asks for them."
DISCORD_UNUSED = "not set up"
DISCORD_SET = "To have it: docs/discord.md, seven steps."
DISCORD_TOKEN = "Make a new token: discord.com/developers, your application, Bot, Reset Token; then DISCORD_TOKEN."  # noqa: S105  a sentence
DISCORD_REFUSED = "Discord does not take the token"
DISCORD_NO_SERVER = "the bot is not in the server of DISCORD_GUILD_ID, so that it has no commands anywhere"
DISCORD_SERVER = "Bring it into that server, or leave the variable out: then every server has the commands."
DISCORD_WAIT = "Wait until tomorrow, and look why it connects so often."
PAGES_STEP = "Start recap run, or recap web, and let the address lead to where it listens (RECAP_LISTEN)."


def machine(version: str) -> str:
    """Say what there is."""
    return f"Python {version}, git, time zones"


def few_files(most: int) -> str:
    """Say that the system lets few files be open."""
    return f"only {most} files may be open at once"


def keeps(where: str) -> str:
    """Say that a store is as it must be."""
    return f"{where} answers and keeps what it is given"


def not_yet(where: str) -> str:
    """Say that nothing is kept yet."""
    return f"{where}, made when something is to be kept"


def usual(host: str) -> str:
    """Say where accounts would be linked."""
    return f"nothing is set: accounts at {host}, by token"


def link(provider: str) -> str:
    """Say how an account is linked."""
    return f"To link one: recap connect {provider}{' --host ORGANISATION' if provider == 'azure' else ''}"


def again(provider: str, host: str) -> str:
    """Say how an account is linked again."""
    return f"Link it again: {command(provider, host)}"


def variable(provider: str) -> str:
    """Say which variables lead to a host."""
    name = {"azure": "AZURE_DEVOPS_URL", "gitlab": "GITLAB_URL"}.get(provider, "GITHUB_API_URL")
    return f"Check {name}, and the way from this machine to there."


def answers(host: str) -> str:
    """Say that a host is there."""
    return f"{host} answers"


def reads(place: str, login: str) -> str:
    """Say that a token is good."""
    return f"{login} at {place} can read everything that is asked for"


def knows(place: str, login: str) -> str:
    """Say that a token is good, where its host does not say for what."""
    return f"{place} takes the token of {login}, and does not say what it may read"


def silent(url: str) -> str:
    """Say that nobody answers."""
    return f"nobody answers: {url}"


def way(to: str, variable: str) -> str:
    """Say what to look at where somebody did not answer; the token is not to blame."""
    return f"Look at the way from this machine to {to} (network, proxy, {variable}), and ask again. The token may stay as it is."


def at_fault(url: str, status: int) -> str:
    """Say that what answers cannot."""
    return f"{url} answers with a fault of its own ({status})"


def workspace(name: str) -> str:
    """Say whose token it is."""
    return f"the bot is in the workspace {name}"


def lacking(scopes: str) -> str:
    """Say what a token does not open."""
    return f"the bot lacks {scopes}"


def application(name: str, servers: int) -> str:
    """Say whose token it is, and where it is."""
    return f"the bot {name} is in {servers:,} {'server' if servers == 1 else 'servers'}"


def invite(link: str) -> str:
    """Say how a bot comes into a server."""
    return f"To bring it into a server: {link}"


def few_starts(left: int) -> str:
    """Say that a bot may hardly connect any more."""
    return f"it may connect only {left} more times today"


def pages(url: str) -> str:
    """Say that the pages can be reached."""
    return f"{url} answers"


def summary(broken: int, doubts: int) -> str:
    """Say how it is as a whole."""
    if not broken and not doubts:
        return "Nothing is wrong."
    return ", ".join([f"{broken} to mend"] * bool(broken) + [f"{doubts} to look at"] * bool(doubts)) + "."
