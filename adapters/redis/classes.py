"""The kinds of things that are kept in the store, how long each is kept, and whose erasure ends it before.

Each class has a time after which the store forgets it, or an owner whose erasure erases it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "recap"
MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class KeyClass:
    """One kind of key."""

    name: str
    seconds: int | None  # at most; None is as long as the owner wants
    owner: str  # whose erasure ends it before

    def key(self, *parts: str) -> str:
        """Return the key of these parts; another list of parts has another key, whatever is written in them."""
        text = json.dumps([self.name, *parts])  # ASCII, and as many lists as texts
        return f"{PREFIX}:{self.name}:{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"


ACCOUNTS = KeyClass("accounts", None, "the member")
ACCOUNT = KeyClass("account", None, "the member")
STATE = KeyClass("state", 10 * MINUTE, "the one who began to link")
DEVICE = KeyClass("device", HOUR, "the one who began to link")
PENDING = KeyClass("pending", DAY, "the member")
BUCKET = KeyClass("bucket", DAY, "nobody")
BUDGET = KeyClass("budget", DAY, "the account")
MEMORY = KeyClass("memory", 30 * DAY, "the account")
MEMORIES = KeyClass("memories", 30 * DAY, "the account")
SEAL = KeyClass("seal", None, "the store")
REFRESH = KeyClass("refresh", MINUTE, "the account")
NOTICE = KeyClass("notice", None, "the account")
FETCH = KeyClass("fetch", MINUTE, "the account")
OPERATION = KeyClass("operation", HOUR, "nobody")
PROBE = KeyClass("probe", MINUTE, "nobody")
CHANGES = KeyClass("changes", HOUR, "nobody")
LIVE = KeyClass("live", HOUR, "nobody")
TURN = KeyClass("turn", DAY, "nobody")
TURNS = KeyClass("turns", DAY, "nobody")
TWIN = KeyClass("twin", MINUTE, "nobody")
STANDUP = KeyClass("standup", None, "the channel")
STANDUPS = KeyClass("standups", None, "the channel")
REPORT = KeyClass("report", None, "the standup")
REPORTED = KeyClass("reported", 30 * DAY, "the standup")
DUE = KeyClass("due", None, "the standups")
ANSWER = KeyClass("answer", DAY, "the member")
ANSWERS = KeyClass("answers", DAY, "the member")
LAST = KeyClass("last", DAY, "the member")
HABITS = KeyClass("habits", None, "the member")
HIDDEN = KeyClass("hidden", None, "the members")
ROOM = KeyClass("room", None, "the place")
ALLOWED = KeyClass("allowed", None, "the workspace")
TENANT = KeyClass("tenant", None, "the workspace")
LEAVING = KeyClass("leaving", None, "the workspaces")

CLASSES: Mapping[str, KeyClass] = {kind.name: kind for kind in tuple(globals().values()) if isinstance(kind, KeyClass)}
