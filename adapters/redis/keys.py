"""The name of everything that is kept in the store.

A name is "recap:<class>:<digest>". What people and hosts call themselves goes through the digest alone, so that no text of theirs can
form, meet or match another name, and so that names tell nobody who uses Recap.
"""

from adapters.redis import classes
from core.model import Account, Member, Provider, Secret
from core.model.chat import Place


def accounts(member: Member) -> str:
    """Return where it stands which accounts a member has."""
    return classes.ACCOUNTS.key(*_who(member))


def account(one: Account) -> str:
    """Return where an account lies, sealed."""
    return classes.ACCOUNT.key(*_which(one))


def state(secret: Secret) -> str:
    """Return where a link that was begun in a browser waits; the store never learns the state itself."""
    return classes.STATE.key(secret.reveal())


def device(member: Member, provider: Provider, host: str) -> str:
    """Return where a device flow waits for its confirmation."""
    return classes.DEVICE.key(*_who(member), provider, host)


def pending(member: Member) -> str:
    """Return where a question waits that was asked before an account was linked."""
    return classes.PENDING.key(*_who(member))


def bucket(kind: str, *whom: str) -> str:
    """Return where it is counted what somebody did of a kind."""
    return classes.BUCKET.key(kind, *whom)


def budget(one: Account, kind: str) -> str:
    """Return where it stands how many calls of a kind an account may still make."""
    return classes.BUDGET.key(*_which(one), kind)


def memory(one: Account, name: str) -> str:
    """Return where something that was fetched with an account lies, for that account alone."""
    return classes.MEMORY.key(*_which(one), name)


def memories(one: Account) -> str:
    """Return where the names of all that was fetched with an account stand, so that it can be erased."""
    return classes.MEMORIES.key(*_which(one))


def seal() -> str:
    """Return where the value lies that shows whether a sealing key is the right one."""
    return classes.SEAL.key()


def refresh(one: Account) -> str:
    """Return the lock of whoever refreshes an account's token."""
    return classes.REFRESH.key(*_which(one))


def notice(one: Account) -> str:
    """Return where it stands that somebody was told of an account's dead token, or is being told."""
    return classes.NOTICE.key(*_which(one))


def fetch(one: Account, name: str) -> str:
    """Return the lock of whoever fetches something with an account, so that equal questions wait for it."""
    return classes.FETCH.key(*_which(one), name)


def operation(one: str) -> str:
    """Return where the answer to an operation is kept for whoever sends it again."""
    return classes.OPERATION.key(one)


def changes(lane: str) -> str:
    """Return where the changes of a lane's messages are counted."""
    return classes.CHANGES.key(lane)


def live(lane: str) -> str:
    """Return where it stands which answers of a lane are live."""
    return classes.LIVE.key(lane)


def turn(gesture: str) -> str:
    """Return where a turn lies, sealed, until it is done, and then that it was."""
    return classes.TURN.key(gesture)


def turns() -> str:
    """Return where it stands which turns are not done."""
    return classes.TURNS.key()


def twin(member: Member, channel: str) -> str:
    """Return where it stands what somebody did last in a channel."""
    return classes.TWIN.key(*_who(member), channel)


def standup(place: Place, one: str) -> str:
    """Return where it is kept what was agreed of a standup."""
    return classes.STANDUP.key(place.platform, place.tenant, place.channel, one)


def standups(place: Place) -> str:
    """Return where the names of a channel's standups stand."""
    return classes.STANDUPS.key("channel", place.platform, place.tenant, place.channel)


def standups_of(member: Member) -> str:
    """Return where the names of the standups stand that know a person."""
    return classes.STANDUPS.key("person", *_who(member))


def report(name: str) -> str:
    """Return where it stands how far a standup's report has come; `name` is the last part of the standup's own key."""
    return f"{classes.PREFIX}:{classes.REPORT.name}:{name}"


def reported(place: Place, one: str, user: str) -> str:
    """Return where the digests of all events stand that a standup told of a person."""
    return classes.REPORTED.key(place.platform, place.tenant, place.channel, one, user)


def due(version: int) -> str:
    """Return where it stands which standups, as this version keeps them, are looked at next."""
    return classes.DUE.key(str(version))


def probe(one: str) -> str:
    """Return where it is tried whether the store can be written."""
    return classes.PROBE.key(one)


def answer(member: Member, name: str) -> str:
    """Return where an answer lies, sealed."""
    return classes.ANSWER.key(*_who(member), name)


def answers(member: Member) -> str:
    """Return where the names of a member's answers stand, so that they can be erased."""
    return classes.ANSWERS.key(*_who(member))


def last(member: Member, place: Place) -> str:
    """Return where the id of what a member was told last in a place stands."""
    return classes.LAST.key(*_who(member), place.platform, place.tenant, place.channel, place.thread)


def whispered(member: Member, place: Place) -> str:
    """Return where the id of what a member alone was told last in a place stands."""
    return classes.LAST.key(*_who(member), place.platform, place.tenant, place.channel, place.thread, "whispered")


def habits(member: Member, part: str) -> str:
    """Return where a part of what a member set lies, sealed."""
    return classes.HABITS.key(*_who(member), part)


def hidden(platform: str, tenant: str) -> str:
    """Return where it stands who in a workspace keeps out of shared places."""
    return classes.HIDDEN.key(platform, tenant)


def room(place: Place) -> str:
    """Return where the switches of a place stand."""
    return classes.ROOM.key(place.platform, place.tenant, place.channel)


def allowed(platform: str, tenant: str) -> str:
    """Return where it stands what the places of a workspace may be told."""
    return classes.ALLOWED.key(platform, tenant)


def tenant(platform: str, name: str) -> str:
    """Return where the names of all keys stand that hold something of a workspace's, so that they can be erased."""
    return classes.TENANT.key(platform, name)


def leaving() -> str:
    """Return where it stands which workspaces are gone, and not erased yet."""
    return classes.LEAVING.key()


def _who(member: Member) -> tuple[str, str, str]:
    return member.platform, member.tenant, member.user


def _which(one: Account) -> tuple[str, ...]:
    return *_who(one.owner), one.provider, one.host, one.id
