"""How the app is told: over one of its sockets, or by signed requests; and once more where it does not take it.

https://docs.slack.dev/apis/events-api: an event that is not taken in three seconds comes again at once, after a minute, after five more.
Commands and interactions are not repeated, except that one which was on a socket that closed goes to another one.
"""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from aiohttp import ClientConnectionError, ClientSession

from tests.servers.slack.nouns import Json

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

PATIENCE = 3.0
AGAIN = (0.0, 60.0, 300.0)


class NotTakenError(Exception):
    """The app did not take it; says why, by Slack's words."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: when, on the server's clock; how long the machine took, in seconds; why it failed, or ""."""

    at: float
    took: float
    reason: str
    by: str  # "http", or the socket's name


@dataclass(slots=True, eq=False)
class Delivery:
    """Something that the app is told: "slash_commands", "events_api" or "interactive"; `answer` is what came with its ack."""

    kind: str
    payload: Json
    attempts: list[Attempt] = field(default_factory=list)
    answer: Any = None

    @property
    def is_taken(self) -> bool:
        return any(not attempt.reason for attempt in self.attempts)

    @property
    def reason(self) -> str:
        """Why the last try failed, "" when it did not."""
        return self.attempts[-1].reason if self.attempts else "dispatch_failed"


class Deliveries:
    """All that the app is told, in `sent`; to its request URLs while it has no socket, of several to one by chance."""

    def __init__(self, slack: "SlackServer") -> None:
        self.request_urls: list[str] = []
        self.sent: list[Delivery] = []
        self._slack = slack
        self._session: ClientSession | None = None

    @property
    def request_url(self) -> str:
        return self._slack.sockets.random.choice(self.request_urls)

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.request_urls = [url]

    @property
    def is_wanted(self) -> bool:
        return bool(self.request_urls) or self._slack.sockets.invited > 0

    @property
    def acks(self) -> list[float]:
        """The seconds that each ack took."""
        return [attempt.took for one in self.sent for attempt in one.attempts if not attempt.reason]

    def begin(self, delivery: Delivery) -> "asyncio.Task[Delivery]":
        """Deliver, and go on by the schedule; the task ends with the first try."""
        return self._slack.spawn(self.send(delivery))

    async def send(self, delivery: Delivery) -> Delivery:
        """Try once; leave the tries that may follow to the background."""
        self.sent.append(delivery)
        is_final = await self.attempt(delivery, 0)
        if not delivery.is_taken and not is_final and delivery.kind == "events_api":
            self._slack.spawn(self._again(delivery))
        return delivery

    async def attempt(self, delivery: Delivery, number: int) -> bool:
        """Try once, as the first time or as a repetition; return whether the app wants no more of it."""
        at, began, reason, is_final = self._slack.clock.now(), perf_counter(), "", False
        by: list[str] = []
        try:
            delivery.answer = await self._slack.clock.within(PATIENCE, self._sent(delivery, number, by))
        except NotTakenError as error:
            reason, is_final = error.reason, error.is_final
        except TimeoutError:
            reason = "http_timeout" if by == ["http"] else "timeout"
        delivery.attempts.append(Attempt(at, perf_counter() - began, reason, by[0] if by else ""))
        self._slack.happened()
        if reason == "closed" and delivery.kind != "events_api" and number < len(AGAIN):
            return await self.attempt(delivery, number + 1)
        return is_final

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _again(self, delivery: Delivery) -> None:
        for number, wait in enumerate(AGAIN, 1):
            await self._slack.clock.sleep(wait)
            if await self.attempt(delivery, number) or delivery.is_taken:
                return

    async def _sent(self, delivery: Delivery, number: int, by: list[str]) -> Any:
        """Send over what there is, and note that in `by`; return what came with the acknowledgement."""
        last = delivery.attempts[-1] if delivery.attempts else None
        before = (last.reason if last else "") or "http_timeout"
        if socket := await self._slack.sockets.pick(but=last.by if last else ""):
            by.append(socket.name)
            return await socket.send(delivery, number, before if number else "")
        by.append("http")
        return await self._post(delivery, number, before)

    async def _post(self, delivery: Delivery, number: int, before: str) -> Any:
        if not self.request_urls:
            raise NotTakenError("dispatch_failed")
        form = delivery.payload if delivery.kind == "slash_commands" else {"payload": json.dumps(delivery.payload)}
        is_event = delivery.kind == "events_api"
        body = (json.dumps(delivery.payload) if is_event else urlencode(form)).encode()
        headers = self.signed(body) | {"Content-Type": "application/json" if is_event else "application/x-www-form-urlencoded"}
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": before}
        status, sent, text = await self.request(body, headers)
        if not 200 <= status < 300:
            raise NotTakenError("http_error", is_final=sent.get("X-Slack-No-Retry") == "1")
        return _parsed(text)

    async def request(self, body: bytes, headers: Json) -> tuple[int, dict[str, str], str]:
        """Send the app a request as it is, right or wrong; return its status, headers and body.

        Raises:
            NotTakenError: There is no connection.
        """
        self._session = self._session or ClientSession()
        try:
            async with self._session.post(self.request_url, data=body, headers=headers) as response:
                return response.status, dict(response.headers), await response.text()
        except ClientConnectionError:
            raise NotTakenError("connection_failed") from None

    async def verify_url(self, *, is_signed: bool = True) -> bool:
        """Ask, as when a request URL is set up, whether it is the app's; return whether it gave the challenge back."""
        challenge = token_hex(16)
        body = json.dumps({"token": "verification", "challenge": challenge, "type": "url_verification"}).encode()
        headers = {"Content-Type": "application/json", **(self.signed(body) if is_signed else {})}
        status, _, text = await self.request(body, headers)
        return status == HTTPStatus.OK and challenge in text

    async def check_ssl(self, *, is_signed: bool = True) -> int:
        """Ask, as Slack does now and then, whether a command's URL still has a good certificate; return the status."""
        body = urlencode({"ssl_check": "1", "token": "verification"}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", **(self.signed(body) if is_signed else {})}
        return (await self.request(body, headers))[0]

    def signed(self, body: bytes, *, at: int | None = None) -> Json:
        """Return the headers that prove that a body is Slack's."""
        time = str(int(self._slack.clock.now()) if at is None else at)
        digest = hmac.new(self._slack.signing_secret.encode(), f"v0:{time}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": time, "X-Slack-Signature": f"v0={digest}", "User-Agent": "Slackbot 1.0"}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
