"""Single things of GitHub's answers as the core's nouns: people, texts, links, visibilities."""

from functools import lru_cache

from adapters.github.answer import Json, flag, text
from core.messages import github as messages
from core.model import Identity, Link, Visibility
from core.reading import mentions
from core.reading.inert import inert
from core.reading.secrets import masked

_TITLE = 500
_BODY = 4_000
_NAME = 200
_UNSAFE = frozenset(" <>|\"'`\\")  # in an address


def cleaned(foreign: str, *, limit: int, lines: bool = False) -> str:
    """Make foreign text harmless, and hide the secrets in it."""
    return masked(inert(foreign, limit=limit, lines=lines)) if foreign else ""


@lru_cache(8_192)  # the same names come again and again
def name_of(foreign: str, limit: int = _NAME) -> str:
    """Make a short foreign text harmless: a person's, a branch's, a repository's or a tag's name."""
    return cleaned(foreign, limit=limit)


@lru_cache(4_096)  # a thread's title comes with each of its events
def titled(foreign: str) -> str:
    """Return one harmless line."""
    return cleaned(foreign, limit=_TITLE)


def bodied(foreign: str) -> str:
    """Return harmless lines, without trailers."""
    return cleaned(mentions.without_trailers(foreign), limit=_BODY, lines=True)


def acting(actor: Json, names: dict[str, str] | None = None) -> Identity:
    """Return who an actor is; a deleted account is nobody that is known."""
    login = name_of(text(actor, "login"))
    name = (names or {}).get(login.casefold(), login)
    is_bot = text(actor, "__typename") == "Bot" or login.endswith("[bot]")
    return Identity(name, login=f"github:{login}", is_bot=is_bot) if login else Identity(messages.UNKNOWN_AUTHOR)


def authoring(author: Json) -> Identity:
    """Return who wrote a commit: under which name and address, and as which account where it is linked."""
    login, email = name_of(text(author, "user", "login")), name_of(text(author, "email"), 254)
    name = name_of(text(author, "name")) or login or email or messages.UNKNOWN_AUTHOR
    return Identity(name, email, f"github:{login}" if login else "")


def visible(repository: Json) -> Visibility:
    """Return who may read a repository; an older version only says whether it is private."""
    told = text(repository, "visibility").lower()
    if told in {"public", "internal", "private"}:
        return Visibility(told)
    return Visibility.PRIVATE if flag(repository, "isPrivate") else Visibility.UNKNOWN


def named(repository: Json) -> str:
    """Return a repository's name with its owner."""
    return name_of(text(repository, "nameWithOwner"))


def addressed(url: str) -> str:
    """Return an address that the host gave, if it is one that may be shown as a link."""
    return url if url.startswith(("https://", "http://")) and url.isprintable() and _UNSAFE.isdisjoint(url) else ""


def linked(title: str, body: str, repository: Json) -> tuple[Link, ...]:
    """Return what a text refers to, with addresses below that of its repository."""
    home = addressed(text(repository, "url"))
    return tuple(Link(ref, _target(ref, home)) for ref in mentions.references(title, body))


def _target(ref: str, home: str) -> str:
    """GitHub leads from an issue's address to the pull request of that number."""
    far, mark, number = ref.partition("#")
    if not home or not mark:
        return ""
    site = home.rsplit("/", 2)[0]
    return f"{site}/{far}/issues/{number}" if far else f"{home}/issues/{number}"
