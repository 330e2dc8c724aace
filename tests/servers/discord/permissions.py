"""What a member may do in a channel (Topics, Permissions: roles, then overwrites)."""

from tests.servers.discord.nouns import Channel, Guild, Member, User

BITS = {
    "kick_members": 1,
    "administrator": 3,
    "manage_channels": 4,
    "manage_guild": 5,
    "view_channel": 10,
    "send_messages": 11,
    "manage_messages": 13,
    "embed_links": 14,
    "attach_files": 15,
    "read_message_history": 16,
    "mention_everyone": 17,
    "manage_roles": 28,
    "use_application_commands": 31,
    "manage_threads": 34,
    "create_public_threads": 35,
    "send_messages_in_threads": 38,
}
ALL = sum(1 << bit for bit in BITS.values())
EVERYONE = (  # what a new server lets everybody do
    "view_channel send_messages embed_links attach_files read_message_history mention_everyone use_application_commands "
    "create_public_threads send_messages_in_threads"
)


def bits(names: str) -> int:
    """Return the number for permissions, by their names with spaces between."""
    return sum(1 << BITS[name] for name in names.split())


def of_member(guild: Guild, member: Member) -> int:
    """Return what a member may do in a server."""
    if member.user.id == guild.owner.id:
        return ALL
    granted = guild.roles[guild.id].permissions
    for role in member.roles:
        granted |= guild.roles[role].permissions if role in guild.roles else 0
    return ALL if granted & bits("administrator") else granted


def in_channel(channel: Channel, user: User) -> int:
    """Return what somebody may do in a channel: nothing, if they are not there."""
    guild = channel.guild
    if guild is None:
        return bits(EVERYONE) if user in channel.recipients else 0
    member = guild.members.get(user.id)
    if member is None:
        return 0
    granted = of_member(guild, member)
    if granted == ALL:
        return ALL
    granted = _overwritten(granted, channel.parent or channel, member)
    return granted if granted & bits("view_channel") else 0


def may(channel: Channel, user: User, names: str) -> bool:
    """Say whether somebody may do all of these in a channel."""
    wanted = bits(names)
    return in_channel(channel, user) & wanted == wanted


def _overwritten(granted: int, channel: Channel, member: Member) -> int:
    """Apply the overwrites of everybody, then of all roles at once, then of the member."""
    kinds = [[channel.guild.id] if channel.guild else [], list(member.roles), [member.user.id]]
    for ids in kinds:
        found = [channel.overwrites[one] for one in ids if one in channel.overwrites]
        for one in found:
            granted &= ~one.deny
        for one in found:
            granted |= one.allow
    return granted
