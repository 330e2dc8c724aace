"""Seals what is kept, so that it opens in its own place alone: AES-GCM with the place as associated data, the key's number in front.

An envelope is a version (1 byte), the number of its key (8), a nonce (12, random), then the ciphertext with its tag (NIST SP 800-38D).
The place is the name under which it lies, a digest of class, owner, provider, host and id: what is moved or changed does not open.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import PermanentError
from core.messages import sealing as messages

VERSION = b"\x01"
NUMBER, NONCE, TAG = 8, 12, 16  # bytes

Keys = Callable[[], Sequence[bytes]]  # newest first


class UnopenedError(PermanentError):
    """A sealed thing does not open: its key is missing, it was changed, or it lay elsewhere."""


class Sealer:
    """Seals with the newest key, and opens with any. Keys are asked for each time, since they may change while this runs."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def seal(self, text: str, place: str) -> bytes:
        """Return an envelope that opens at this place alone.

        Raises:
            PermanentError: the keys cannot be read.
        """
        key = self._keys()[0]
        head = VERSION + number(key)
        nonce = os.urandom(NONCE)
        return head + nonce + AESGCM(key).encrypt(nonce, text.encode("utf-8", "replace"), _bound(head, place))

    def opened(self, envelope: bytes, place: str) -> str:
        """Return what was sealed at this place.

        Raises:
            UnopenedError: it does not open.
            PermanentError: the keys cannot be read.
        """
        if envelope[:1] != VERSION or len(envelope) < 1 + NUMBER + NONCE + TAG:
            raise UnopenedError(messages.NO_ENVELOPE)
        head, rest = envelope[: 1 + NUMBER], envelope[1 + NUMBER :]
        key = self._numbered().get(head[1:])
        if key is None:
            raise UnopenedError(messages.no_key(head[1:].hex()))
        try:
            return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], _bound(head, place)).decode()
        except InvalidTag as error:
            raise UnopenedError(messages.unopened(head[1:].hex())) from error

    def is_newest(self, envelope: bytes) -> bool:
        """Say whether something was sealed with the key that would be taken now."""
        return envelope[: 1 + NUMBER] == VERSION + number(self._keys()[0])

    def numbers(self) -> list[str]:
        """Return the numbers of the keys, newest first."""
        return [number(key).hex() for key in self._keys()]

    def _numbered(self) -> Mapping[bytes, bytes]:
        return {number(key): key for key in self._keys()}


def number(key: bytes) -> bytes:
    """Return what a key is called; it tells nothing of the key."""
    return hashlib.sha256(b"recap key number\x00" + key).digest()[:NUMBER]


def _bound(head: bytes, place: str) -> bytes:
    return b"recap\x00" + head + place.encode()
