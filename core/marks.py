"""Opaque names that only this bot can make, the same in all its processes: by them it finds its own messages again."""

import base64
import hashlib
import hmac
import json

from core.model import Secret


class Marks:
    """Names made of words, under a key that is made of a platform's token."""

    def __init__(self, token: Secret) -> None:
        self._key = hmac.digest(token.reveal().encode(), b"recap marks", hashlib.sha256)

    def of(self, *words: str) -> str:
        """Return the mark of some words: 24 characters of base64url."""
        return base64.urlsafe_b64encode(hmac.digest(self._key, json.dumps(words).encode(), hashlib.sha256)[:18]).decode()
