"""What the environment says, as one frozen Settings."""

from dataclasses import dataclass

from core.limits import Limits
from core.model import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Where a kind of host is, and as whom Recap is registered there; empty is the public one, and not at all."""

    url: str = ""
    graphql: str = ""
    login: str = ""  # where it authorises, when that is elsewhere
    client: str = ""
    secret: Secret = Secret("")  # noqa: RUF009  it cannot change


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """How Slack is reached: with an app's token by Socket Mode, with a signing secret by HTTP; without a bot's token not at all."""

    bot: Secret = Secret("")  # noqa: RUF009  it cannot change
    app: Secret = Secret("")  # noqa: RUF009
    signing: Secret = Secret("")  # noqa: RUF009
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discord:
    """How Discord is reached; without a token not at all."""

    token: Secret = Secret("")  # noqa: RUF009  it cannot change
    url: str = ""
    guild: str = ""  # the one server that gets the commands; empty is all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something listens; port 0 is any that is free."""

    host: str = "127.0.0.1"
    port: int = 8734


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Where a process that stays listens, and who may see how it is."""

    listen: Place = Place()
    metrics: Place | None = Place(port=9464)
    has_own_metrics: bool = True  # nobody chose the port, so that each role takes one of its own
    health_token: Secret = Secret("")  # noqa: RUF009
    environment: str = ""  # what ENVIRONMENT says, in small letters
    is_debug: bool = False

    @property
    def is_production(self) -> bool:
        """Whether what is only good while one develops is refused."""
        return self.environment in ("production", "prod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says; empty is not set."""

    model: str = ""  # the language model is used only where this is set
    api_key: Secret = Secret("")  # noqa: RUF009  it cannot change
    base_url: str = ""
    zone: str = ""
    log: str = ""  # "debug", "info", "warning" or "error"
    github: Remote = Remote()
    gitlab: Remote = Remote()
    azure: Remote = Remote()
    store: Secret = Secret("")  # noqa: RUF009  REDIS_URL; empty is an embedded one
    secret_keys: Secret = Secret("")  # noqa: RUF009  newest first
    allowed_hosts: str = ""
    public_url: str = ""
    limits: Limits = Limits()  # noqa: RUF009  it cannot change
    tracker: str = ""  # where tickets are; "{key}" stands for a ticket's key
    slack: Slack = Slack()
    discord: Discord = Discord()
    web: Web = Web()
    notes: tuple[str, ...] = ()  # what is understood, and should be written otherwise
