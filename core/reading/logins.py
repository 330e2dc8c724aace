"""How a login is written: "gitlab:ana" at the public host of its kind, "gitlab:git.acme.dev/ana" at any other; so equal ones stay apart."""

from dataclasses import replace

from core.model import Event, Identity, Provider

_PUBLIC = {Provider.GITHUB: "github.com", Provider.GITLAB: "gitlab.com", Provider.AZURE: "dev.azure.com"}


def written(provider: Provider, host: str, login: str) -> str:
    """Return how somebody at a host is written; organisations and collections of one host have the same people."""
    site = _site(host)
    return f"{provider}:{login}" if site == _PUBLIC[provider] else f"{provider}:{site}/{login}"


def placed(event: Event, provider: Provider, host: str) -> Event:
    """Return an event of a host whose logins were written as at the public one."""
    if _site(host) == _PUBLIC[provider]:
        return event
    thread = event.thread and replace(event.thread, author=_placed(event.thread.author, provider, host))
    others = tuple(_placed(one, provider, host) for one in event.others)
    return replace(event, actor=_placed(event.actor, provider, host), others=others, thread=thread)


def login_at(identity: Identity, provider: Provider, host: str) -> str:
    """Return which login at a host an identity has; of whom nothing else is known may be at each host of the kind."""
    kind, _, rest = identity.login.partition(":")
    site, _, login = rest.rpartition("/")
    if kind.casefold() != provider or not (is_anywhere(identity) or (site.casefold() or _PUBLIC[provider]) == _site(host)):
        return ""
    return login


def is_anywhere(identity: Identity) -> bool:
    """Say whether a login was typed, as "gitlab:ana", and names no host."""
    return not (identity.name or identity.email or "/" in identity.login)


def bare(login: str) -> str:
    """Return a login without its kind and host."""
    return login.partition(":")[2].rpartition("/")[2]


def means(typed: str, login: str) -> bool:
    """Say whether a typed login, in lower case, is meant for one that was seen: where it names no host, at each of its kind."""
    kind, _, name = typed.partition(":")
    return typed == login or ("/" not in name and login.startswith(f"{kind}:") and bare(login) == name)


def _placed(identity: Identity, provider: Provider, host: str) -> Identity:
    kind, _, login = identity.login.partition(":")
    return replace(identity, login=written(provider, host, login)) if kind == provider else identity


def _site(host: str) -> str:
    return host.partition("/")[0].casefold()
