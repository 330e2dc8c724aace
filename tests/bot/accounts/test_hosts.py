"""Where each host is spoken to, from the settings and from what a person names."""

from dataclasses import replace

import pytest

from adapters.oauth.client import OAuthClient
from bot.accounts import hosts as module
from bot.accounts.hosts import Hosts
from bot.environment.settings import Remote, Settings
from core.errors import PermanentError
from core.hosts import Judge
from core.model import Profile, Provider, Secret

GITHUB, GITLAB, AZURE = Provider
PUBLIC = Hosts(Settings())
OWN = Hosts(
    Settings(
        github=Remote(url="https://ghe.example.org/api/v3", client="gh"),
        gitlab=Remote(url="http://127.0.0.1:8080", client="gl"),
        azure=Remote(url="https://ado.example.org/Default", client="az", login="http://127.0.0.1:9"),
        allowed_hosts="git.example.org ghe2.example.org ado2.example.org",
    )
)


@pytest.mark.parametrize(
    ("hosts", "provider", "typed", "host", "api"),
    [
        (PUBLIC, GITHUB, "", "github.com", "https://api.github.com"),
        (PUBLIC, GITHUB, "github.com", "github.com", "https://api.github.com"),
        (PUBLIC, GITLAB, "", "gitlab.com", "https://gitlab.com"),
        (PUBLIC, AZURE, "acme", "dev.azure.com/acme", "https://dev.azure.com/acme"),
        (PUBLIC, AZURE, "dev.azure.com/acme", "dev.azure.com/acme", "https://dev.azure.com/acme"),
        (OWN, GITHUB, "", "ghe.example.org", "https://ghe.example.org/api/v3"),
        (OWN, GITHUB, "ghe2.example.org", "ghe2.example.org", "https://ghe2.example.org/api/v3"),
        (OWN, GITHUB, "github.com", "github.com", "https://api.github.com"),
        (OWN, GITLAB, "", "127.0.0.1:8080", "http://127.0.0.1:8080"),
        (OWN, GITLAB, "git.example.org", "git.example.org", "https://git.example.org"),
        (OWN, AZURE, "", "ado.example.org/Default", "https://ado.example.org/Default"),
        (OWN, AZURE, "ado2.example.org/Main", "ado2.example.org/Main", "https://ado2.example.org/Main"),
        (OWN, AZURE, "dev.azure.com/acme", "dev.azure.com/acme", "https://dev.azure.com/acme"),
    ],
)
def test_a_host_is_where_the_settings_or_its_name_say(hosts: Hosts, provider: Provider, typed: str, host: str, api: str) -> None:
    assert hosts.named(provider, typed) == host
    site = hosts(provider, host)
    assert (site.provider, site.host, site.api) == (provider, host, api)


@pytest.mark.fault("F180")
@pytest.mark.parametrize("typed", ["evil.example", "gitlab.com", "127.0.0.1", "127.0.0.1:8080", "ghe.example.org:22", "x@ghe.example.org"])
def test_a_host_that_nobody_allowed_is_none(typed: str) -> None:
    with pytest.raises(PermanentError):
        OWN.named(GITHUB, typed)
    with pytest.raises(PermanentError):
        OWN(GITHUB, typed)


def test_azure_devops_needs_an_organisation() -> None:
    own = Hosts(Settings(azure=Remote(url="http://127.0.0.1:9")))
    with pytest.raises(PermanentError, match=r"--host dev\.azure\.com/ORGANISATION$"):
        PUBLIC.named(AZURE, "")
    with pytest.raises(PermanentError, match=r"--host 127\.0\.0\.1:9/ORGANISATION$"):
        own.named(AZURE, "")
    assert own.api(AZURE, "127.0.0.1:9/acme") == "http://127.0.0.1:9/acme"


def test_graphql_is_beside_the_api() -> None:
    assert PUBLIC.graphql("github.com") == "https://api.github.com/graphql"
    assert OWN.graphql("ghe.example.org") == "https://ghe.example.org/api/graphql"
    assert OWN.graphql("ghe2.example.org") == "https://ghe2.example.org/api/graphql"
    assert OWN.graphql("github.com") == "https://api.github.com/graphql"
    assert (
        Hosts(Settings(github=Remote(url="http://127.0.0.1:1", graphql="http://127.0.0.1:2/q"))).graphql("127.0.0.1:1")
        == "http://127.0.0.1:2/q"
    )
    assert Hosts(Settings(github=Remote(url="http://127.0.0.1:1"))).graphql("127.0.0.1:1") == "http://127.0.0.1:1/graphql"


def issuer(hosts: Hosts, provider: Provider) -> str:
    oauth = hosts(provider, hosts.named(provider, "" if provider is not AZURE or hosts is OWN else "acme")).oauth
    assert isinstance(oauth, OAuthClient)
    return oauth.page(state=Secret("s"), challenge="c", back="b").partition("?")[0]


def test_recap_is_registered_at_the_usual_host_alone() -> None:
    assert PUBLIC(GITHUB, "github.com").oauth is None
    assert OWN(GITHUB, "ghe2.example.org").oauth is None
    assert issuer(OWN, GITHUB) == "https://ghe.example.org/login/oauth/authorize"
    assert issuer(OWN, GITLAB) == "http://127.0.0.1:8080/oauth/authorize"
    assert issuer(OWN, AZURE) == "http://127.0.0.1:9/oauth2/v2.0/authorize"
    known = Hosts(replace(Settings(), github=Remote(client="a"), gitlab=Remote(client="b"), azure=Remote(client="c")))
    assert issuer(known, GITHUB) == "https://github.com/login/oauth/authorize"
    assert issuer(known, GITLAB) == "https://gitlab.com/oauth/authorize"
    assert issuer(known, AZURE) == "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize"
    named = Hosts(Settings(github=Remote(url="https://api.github.com", client="a")))
    assert issuer(named, GITHUB) == "https://github.com/login/oauth/authorize"


@pytest.mark.fault("F180")
async def test_a_named_host_is_looked_up_before_a_token_goes_there(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    async def whoami(_token: Secret, api: str, _judge: Judge) -> Profile:
        sent.append(api)
        return Profile(id="1", login="ana")

    monkeypatch.setattr(module, "IDENTIFY", dict.fromkeys(Provider, whoami))
    inside = Hosts(Settings(allowed_hosts="git.invalid local.example=127.0.0.0/8"))
    with pytest.raises(PermanentError, match=r"spelled right|does not talk to"):
        await inside(GITLAB, "git.invalid").identify(Secret("t"), "https://git.invalid")
    assert sent == []

    async def here(_: str) -> list[str]:
        return ["127.0.0.1"]

    monkeypatch.setattr("adapters.oauth.checked.addresses", here)
    monkeypatch.setattr("adapters.oauth.checked.checked.__kwdefaults__", {"lookup": here})
    await inside(GITLAB, "local.example").identify(Secret("t"), "https://local.example")
    assert sent == ["https://local.example"]
    await inside.check(GITLAB, "local.example")
    await inside.check(GITLAB, "gitlab.com")  # the usual one is the administrator's
    with pytest.raises(PermanentError, match="is not among"):
        await inside.check(GITLAB, "once.example")  # an administrator took it from the list after it was linked
    with pytest.raises(PermanentError, match="does not talk to"):
        await Hosts(Settings(allowed_hosts="local.example")).check(GITLAB, "local.example")
