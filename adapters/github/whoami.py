"""Whose token it is, and what it may, as GitHub says."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adapters.github.sdk import asked, translated
from core.errors import OutsideError, TransientError
from core.hosts import Judge, anywhere
from core.messages import github as messages
from core.model import Profile, Secret

if TYPE_CHECKING:
    from github import Github


async def whoami(token: Secret, api: str, *, judge: Judge = anywhere) -> Profile:
    """Ask the API at an address whose token it is.

    A fine-grained token has no scopes to tell; an address that was not verified is not the account's.

    Raises:
        AuthError: the host refuses the token.
        OutsideError: the host could not be asked, or is none.
    """
    host = host_of(api)
    return await asked(lambda github: _profile(github, host), token, api.rstrip("/"), host=host, login="this account", judge=judge)


def host_of(api: str) -> str:
    """Return how a host is called, from the address of its API."""
    host = urlsplit(api).hostname or api
    return "github.com" if host == "api.github.com" else host


def _profile(github: "Github", host: str) -> Profile:
    headers, user = github.requester.requestJsonAndCheck("GET", "/user")
    if not isinstance(user, dict) or not isinstance(user.get("id"), int) or not isinstance(user.get("login"), str):
        raise TransientError(messages.not_json(host))
    told = headers.get("x-oauth-scopes")
    return Profile(
        id=str(user["id"]),
        login=user["login"],
        name=user.get("name") or "",
        emails=_emails(github, user),
        node=user.get("node_id") or "",
        scopes=tuple(scope.strip() for scope in told.split(",") if scope.strip()) if told is not None else None,
    )


def _emails(github: "Github", user: dict[str, object]) -> tuple[str, ...]:
    """Return the verified addresses; without the scope for them, the stand-in that GitHub gives everybody."""
    stand_in = f"{user['id']}+{user['login']}@users.noreply.github.com"
    try:
        with translated("", ""):
            _, rows = github.requester.requestJsonAndCheck("GET", "/user/emails", parameters={"per_page": 100})
    except OutsideError:
        rows = []
    verified = [row["email"] for row in rows if isinstance(row, dict) and row.get("verified") and isinstance(row.get("email"), str)]
    return tuple(dict.fromkeys([*verified, stand_in]))
