"""What is said about the settings of a process that stays."""

BOT = "it takes the bot's token, which begins with xoxb- (OAuth & Permissions)"
APP = "it takes an app-level token, which begins with xapp- (Basic Information, with the scope connections:write)"
DISCORD = "it takes the bot's token alone, from the page Bot of the developer portal, without “Bot ” before it"
DISCORD_SHAPE = "it takes the bot's token, three parts with dots between them, from the page Bot of the developer portal"
GUILD = "it takes the id of a server, digits alone (developer mode, then Copy Server ID)"
PORT = "it takes a number from 0 to 65,535"
PLACE = "it takes an address and a port, as in 127.0.0.1:8734"
METRICS = "it takes an address and a port, as in 127.0.0.1:9464, or off"
SHORT = "it is shorter than 16 characters: take the whole of it, or make one with openssl rand -hex 32"

SLACK_NO_BOT = "SLACK_BOT_TOKEN: it is missing, and Slack's other variables say nothing without it."
SLACK_NO_WAY = "SLACK_APP_TOKEN: set it for Socket Mode, which needs no public address; or set SLACK_SIGNING_SECRET for HTTP."
ENVIRONMENT = "ENVIRONMENT: it takes production (or prod), staging, development (or dev), or test."
DEBUG_ON = "DEBUG: take it away where ENVIRONMENT is production."
LOCAL_URL = "RECAP_PUBLIC_URL: where ENVIRONMENT is production, it takes an address that begins with https:// and that others reach."
OPEN_DETAILS = "RECAP_LISTEN: it is open to other machines by plain http; put a proxy with TLS before it (docs/operating.md)."


def no_client(name: str) -> str:
    """Say that a host is given only half of what signs people in there."""
    return f"{name}_CLIENT_SECRET: it does nothing without {name}_CLIENT_ID."


def misspelt(name: str, near: str) -> str:
    """Say that a variable is none of ours, and which it may have been meant to be."""
    return f"{name}: Recap knows no such variable, and leaves it out. Was {near} meant?"
