"""Reads the variables; imported only where one is set, since its library costs more time than an answer."""

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from bot.environment import chats, values
from bot.environment.settings import Remote, Settings
from core.errors import SettingsError
from core.limits import Limits, Rate, members
from core.messages import limits
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

_ALIASES = {
    "github_api_base_url": ("GITHUB_API_BASE_URL", "GITHUB_API_URL"),
    "rate_limit_requests": ("RATE_LIMIT_REQUESTS", "RATE_LIMIT"),
    "rate_limit_window_seconds": ("RATE_LIMIT_WINDOW_SECONDS", "WINDOW_SECONDS"),
}
_SECRET = AfterValidator(values.client_secret)
_CALLS = AfterValidator(values.number(limits.CALLS, 5, 1_000_000))
_WINDOW = AfterValidator(values.number(limits.WINDOW, 1, 3_600))
_TOKENS = AfterValidator(values.number(limits.TOKENS, 0, 10**12))


class _Environment(chats.ChatVariables):
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
    rate_limit: Annotated[str, Field(validation_alias="RATE_LIMIT"), _CALLS] = ""
    rate_limit_requests: Annotated[str, Field(validation_alias="RATE_LIMIT_REQUESTS"), _CALLS] = ""
    window_seconds: Annotated[str, Field(validation_alias="WINDOW_SECONDS"), _WINDOW] = ""
    rate_limit_window_seconds: Annotated[str, Field(validation_alias="RATE_LIMIT_WINDOW_SECONDS"), _WINDOW] = ""
    premium: Annotated[str, Field(validation_alias="RECAP_PREMIUM"), AfterValidator(values.people)] = ""
    admins: Annotated[str, Field(validation_alias="RECAP_ADMINS"), AfterValidator(values.people)] = ""
    tokens: Annotated[str, Field(validation_alias="RECAP_TOKENS_PER_DAY"), _TOKENS] = ""
    shared_tokens: Annotated[str, Field(validation_alias="RECAP_WORKSPACE_TOKENS_PER_DAY"), _TOKENS] = ""
    tracker: Annotated[str, Field(validation_alias="RECAP_TRACKER_URL"), AfterValidator(values.tracker)] = ""


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
        limits=_limits(read),
        tracker=read.tracker,
        slack=chats.slack(read),
        discord=chats.discord(read),
        web=chats.web(read),
        notes=tuple(messages.alias(*names) for field, names in _ALIASES.items() if getattr(read, field)),
    )


def _limits(read: _Environment) -> Limits:
    usual = Limits()
    calls = read.rate_limit or read.rate_limit_requests or usual.sustained.calls
    seconds = read.window_seconds or read.rate_limit_window_seconds or usual.sustained.seconds
    return Limits(
        sustained=Rate(int(calls), int(seconds)),
        premium=members(read.premium),
        admins=members(read.admins),
        tokens=int(read.tokens or usual.tokens),
        shared_tokens=int(read.shared_tokens or usual.shared_tokens),
    )


def _hidden(value: SecretStr) -> Secret:
    return Secret(value.get_secret_value())
