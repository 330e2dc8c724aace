"""What differs between the kinds of hosts, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.model import Provider

_AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798"  # Azure DevOps, as Microsoft Entra numbers it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Where one kind of host authorises. `{web}` is where its pages are, `{api}` its API, `{client}` Recap's own id there."""

    page: str
    exchange: str
    device: str
    issuer: str  # what it calls itself; empty where that is another for each tenant
    scopes: tuple[str, ...]
    revoke: str = ""  # form as in RFC 7009; empty where there is no such thing
    revoke_by_owner: str = ""  # the client says with its secret which of its tokens ends
    revoke_by_holder: str = ""  # whoever has a token may end it


# https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
# https://docs.github.com/rest/apps/oauth-applications#delete-an-app-token, https://docs.github.com/rest/credentials/revoke
# https://docs.gitlab.com/api/oauth2/
# https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, .../v2-oauth2-device-code; nothing there ends one token
ROWS: Mapping[Provider, Row] = {
    Provider.GITHUB: Row(
        page="{web}/login/oauth/authorize",
        exchange="{web}/login/oauth/access_token",
        device="{web}/login/device/code",
        issuer="{web}/login/oauth",
        scopes=("repo", "read:org", "user:email"),
        revoke_by_owner="{api}/applications/{client}/token",
        revoke_by_holder="{api}/credentials/revoke",
    ),
    Provider.GITLAB: Row(
        page="{web}/oauth/authorize",
        exchange="{web}/oauth/token",
        device="{web}/oauth/authorize_device",
        issuer="{web}",
        scopes=("read_api",),
        revoke="{web}/oauth/revoke",
    ),
    Provider.AZURE: Row(
        page="{web}/oauth2/v2.0/authorize",
        exchange="{web}/oauth2/v2.0/token",
        device="{web}/oauth2/v2.0/devicecode",
        issuer="",
        scopes=(*(f"{_AZURE_DEVOPS}/{name}" for name in ("vso.code", "vso.work", "vso.profile")), "offline_access"),
    ),
}
