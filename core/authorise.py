"""Use case: link an account in a browser. Authorisation code with PKCE (RFC 7636, S256 alone), in four steps.

    invite   a member asks; they get a link that lasts ten minutes
    begin    a browser opens it, is marked with a cookie, and is sent to the host
    arrive   it comes back with a code; what would be linked, and who would read it, is shown
    confirm  the same browser says yes; only then is the account kept

Each step takes what the one before left, once. A link that somebody else opens ends at a page that names who would read their work.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.connect import Connector, Linked, Site, Sites, let_go
from core.errors import PermanentError
from core.messages import connect as messages
from core.model import Grant, Member, Profile, Provider, Secret
from core.ports import Waiting
from core.scopes import Reach, reach

MINUTES = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be linked, and for whom; `name` takes it."""

    name: Secret
    owner: Member
    site: Site
    profile: Profile
    reach: Reach | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a browser brings back from a host."""

    provider: Provider
    state: Secret
    code: Secret
    error: str = ""
    issuer: str = ""  # RFC 9207


class Authorisation:
    """Takes browsers through the four steps."""

    def __init__(
        self,
        connector: Connector,
        *,
        waiting: Waiting,
        sites: Sites,
        secret: Callable[[], Secret] = lambda: Secret(secrets.token_urlsafe(32)),
    ) -> None:
        self._connector = connector
        self._waiting = waiting
        self._sites = sites
        self._secret = secret

    async def invite(self, owner: Member, site: Site) -> Secret:
        """Return a ticket for somebody's browser.

        Raises:
            OutsideError: Recap is not registered at the host, or the store failed.
        """
        site.flow()
        ticket = self._secret()
        await self._keep(ticket, _places(owner, site))
        return ticket

    async def begin(self, provider: Provider, ticket: Secret, browser: Secret, *, back: str) -> str:
        """Return where a browser with a ticket goes; what is in the browser's cookie is all that can end this.

        Raises:
            OutsideError: the ticket is old, or the store failed.
        """
        kept = _read(await self._waiting.look(ticket))
        owner, site = self._found(kept)
        if site.provider != provider:
            raise PermanentError(messages.LINK_OLD)
        state, verifier = self._secret(), self._secret()
        begun = {"ticket": ticket.reveal(), "verifier": verifier.reveal(), "browser": _print(browser), "back": back}
        await self._keep(state, _places(owner, site) | begun)
        return site.flow().page(state=state, challenge=challenge(verifier), back=back)

    async def arrive(self, answer: Answer, browser: Secret) -> Offer:
        """Take what a browser brought back from the host, and return what would be linked.

        Raises:
            OutsideError: it is used, old or another browser's, the person or the host said no, or something failed; nothing is linked.
        """
        kept = _read(await self._waiting.take(answer.state))
        owner, site = self._found(kept)
        _check_browser(kept, browser)
        _check_answer(answer, site)
        grant = await site.flow().exchange(answer.code, verifier=Secret(kept["verifier"]), back=kept["back"])
        async with let_go(site, grant):
            profile = await self._connector.identified(site, grant.token)
            name = self._secret()
            offered = {"ticket": kept["ticket"], "browser": kept["browser"], "id": profile.id, "login": profile.login}
            await self._keep(name, _places(owner, site) | offered | _written(grant))
        scopes = grant.scopes if grant.scopes is not None else profile.scopes
        return Offer(name, owner, site, profile, None if scopes is None else reach(site.provider, scopes))

    async def confirm(self, offer: Secret, browser: Secret) -> Linked:
        """Link what was offered to this browser.

        Raises:
            OutsideError: it is used, old or another browser's, the account is another one by now, or something failed; nothing is linked.
        """
        kept, owner, site, grant = await self._taken(offer, browser)
        async with let_go(site, grant):
            profile = await self._connector.identified(site, grant.token)
            if (profile.id, profile.login) != (kept["id"], kept["login"]):
                raise PermanentError(messages.changed(site.provider, site.host))
            if await self._waiting.take(Secret(kept["ticket"])) is None:
                raise PermanentError(messages.LINK_OLD)
            return await self._connector.link(owner, site, grant, profile, is_granted=True)

    async def decline(self, offer: Secret, browser: Secret) -> None:
        """Let go of what was offered to this browser, and of the link that led there.

        Raises:
            OutsideError: it is used, old or another browser's, or something failed.
        """
        kept, _, site, grant = await self._taken(offer, browser)
        await self._waiting.take(Secret(kept["ticket"]))
        await site.flow().revoke(grant.token, grant.refresh)

    async def _taken(self, offer: Secret, browser: Secret) -> tuple[Mapping[str, str], Member, Site, Grant]:
        kept = _read(await self._waiting.take(offer))
        _check_browser(kept, browser)
        return kept, *self._found(kept), _grant(kept)

    async def _keep(self, name: Secret, kept: Mapping[str, object]) -> None:
        await self._waiting.keep(name, json.dumps(kept), seconds=MINUTES * 60)

    def _found(self, kept: Mapping[str, str]) -> tuple[Member, Site]:
        return Member(*kept["owner"]), self._sites(Provider(kept["provider"]), kept["host"])


def challenge(verifier: Secret) -> str:
    """Return what PKCE shows first (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.reveal().encode()).digest()).decode().rstrip("=")


def _places(owner: Member, site: Site) -> dict[str, object]:
    return {"owner": [owner.platform, owner.tenant, owner.user], "provider": site.provider, "host": site.host}


def _read(text: str | None) -> dict[str, str]:
    if text is None:
        raise PermanentError(messages.LINK_OLD)
    found: dict[str, str] = json.loads(text)  # what we wrote, as the seal says
    return found


def _print(browser: Secret) -> str:
    return hashlib.sha256(b"recap browser\x00" + browser.reveal().encode("utf-8", "replace")).hexdigest()


def _check_browser(kept: Mapping[str, str], browser: Secret) -> None:
    if not browser or not hmac.compare_digest(kept.get("browser", ""), _print(browser)):
        raise PermanentError(messages.OTHER_BROWSER)


def _check_answer(answer: Answer, site: Site) -> None:
    if answer.provider != site.provider or site.flow().issuer not in ("", answer.issuer or site.flow().issuer):
        raise PermanentError(messages.OTHER_SERVER)
    if answer.error:
        raise PermanentError(messages.DECLINED if answer.error == "access_denied" else messages.NO_CODE)
    if not answer.code:
        raise PermanentError(messages.NO_CODE)


def _written(grant: Grant) -> dict[str, object]:
    return {
        "token": grant.token.reveal(),
        "refresh": grant.refresh.reveal() if grant.refresh else "",
        "expires": grant.expires.isoformat() if grant.expires else "",
        "scopes": None if grant.scopes is None else " ".join(grant.scopes),
    }


def _grant(kept: Mapping[str, str | None]) -> Grant:
    expires, scopes = kept["expires"], kept["scopes"]
    return Grant(
        token=Secret(kept["token"] or ""),
        refresh=Secret(kept["refresh"]) if kept["refresh"] else None,
        expires=datetime.fromisoformat(expires) if expires else None,
        scopes=None if scopes is None else tuple(scopes.split()),
    )
