"""The pages on which a browser links an account: /oauth/{provider}/start, /callback and /confirm, and the alias /external-signup."""

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

from adapters.web.pages import page, question
from core.authorise import MINUTES, Answer, Authorisation, Offer
from core.connect import Linked
from core.errors import PermanentError
from core.messages import connect as connecting
from core.messages import web as messages
from core.model import Member, Provider, Secret

COOKIE = "recap_link"
LONGEST = 4_096  # characters of what a browser brings


class OAuthPages:
    """Takes browsers through the four steps of an authorisation."""

    def __init__(
        self,
        authorisation: Authorisation,
        *,
        public: str,
        tell: Callable[[Linked], Awaitable[None]] | None = None,
        declined: Callable[[], None] = lambda: None,
    ) -> None:
        """Take `tell` for who hears of an account that was linked: its owner, and whoever answers the question that waited.

        `declined` hears that somebody did not want what was offered to them.
        """
        self._authorisation = authorisation
        self._public = URL(public)
        self._tell = tell
        self._declined = declined

    def add_to(self, app: web.Application) -> None:
        """Add the pages to an application."""
        kinds = "|".join(Provider)
        app.router.add_get(f"/oauth/{{provider:{kinds}}}/start", self._start, allow_head=False)
        app.router.add_get(f"/oauth/{{provider:{kinds}}}/callback", self._callback, allow_head=False)
        app.router.add_post(f"/oauth/{{provider:{kinds}}}/confirm", self._confirm)
        app.router.add_get("/external-signup", self._alias, allow_head=False)

    def link(self, provider: Provider, ticket: Secret) -> str:
        """Return the address that a member is given."""
        return str(self._address(provider, "start").with_query(ticket=ticket.reveal()))

    async def _alias(self, request: web.Request) -> web.StreamResponse:
        """Lead to a start, or, as the origin had it, to GitHub's call-back."""
        step = "start" if "ticket" in request.query else "callback"
        provider = request.query.get("provider", Provider.GITHUB)
        if provider not in list(Provider):
            raise web.HTTPNotFound
        raise web.HTTPFound(URL(f"{self._public.path.rstrip('/')}/oauth/{provider}/{step}").with_query(request.query))

    async def _start(self, request: web.Request) -> web.StreamResponse:
        provider = Provider(request.match_info["provider"])
        browser = Secret(secrets.token_urlsafe(32))  # a new one, since the old one may be somebody's gift
        back = str(self._address(provider, "callback"))
        there = await self._authorisation.begin(provider, _brought(request.query.get("ticket")), browser, back=back)
        leaving = web.HTTPSeeOther(URL(there, encoded=True))
        leaving.set_cookie(
            COOKIE,
            browser.reveal(),
            max_age=MINUTES * 60,
            path=f"{self._public.path.rstrip('/')}/oauth/",
            httponly=True,
            samesite="Lax",
            secure=self._public.scheme == "https",
        )
        raise leaving

    async def _callback(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        provider = Provider(request.match_info["provider"])
        answer = Answer(
            provider=provider,
            state=_brought(query.get("state")),
            code=_brought(query.get("code")),
            error=query.get("error", "")[:LONGEST],
            issuer=query.get("iss", "")[:LONGEST],
        )
        offer = await self._authorisation.arrive(answer, _browser(request))
        action = f"{self._public.path.rstrip('/')}/oauth/{provider}/confirm"
        return page(messages.TITLE, _shown(offer), form=question(action, offer.name.reveal()))

    async def _confirm(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") not in (None, str(self._public.origin())):
            raise PermanentError(messages.FOREIGN)
        form = await request.post()
        offer, browser = _brought(form.get("offer")), _browser(request)
        if form.get("answer") != "yes":
            await self._authorisation.decline(offer, browser)
            self._declined()
            return page(messages.NOT_LINKED, [messages.DECLINED, messages.BACK])
        linked = await self._authorisation.confirm(offer, browser)
        if self._tell is not None:
            await self._tell(linked)
        account = linked.account
        place = connecting.place(account.provider, account.host)
        return page(messages.LINKED, [messages.linked(place, account.login, _whom(account.owner)), messages.BACK])

    def _address(self, provider: Provider, step: str) -> URL:
        return self._public / "oauth" / provider / step


def _shown(offer: Offer) -> list[str]:
    lines = [
        messages.offered(connecting.place(offer.site.provider, offer.site.host), offer.profile.login, offer.profile.id),
        messages.read_by(_whom(offer.owner)),
    ]
    if offer.reach is not None:
        lines.append(connecting.reads(offer.reach.reads))
    return [*lines, messages.STOP]


def _whom(owner: Member) -> str:
    return connecting.readers(owner.platform, owner.tenant, owner.user)


def _brought(value: object) -> Secret:
    return Secret(value if isinstance(value, str) and len(value) <= LONGEST else "")


def _browser(request: web.Request) -> Secret:
    return _brought(request.cookies.get(COOKIE))
