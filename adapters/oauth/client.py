"""Recap as a client of one authorisation server (RFC 6749, 7009, 7636, 8628)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from typing_extensions import override

from adapters.oauth.requests import Requests, Said
from adapters.oauth.rows import Row
from core.errors import AmbiguousError, AuthError, PermanentError, TransientError
from core.messages import connect as messages
from core.messages import reaching
from core.model import DeviceCode, Grant, Secret
from core.ports import OAuthHost

INTERVAL, SLOWER = 5.0, 5.0  # seconds (RFC 8628, 3.2 and 3.5)
LONGEST_CODE = 900.0  # seconds that a device code is waited for
_USED = frozenset(("invalid_grant", "bad_verification_code", "bad_refresh_token", "incorrect_device_code", "expired_token", "code_expired"))
_GONE = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Recap at one host: where that is, and as whom."""

    web: str
    api: str
    client: str
    secret: Secret = Secret("")  # noqa: RUF009  it cannot change


class OAuthClient(OAuthHost):
    """One client of one server."""

    def __init__(
        self, row: Row, registration: Registration, requests: Requests, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._row = row
        self._ours = registration
        self._requests = requests
        self._now = now
        self._host = urlsplit(registration.web).hostname or registration.web

    @property
    @override
    def scopes(self) -> tuple[str, ...]:
        return self._row.scopes

    @property
    @override
    def issuer(self) -> str:
        return self._at(self._row.issuer)

    @override
    def page(self, *, state: Secret, challenge: str, back: str) -> str:
        asked = {
            "response_type": "code",
            "client_id": self._ours.client,
            "redirect_uri": back,
            "scope": " ".join(self._row.scopes),
            "state": state.reveal(),
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._at(self._row.page)}?{urlencode(asked)}"

    @override
    async def exchange(self, code: Secret, *, verifier: Secret, back: str) -> Grant:
        return await self._granted(
            {"grant_type": "authorization_code", "code": code.reveal(), "redirect_uri": back, "code_verifier": verifier.reveal()}
        )

    @override
    async def device(self) -> DeviceCode:
        asked = {"client_id": self._ours.client, "scope": " ".join(self._row.scopes)}
        said = await self._sent(self._row.device, asked)
        typed, address = said.text("user_code"), said.text("verification_uri") or said.text("verification_url")
        if not (said.text("device_code") and typed.isprintable() and typed and address.startswith(("https://", self._ours.web))):
            raise self._refusal(said)
        lasts = min(said.number("expires_in") or LONGEST_CODE, LONGEST_CODE)
        return DeviceCode(
            code=Secret(said.text("device_code")),
            typed=typed,
            address=address,
            interval=said.number("interval") or INTERVAL,
            expires=self._now() + timedelta(seconds=lasts),
        )

    @override
    async def poll(self, code: DeviceCode) -> Grant | float:
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": code.code.reveal()}
        said = await self._sent(self._row.exchange, form | self._credentials())
        match said.text("error"):
            case "authorization_pending":
                return code.interval
            case "slow_down":
                return said.number("interval") or code.interval + SLOWER
            case "expired_token" | "code_expired":
                raise AuthError(messages.DEVICE_LATE)
            case "access_denied" | "authorization_declined":
                raise AuthError(messages.DECLINED)
        return self._read(said)

    @override
    async def refreshed(self, refresh: Secret) -> Grant:
        form = {"grant_type": "refresh_token", "refresh_token": refresh.reveal()}
        said = await self._requests.send("POST", self._at(self._row.exchange), form=form | self._credentials())
        return self._read(said)

    @override
    async def revoke(self, token: Secret, refresh: Secret | None) -> bool:
        both = [one.reveal() for one in (refresh, token) if one]
        if self._row.revoke:
            for one in both:
                await self._ended("POST", self._row.revoke, form={"token": one} | self._credentials())
        elif self._row.revoke_by_owner and self._ours.secret:
            login = (self._ours.client, self._ours.secret.reveal())
            await self._ended("DELETE", self._row.revoke_by_owner, document={"access_token": token.reveal()}, login=login)
        elif self._row.revoke_by_holder:
            await self._ended("POST", self._row.revoke_by_holder, document={"credentials": both})
        else:
            return False
        return True

    async def _ended(
        self,
        method: str,
        where: str,
        *,
        form: Mapping[str, str] | None = None,
        document: object = None,
        login: tuple[str, str] | None = None,
    ) -> None:
        try:
            said = await self._requests.send(method, self._at(where), form=form, document=document, login=login)
        except AmbiguousError as error:  # ending a token twice does no harm, so that this may be tried again
            raise TransientError(str(error)) from error
        is_gone = bool(login) and said.status == _GONE  # of our own tokens, that one is none any more
        if said.status >= 300 and not is_gone:  # noqa: PLR2004
            raise PermanentError(reaching.strange(self._host, said.status))

    async def _granted(self, form: Mapping[str, str]) -> Grant:
        return self._read(await self._sent(self._row.exchange, {**form, **self._credentials()}))

    async def _sent(self, where: str, form: Mapping[str, str]) -> Said:
        """Send what may be sent again, or what loses nothing of worth when it was taken without an answer."""
        try:
            return await self._requests.send("POST", self._at(where), form=form)
        except AmbiguousError as error:
            raise TransientError(str(error)) from error

    def _read(self, said: Said) -> Grant:
        token, kind = said.text("access_token"), said.text("token_type").lower()
        if said.text("error") or kind not in ("bearer", "") or not (token and token.isascii() and token.isprintable() and " " not in token):
            raise self._refusal(said)
        lasts = said.number("expires_in")
        scopes = said.fields.get("scope")
        return Grant(
            token=Secret(token),
            refresh=Secret(said.text("refresh_token")) if said.text("refresh_token") else None,
            expires=self._now() + timedelta(seconds=lasts) if lasts else None,
            scopes=tuple(scopes.replace(",", " ").split()) if isinstance(scopes, str) else None,
        )

    def _refusal(self, said: Said) -> AuthError | PermanentError:
        error = said.text("error")
        if error in _USED:
            return AuthError(reaching.used_up(self._host))
        return PermanentError(reaching.not_registered(self._host) if error else reaching.strange(self._host, said.status))

    def _credentials(self) -> dict[str, str]:
        secret = self._ours.secret.reveal()
        return {"client_id": self._ours.client} | ({"client_secret": secret} if secret else {})

    def _at(self, where: str) -> str:
        return where.format(web=self._ours.web, api=self._ours.api, client=quote(self._ours.client, safe=""))
