"""Who a text names, and what of it is alive: mentions that ring, pills, links, and what would unfurl."""

import re
from collections.abc import Iterator, Sequence

from tests.servers.discord.nouns import Channel, Flag, Message, Object, Role, State, User

_CODE = re.compile(r"```.*?```|``.*?``|`[^`\n]+`", re.DOTALL)
_NAMED = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_ALL = re.compile(r"@(everyone|here)\b")


def components(parts: Sequence[Object]) -> Iterator[Object]:
    """Return components and what they hold."""
    for one in parts:
        yield one
        yield from components(one.get("components") or ())
        yield from components([one[name] for name in ("component", "accessory") if one.get(name)])


def texts(components: Sequence[Object]) -> Iterator[str]:
    """Return the text displays of components, in their order."""
    for one in components:
        if one.get("type") == 10:
            yield str(one["content"])
        yield from texts(one.get("components") or ())


def spoken(state: State) -> str:
    """Return the text of a state in which a mention would ring: not that of embeds."""
    return "\n".join([*texts(state.components)] if state.flags & Flag.COMPONENTS_V2 else [state.content])


def pinged(message: Message) -> tuple[bool, list[User], list[Role]]:
    """Return whether a message rings everybody, and whom and which roles it rings: what its text names and its author allowed."""
    state = message.now
    text = _CODE.sub("", spoken(state))
    allowed = state.allowed_mentions
    parse = ("everyone", "users", "roles") if allowed is None else allowed.get("parse") or ()
    everyone = "everyone" in parse and state.may_mention_everyone and bool(_ALL.search(text))
    users = [one for one in _people(message.channel, text) if "users" in parse or str(one.id) in _listed(allowed, "users")]
    replied = message.replies_to.author if message.replies_to else None
    if replied is not None and replied not in users and (allowed is None or allowed.get("replied_user")):
        users.append(replied)
    roles = [one for one in _roles(message.channel, text) if "roles" in parse or str(one.id) in _listed(allowed, "roles")]
    return everyone, users, [one for one in roles if one.is_mentionable or state.may_mention_everyone]


def _listed(allowed: object, name: str) -> Sequence[str]:
    return [str(one) for one in allowed.get(name) or ()] if isinstance(allowed, dict) else []


def _people(channel: Channel, text: str) -> list[User]:
    known = (
        {one.user.id: one.user for one in channel.guild.members.values()} if channel.guild else {one.id: one for one in channel.recipients}
    )
    ids = dict.fromkeys(int(found) for found in _NAMED.findall(text))
    return [known[one] for one in ids if one in known]


def _roles(channel: Channel, text: str) -> list[Role]:
    known = channel.guild.roles if channel.guild else {}
    ids = dict.fromkeys(int(found) for found in _ROLE.findall(text))
    return [known[one] for one in ids if one in known]
