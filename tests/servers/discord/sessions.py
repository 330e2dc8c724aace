"""Sessions of the gateway: what each was told, so that a lost connection can be taken up again."""

import secrets
from collections import deque
from dataclasses import dataclass, field

from tests.servers.discord.nouns import Object

KEPT = 1000  # events that a session can replay
LASTS = 120.0  # seconds for which a session without a connection can be resumed


@dataclass(slots=True, eq=False)
class Session:
    """What one client identified for; `lost` is when its connection ended."""

    token: str
    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    told: deque[Object] = field(default_factory=lambda: deque(maxlen=KEPT))
    lost: float | None = None
    is_valid: bool = True

    def record(self, name: str, data: Object) -> Object:
        """Number an event and keep it."""
        self.sequence += 1
        payload = {"op": 0, "t": name, "s": self.sequence, "d": data}
        self.told.append(payload)
        return payload

    def missed(self, sequence: int) -> list[Object] | None:
        """Return what came after a number; None, if that is not kept any more."""
        known = [one for one in self.told if one["s"] > sequence]
        return known if len(known) == self.sequence - sequence else None

    def intends(self, intent: int) -> bool:
        """Say whether events of an intent are told; those of none are told to all."""
        return intent == 0 or bool(self.intents & intent)

    def handles(self, guild: int | None) -> bool:
        """Say whether a server's events come to this shard; those of no server come to the first."""
        number, count = self.shard
        return number == ((guild >> 22) % count if guild is not None else 0)
