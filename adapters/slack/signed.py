"""Requests by HTTP: only what Slack signed is read, and nothing of the rest is kept.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from aiohttp import web

from core.model import Secret

Body: TypeAlias = dict[str, Any]
Answer: TypeAlias = Callable[[Body], Awaitable[str]]

LARGEST = 512 * 1024  # bytes; Slack's largest payload holds a view of 250 kB
_SKEW = 300  # seconds
_TIME = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_FIELDS = 100


class Signed:
    """The door for Slack's requests."""

    def __init__(self, secret: Secret, answer: Answer, *, time: Callable[[], float]) -> None:
        self._secret = secret
        self._answer = answer
        self._time = time

    async def handle(self, request: web.Request) -> web.Response:
        """Answer what Slack sent; 401 what it did not sign, without a word."""
        raw = await _raw(request)
        if raw is None:
            return web.Response(status=413)
        if not self._is_signed(request, raw):
            return web.Response(status=401)
        body = parsed(raw, request.content_type)
        if body is None:
            return web.Response(status=400)
        said = await self._answer(body)
        return web.Response(text=said, content_type="application/json" if said else "text/plain")

    def _is_signed(self, request: web.Request, raw: bytes) -> bool:
        at = _only(request.headers.getall("X-Slack-Request-Timestamp", []), _TIME)
        signature = _only(request.headers.getall("X-Slack-Signature", []), _SIGNATURE)
        is_raw = not request.headers.get("Content-Encoding")  # what was unpacked on the way is not what was signed
        digest = hmac.new(self._secret.reveal().encode(), b"v0:" + at.encode() + b":" + raw, hashlib.sha256).hexdigest()
        is_right = hmac.compare_digest(f"v0={digest}".encode(), signature.encode())
        return is_raw and bool(at) and is_right and bool(self._secret) and abs(self._time() - int(at)) <= _SKEW


def parsed(raw: bytes, kind: str) -> Body | None:
    """Return what a request says; None where that is not of Slack's making."""
    try:
        text = raw.decode()
        if kind == "application/json":
            found = json.loads(text)
        elif kind == "application/x-www-form-urlencoded":
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS))
            found = json.loads(form["payload"]) if "payload" in form else form
        else:
            return None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


async def _raw(request: web.Request) -> bytes | None:
    if (request.content_length or 0) > LARGEST:
        return None
    pieces = bytearray()
    async for piece in request.content.iter_chunked(65_536):
        pieces += piece
        if len(pieces) > LARGEST:
            return None
    return bytes(pieces)


def _only(given: list[str], form: "re.Pattern[str]") -> str:
    """Return a header that is there once and has its form, else nothing."""
    return given[0] if len(given) == 1 and form.fullmatch(given[0]) else ""
