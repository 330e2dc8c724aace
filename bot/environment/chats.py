"""The variables of a process that stays: the chat platforms, and where it listens."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

from bot.environment import values
from bot.environment.settings import Discord, Place, Slack, Web
from core.messages import serving as messages
from core.model import Secret


class ChatVariables(BaseSettings):
    """What `recap run` needs beside what every command reads."""

    slack_bot: Annotated[SecretStr, Field(validation_alias="SLACK_BOT_TOKEN"), AfterValidator(values.token("xoxb-", messages.BOT))] = (
        SecretStr("")
    )
    slack_app: Annotated[SecretStr, Field(validation_alias="SLACK_APP_TOKEN"), AfterValidator(values.token("xapp-", messages.APP))] = (
        SecretStr("")
    )
    slack_signing: Annotated[SecretStr, Field(validation_alias="SLACK_SIGNING_SECRET"), AfterValidator(values.long_secret)] = SecretStr("")
    slack_url: Annotated[str, Field(validation_alias="SLACK_API_URL"), AfterValidator(values.remote)] = ""
    discord: Annotated[SecretStr, Field(validation_alias="DISCORD_TOKEN"), AfterValidator(values.discord_token)] = SecretStr("")
    discord_url: Annotated[str, Field(validation_alias="DISCORD_API_URL"), AfterValidator(values.remote)] = ""
    discord_guild: Annotated[str, Field(validation_alias="DISCORD_GUILD_ID"), AfterValidator(values.snowflake)] = ""
    listen: Annotated[str, Field(validation_alias="RECAP_LISTEN"), AfterValidator(values.place)] = ""
    port: Annotated[str, Field(validation_alias="PORT"), AfterValidator(values.number(messages.PORT, 0, 65_535))] = ""
    metrics: Annotated[str, Field(validation_alias="RECAP_METRICS"), AfterValidator(values.metrics)] = ""
    health_token: Annotated[SecretStr, Field(validation_alias="RECAP_HEALTH_TOKEN"), AfterValidator(values.long_secret)] = SecretStr("")
    environment: Annotated[str, Field(validation_alias="ENVIRONMENT"), AfterValidator(values.name)] = ""
    debug: Annotated[str, Field(validation_alias="DEBUG"), AfterValidator(values.name)] = ""


def slack(read: ChatVariables) -> Slack:
    """Return how Slack is reached."""
    return Slack(bot=_hidden(read.slack_bot), app=_hidden(read.slack_app), signing=_hidden(read.slack_signing), url=read.slack_url)


def discord(read: ChatVariables) -> Discord:
    """Return how Discord is reached."""
    return Discord(token=_hidden(read.discord), url=read.discord_url, guild=read.discord_guild)


def web(read: ChatVariables) -> Web:
    """Return where this process listens; PORT is a platform's word, which forwards from elsewhere."""
    usual = Place(host="0.0.0.0", port=int(read.port)) if read.port else Place()  # noqa: S104  the platform asked for it
    return Web(
        listen=_place(read.listen) or usual,
        metrics=None if read.metrics == values.OFF else _place(read.metrics) or Web().metrics,
        has_own_metrics=not read.metrics,
        health_token=_hidden(read.health_token),
        environment=read.environment.lower(),
        is_debug=read.debug.lower() in ("1", "true", "yes", "on"),
    )


def _place(text: str) -> Place | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    return Place(host=host.strip("[]"), port=int(port))


def _hidden(value: SecretStr) -> Secret:
    return Secret(value.get_secret_value())
