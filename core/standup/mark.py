"""The mark by which a message of ours is found again: opaque, the same for the same occurrence, and nobody else's to make."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode

from core.model import Secret
from core.model.standup import Standup

_LENGTH = 15  # octets: 20 characters, which fit into every platform's field


def mark(standup: Standup, what: str, key: Secret) -> str:
    """Return the mark of a standup's message: `what` is its local date, or what its creator is told about."""
    place = standup.place
    text = json.dumps([place.platform, place.tenant, place.channel, standup.id, what])
    code = hmac.new(key.reveal().encode(), text.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(code[:_LENGTH]).decode()
