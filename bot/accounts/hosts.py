"""Which hosts there are, and how each is spoken to: the administrator's settings first, then what a person may name."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.accounts.identify import IDENTIFY
from bot.environment.settings import Remote, Settings
from core.connect import Site
from core.errors import PermanentError
from core.hosts import Judge, allowed, anywhere
from core.messages import connect as messages
from core.model import Account, Profile, Provider, Secret
from core.ports import OAuthHost


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the public host of a kind is, and what stands where on one of its own (`{host}` may hold a collection behind a slash)."""

    host: str
    web: str
    api: str
    own_api: str
    graphql: str = ""
    own_graphql: str = ""


LAYOUTS: Mapping[Provider, Layout] = {
    Provider.GITHUB: Layout(
        host="github.com",
        web="https://github.com",
        api="https://api.github.com",
        own_api="https://{host}/api/v3",
        graphql="https://api.github.com/graphql",
        own_graphql="https://{host}/api/graphql",
    ),
    Provider.GITLAB: Layout(host="gitlab.com", web="https://gitlab.com", api="https://gitlab.com", own_api="https://{host}"),
    Provider.AZURE: Layout(
        host="dev.azure.com",
        web="https://login.microsoftonline.com/organizations",
        api="https://dev.azure.com",
        own_api="https://{host}",
    ),
}


class Hosts:
    """Every host that this Recap may talk to."""

    def __init__(self, read: Settings) -> None:
        self._remotes: Mapping[Provider, Remote] = {Provider.GITHUB: read.github, Provider.GITLAB: read.gitlab, Provider.AZURE: read.azure}
        self._allowed = allowed(read.allowed_hosts)

    def named(self, provider: Provider, text: str) -> str:
        """Return the host that a person means; nothing means the usual one, and a single word an organisation of Azure DevOps.

        Raises:
            PermanentError: it is none, or nobody allowed it.
        """
        usual = self.usual(provider)
        if provider is Provider.AZURE:
            if text and "/" not in text and "." not in text and ":" not in text:
                text = f"{usual.partition('/')[0]}/{text}"
            if "/" not in (text or usual):
                raise PermanentError(messages.address_of(provider, text or usual))
        return self._known(provider, text or usual)

    def usual(self, provider: Provider) -> str:
        """Return the host that is meant where none is named."""
        url = self._remotes[provider].url
        if not url or url == LAYOUTS[provider].api:
            return LAYOUTS[provider].host
        parts = urlsplit(url)
        return parts.netloc + (parts.path.removesuffix("/") if provider is Provider.AZURE else "")

    def __call__(self, provider: Provider, host: str) -> Site:
        """Return how a host is spoken to.

        Raises:
            PermanentError: nobody allowed it.
        """
        self._known(provider, host)
        oauth = self._oauth(provider, host) if self._is_usual(provider, host) else None
        return Site(provider=provider, host=host, api=self.api(provider, host), identify=_Identify(self, provider, host), oauth=oauth)

    async def check(self, provider: Provider, host: str) -> None:
        """See that a host that a person named is allowed still, and leads to no inside now.

        Raises:
            OutsideError: it is not, it does, or nobody can say.
        """
        self._known(provider, host)
        if not self._is_usual(provider, host):
            from adapters.oauth.checked import checked

            await checked(self._name(provider, host), self._allowed.judge)

    def way_to(self, account: Account) -> tuple[str, Judge]:
        """Return where the API of an account's host is, and who says where connections to it may lead."""
        return self.api(account.provider, account.host), self.judge(account.provider, account.host)

    def judge(self, provider: Provider, host: str) -> Judge:
        """Return who says where connections to a host may lead: one of the settings may be anywhere."""
        if self._is_usual(provider, host):
            return anywhere
        named = self._name(provider, host)

        def judge(name: str, address: str) -> None:
            if name == named:  # any other is a proxy's
                self._allowed.judge(name, address)

        return judge

    def api(self, provider: Provider, host: str) -> str:
        """Return where a host's API is."""
        layout = LAYOUTS[provider]
        if not self._is_usual(provider, host) and host.partition("/")[0] != layout.host:
            return layout.own_api.format(host=host)
        base = (self._remotes[provider].url if self._is_usual(provider, host) else "") or layout.api
        organisation = host.partition("/")[2] if provider is Provider.AZURE else ""
        return f"{base}/{organisation}" if organisation and not urlsplit(base).path.strip("/") else base

    def graphql(self, host: str) -> str:
        """Return where a GitHub's GraphQL is."""
        layout, remote = LAYOUTS[Provider.GITHUB], self._remotes[Provider.GITHUB]
        if not self._is_usual(Provider.GITHUB, host):
            return layout.graphql if host == layout.host else layout.own_graphql.format(host=host)
        return remote.graphql or _graphql_beside(remote.url) or layout.graphql

    def _name(self, provider: Provider, host: str) -> str:
        """Return the name that is looked up for a host."""
        return urlsplit(self.api(provider, host)).hostname or host

    def _known(self, provider: Provider, text: str) -> str:
        if self._is_usual(provider, text):
            return text
        return self._allowed.host(text, public=LAYOUTS[provider].host)

    def _is_usual(self, provider: Provider, host: str) -> bool:
        """Say whether a host is the one of the settings; there, each organisation of Azure DevOps is."""
        usual = self.usual(provider)
        return host == usual or (provider is Provider.AZURE and "/" not in usual and host.partition("/")[0] == usual)

    def _oauth(self, provider: Provider, host: str) -> OAuthHost | None:
        remote = self._remotes[provider]
        if not remote.client:
            return None
        from adapters.oauth.client import OAuthClient, Registration
        from adapters.oauth.requests import Requests
        from adapters.oauth.rows import ROWS

        api = self.api(provider, host)
        web = remote.login or (api.removesuffix("/api/v3") if remote.url and provider is not Provider.AZURE else LAYOUTS[provider].web)
        if web == LAYOUTS[provider].api:
            web = LAYOUTS[provider].web
        ours = Registration(web=web, api=api, client=remote.client, secret=remote.secret)
        return OAuthClient(ROWS[provider], ours, Requests())


@dataclass(frozen=True, slots=True)
class _Identify:
    """Asks a host whose token it is, after a look at where its name leads."""

    hosts: Hosts
    provider: Provider
    host: str

    async def __call__(self, token: Secret, api: str) -> Profile:
        await self.hosts.check(self.provider, self.host)
        return await IDENTIFY[self.provider](token, api, self.hosts.judge(self.provider, self.host))


def _graphql_beside(api: str) -> str:
    return f"{api.removesuffix('/v3')}/graphql" if api else ""
