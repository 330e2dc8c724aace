"""Reads the variables; imported only where one is set, since its library costs more time than an answer."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.settings import Settings
from core.errors import SettingsError
from core.messages import settings as messages
from core.model import Secret
from core.preferences import zone_named


def read(file: Path, *, is_named: bool) -> Settings:
    """Read the variables of this process, and for those that are not set the file.

    Args:
        file: an absolute path; what is not there says nothing, unless it was named.
        is_named: the person asked for this file.

    Raises:
        SettingsError: every value that is not understood, by its variable's name.
    """
    if is_named and not file.is_file():
        raise SettingsError([messages.no_environment_file(str(file))])
    try:
        return _frozen(_Environment(_env_file=file))  # type: ignore[call-arg]  # the library adds it
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([messages.bad_environment_file(str(file))]) from error
    except ValidationError as error:
        raise SettingsError([messages.bad_variable(str(one["loc"][0]), str(one["ctx"]["error"])) for one in error.errors()]) from None


def _zone(value: str) -> str:
    try:
        return zone_named(value).key if value else ""
    except ValueError:
        raise ValueError(messages.ZONE) from None


def _level(value: str) -> str:
    if value.lower() not in ("", "debug", "info", "warning", "error"):
        raise ValueError(messages.LOG)
    return value.lower()


def _address(value: str) -> str:
    if value and not (value.startswith(("https://", "http://")) and value.isascii() and value.isprintable() and " " not in value):
        raise ValueError(messages.ADDRESS)
    return value


def _name(value: str) -> str:
    if not value.isprintable():
        raise ValueError(messages.WORD)
    return value


def _key(value: SecretStr) -> SecretStr:
    key = value.get_secret_value()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ValueError(messages.KEY)
    return value


class _Environment(BaseSettings):
    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", case_sensitive=True, hide_input_in_errors=True, str_strip_whitespace=True
    )

    model: Annotated[str, Field(validation_alias="RECAP_MODEL"), AfterValidator(_name)] = ""
    api_key: Annotated[SecretStr, Field(validation_alias="OPENAI_API_KEY"), AfterValidator(_key)] = SecretStr("")
    base_url: Annotated[str, Field(validation_alias="OPENAI_BASE_URL"), AfterValidator(_address)] = ""
    zone: Annotated[str, Field(validation_alias="RECAP_ZONE"), AfterValidator(_zone)] = ""
    log: Annotated[str, Field(validation_alias="RECAP_LOG"), AfterValidator(_level)] = ""


def _frozen(read: _Environment) -> Settings:
    key = Secret(read.api_key.get_secret_value())
    return Settings(model=read.model, api_key=key, base_url=read.base_url, zone=read.zone, log=read.log)
