"""Reads the variables; imported only where one is set, since its library costs more time than an answer."""

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import values
from bot.settings import Remote, Settings
from core.errors import SettingsError
from core.messages import settings as messages
from core.model import Secret


def read(file: Path, *, is_named: bool) -> Settings:
    """Read the variables of this process, and for those that are not set the file.

    Args:
        file: an absolute path; what is not there says nothing, unless it was named.
        is_named: the person asked for this file.

    Raises:
        SettingsError: every value that is not understood, by its variable's name.
    """
    if shown := sorted(name for name in os.environ if _SHOWN.fullmatch(name) and os.environ[name]):
        raise SettingsError([messages.shown_to_browsers(name) for name in shown])
    if is_named and not file.is_file():
        raise SettingsError([messages.no_environment_file(str(file))])
    try:
        return _frozen(_Environment(_env_file=file))  # type: ignore[call-arg]  # the library adds it
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([messages.bad_environment_file(str(file))]) from error
    except ValidationError as error:
        raise SettingsError([messages.bad_variable(str(one["loc"][0]), str(one["ctx"]["error"])) for one in error.errors()]) from None


_SHOWN = re.compile(r"VITE_\w*(SECRET|TOKEN|PASSWORD|KEY)\w*")  # a build puts such variables into pages

_SECRET = AfterValidator(values.client_secret)


class _Environment(BaseSettings):
    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", case_sensitive=True, hide_input_in_errors=True, str_strip_whitespace=True
    )

    model: Annotated[str, Field(validation_alias="RECAP_MODEL"), AfterValidator(values.name)] = ""
    api_key: Annotated[SecretStr, Field(validation_alias="OPENAI_API_KEY"), AfterValidator(values.key)] = SecretStr("")
    base_url: Annotated[str, Field(validation_alias="OPENAI_BASE_URL"), AfterValidator(values.address)] = ""
    zone: Annotated[str, Field(validation_alias="RECAP_ZONE"), AfterValidator(values.zone)] = ""
    log: Annotated[str, Field(validation_alias="RECAP_LOG"), AfterValidator(values.level)] = ""
    github_api_url: Annotated[str, Field(validation_alias="GITHUB_API_URL"), AfterValidator(values.remote)] = ""
    github_api_base_url: Annotated[str, Field(validation_alias="GITHUB_API_BASE_URL"), AfterValidator(values.remote)] = ""
    github_graphql_url: Annotated[str, Field(validation_alias="GITHUB_GRAPHQL_URL"), AfterValidator(values.remote)] = ""
    github_client_id: Annotated[str, Field(validation_alias="GITHUB_CLIENT_ID"), AfterValidator(values.name)] = ""
    github_client_secret: Annotated[SecretStr, Field(validation_alias="GITHUB_CLIENT_SECRET"), _SECRET] = SecretStr("")
    gitlab_url: Annotated[str, Field(validation_alias="GITLAB_URL"), AfterValidator(values.remote)] = ""
    gitlab_client_id: Annotated[str, Field(validation_alias="GITLAB_CLIENT_ID"), AfterValidator(values.name)] = ""
    gitlab_client_secret: Annotated[SecretStr, Field(validation_alias="GITLAB_CLIENT_SECRET"), _SECRET] = SecretStr("")
    azure_url: Annotated[str, Field(validation_alias="AZURE_DEVOPS_URL"), AfterValidator(values.remote)] = ""
    azure_login_url: Annotated[str, Field(validation_alias="AZURE_DEVOPS_LOGIN_URL"), AfterValidator(values.remote)] = ""
    azure_client_id: Annotated[str, Field(validation_alias="AZURE_DEVOPS_CLIENT_ID"), AfterValidator(values.name)] = ""
    azure_client_secret: Annotated[SecretStr, Field(validation_alias="AZURE_DEVOPS_CLIENT_SECRET"), _SECRET] = SecretStr("")
    store: Annotated[SecretStr, Field(validation_alias="REDIS_URL")] = SecretStr("")
    secret_keys: Annotated[SecretStr, Field(validation_alias="RECAP_SECRET_KEYS"), AfterValidator(values.secret_keys)] = SecretStr("")
    allowed_hosts: Annotated[str, Field(validation_alias="RECAP_ALLOWED_HOSTS"), AfterValidator(values.hosts)] = ""
    public_url: Annotated[str, Field(validation_alias="RECAP_PUBLIC_URL"), AfterValidator(values.remote)] = ""


def _frozen(read: _Environment) -> Settings:
    return Settings(
        model=read.model,
        api_key=_hidden(read.api_key),
        base_url=read.base_url,
        zone=read.zone,
        log=read.log,
        github=Remote(
            url=read.github_api_url or read.github_api_base_url,
            graphql=read.github_graphql_url,
            client=read.github_client_id,
            secret=_hidden(read.github_client_secret),
        ),
        gitlab=Remote(url=read.gitlab_url, client=read.gitlab_client_id, secret=_hidden(read.gitlab_client_secret)),
        azure=Remote(url=read.azure_url, login=read.azure_login_url, client=read.azure_client_id, secret=_hidden(read.azure_client_secret)),
        store=_hidden(read.store),
        secret_keys=_hidden(read.secret_keys),
        allowed_hosts=read.allowed_hosts,
        public_url=read.public_url,
        notes=(messages.alias("GITHUB_API_BASE_URL", "GITHUB_API_URL"),) if read.github_api_base_url else (),
    )


def _hidden(value: SecretStr) -> Secret:
    return Secret(value.get_secret_value())
