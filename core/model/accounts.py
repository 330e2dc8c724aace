"""Who asks, and as whom they are known at the hosts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model.secret import Secret


class Provider(StrEnum):
    """A kind of host with an API."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"


@dataclass(frozen=True, slots=True)
class Member:
    """One person in one workspace; no part of it means anything without the others."""

    platform: str  # "slack", "discord", "terminal"
    tenant: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Whose token it is and what it opens, as the host says."""

    id: str  # the host's own number or key, which no renaming changes
    login: str
    name: str = ""
    emails: tuple[str, ...] = ()
    node: str = ""  # GitHub's node id
    scopes: tuple[str, ...] | None = None  # None where the host does not say
    expires: datetime | None = None  # of the token, in UTC, where the host says


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What an authorisation server gave."""

    token: Secret
    refresh: Secret | None = None
    expires: datetime | None = None  # of the token, in UTC
    scopes: tuple[str, ...] | None = None  # None where the server does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCode:
    """What a person types at a host, and what Recap asks the host with meanwhile."""

    code: Secret
    typed: str  # "WDJB-MJHT"
    address: str  # where it is typed
    interval: float  # seconds between two questions, at least
    expires: datetime  # in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person's account at one host, with the token that opens it. Two are the same where owner, provider, host and id are."""

    owner: Member
    provider: Provider
    host: str  # "github.com", "gitlab.example.org"; Azure DevOps: "dev.azure.com/organisation"
    id: str  # the host's own number or key, which no renaming changes
    login: str
    name: str = ""
    emails: tuple[str, ...] = ()  # known addresses, for commits that the host did not link
    node: str = ""  # GitHub's node id
    token: Secret
    refresh: Secret | None = None
    expires: datetime | None = None  # of the token, in UTC; None is not known or never
    scopes: tuple[str, ...] = ()
    is_granted: bool = False  # Recap got the token for itself, so that nobody else loses anything when it is revoked
    is_dead: bool = False  # the host refused the token, or nothing here opens what is kept of it
