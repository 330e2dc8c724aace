"""The name of everything that is kept in the store, and how long it is kept.

A name is "recap:<class>:<digest>". What people and hosts call themselves goes through the digest alone, so that no text of theirs can
form, meet or match another name, and so that names tell nobody who uses Recap. Each class has a time after which the store forgets
it, or an owner whose erasure erases it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from core.model import Account, Member, Provider, Secret
from core.model.chat import Place

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

CLASSES: Mapping[str, KeyClass] = {
    kind.name: kind
    for kind in (ACCOUNTS, ACCOUNT, STATE, DEVICE, PENDING, BUCKET, BUDGET, MEMORY, MEMORIES, SEAL, REFRESH, FETCH, OPERATION, PROBE)
} | {
    kind.name: kind
    for kind in (
        *(CHANGES, LIVE, TURN, TURNS, TWIN, STANDUP, STANDUPS, REPORT, REPORTED, DUE),
        *(ANSWER, ANSWERS, LAST, HABITS, HIDDEN, ROOM, ALLOWED, NOTICE, TENANT, LEAVING),
    )
}


def accounts(member: Member) -> str:
    """Return where it stands which accounts a member has."""
    return ACCOUNTS.key(*_who(member))


def account(one: Account) -> str:
    """Return where an account lies, sealed."""
    return ACCOUNT.key(*_which(one))


def state(secret: Secret) -> str:
    """Return where a link that was begun in a browser waits; the store never learns the state itself."""
    return STATE.key(secret.reveal())


def device(member: Member, provider: Provider, host: str) -> str:
    """Return where a device flow waits for its confirmation."""
    return DEVICE.key(*_who(member), provider, host)


def pending(member: Member) -> str:
    """Return where a question waits that was asked before an account was linked."""
    return PENDING.key(*_who(member))


def bucket(kind: str, *whom: str) -> str:
    """Return where it is counted what somebody did of a kind."""
    return BUCKET.key(kind, *whom)


def budget(one: Account, kind: str) -> str:
    """Return where it stands how many calls of a kind an account may still make."""
    return BUDGET.key(*_which(one), kind)


def memory(one: Account, name: str) -> str:
    """Return where something that was fetched with an account lies, for that account alone."""
    return MEMORY.key(*_which(one), name)


def memories(one: Account) -> str:
    """Return where the names of all that was fetched with an account stand, so that it can be erased."""
    return MEMORIES.key(*_which(one))


def seal() -> str:
    """Return where the value lies that shows whether a sealing key is the right one."""
    return SEAL.key()


def refresh(one: Account) -> str:
    """Return the lock of whoever refreshes an account's token."""
    return REFRESH.key(*_which(one))


def notice(one: Account) -> str:
    """Return where it stands that somebody was told of an account's dead token, or is being told."""
    return NOTICE.key(*_which(one))


def fetch(one: Account, name: str) -> str:
    """Return the lock of whoever fetches something with an account, so that equal questions wait for it."""
    return FETCH.key(*_which(one), name)


def operation(one: str) -> str:
    """Return where the answer to an operation is kept for whoever sends it again."""
    return OPERATION.key(one)


def changes(lane: str) -> str:
    """Return where the changes of a lane's messages are counted."""
    return CHANGES.key(lane)


def live(lane: str) -> str:
    """Return where it stands which answers of a lane are live."""
    return LIVE.key(lane)


def turn(gesture: str) -> str:
    """Return where a turn lies, sealed, until it is done, and then that it was."""
    return TURN.key(gesture)


def turns() -> str:
    """Return where it stands which turns are not done."""
    return TURNS.key()


def twin(member: Member, channel: str) -> str:
    """Return where it stands what somebody did last in a channel."""
    return TWIN.key(*_who(member), channel)


def standup(place: Place, one: str) -> str:
    """Return where it is kept what was agreed of a standup."""
    return STANDUP.key(place.platform, place.tenant, place.channel, one)


def standups(place: Place) -> str:
    """Return where the names of a channel's standups stand."""
    return STANDUPS.key("channel", place.platform, place.tenant, place.channel)


def standups_of(member: Member) -> str:
    """Return where the names of the standups stand that know a person."""
    return STANDUPS.key("person", *_who(member))


def report(name: str) -> str:
    """Return where it stands how far a standup's report has come; `name` is the last part of the standup's own key."""
    return f"{PREFIX}:{REPORT.name}:{name}"


def reported(place: Place, one: str, user: str) -> str:
    """Return where the digests of all events stand that a standup told of a person."""
    return REPORTED.key(place.platform, place.tenant, place.channel, one, user)


def due(version: int) -> str:
    """Return where it stands which standups, as this version keeps them, are looked at next."""
    return DUE.key(str(version))


def probe(one: str) -> str:
    """Return where it is tried whether the store can be written."""
    return PROBE.key(one)


def answer(member: Member, name: str) -> str:
    """Return where an answer lies, sealed."""
    return ANSWER.key(*_who(member), name)


def answers(member: Member) -> str:
    """Return where the names of a member's answers stand, so that they can be erased."""
    return ANSWERS.key(*_who(member))


def last(member: Member, place: Place) -> str:
    """Return where the id of what a member was told last in a place stands."""
    return LAST.key(*_who(member), place.platform, place.tenant, place.channel, place.thread)


def whispered(member: Member, place: Place) -> str:
    """Return where the id of what a member alone was told last in a place stands."""
    return LAST.key(*_who(member), place.platform, place.tenant, place.channel, place.thread, "whispered")


def habits(member: Member, part: str) -> str:
    """Return where a part of what a member set lies, sealed."""
    return HABITS.key(*_who(member), part)


def hidden(platform: str, tenant: str) -> str:
    """Return where it stands who in a workspace keeps out of shared places."""
    return HIDDEN.key(platform, tenant)


def room(place: Place) -> str:
    """Return where the switches of a place stand."""
    return ROOM.key(place.platform, place.tenant, place.channel)


def allowed(platform: str, tenant: str) -> str:
    """Return where it stands what the places of a workspace may be told."""
    return ALLOWED.key(platform, tenant)


def tenant(platform: str, name: str) -> str:
    """Return where the names of all keys stand that hold something of a workspace's, so that they can be erased."""
    return TENANT.key(platform, name)


def leaving() -> str:
    """Return where it stands which workspaces are gone, and not erased yet."""
    return LEAVING.key()


def _who(member: Member) -> tuple[str, str, str]:
    return member.platform, member.tenant, member.user


def _which(one: Account) -> tuple[str, ...]:
    return *_who(one.owner), one.provider, one.host, one.id
