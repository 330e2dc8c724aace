"""The objects of the world as the interface writes them."""

from tests.servers.discord.clock import born, stamp
from tests.servers.discord.markup import pinged
from tests.servers.discord.nouns import Channel, Guild, Interaction, Kind, Member, Message, Object, Role, User
from tests.servers.discord.permissions import in_channel


def user(one: User) -> Object:
    return {
        "id": str(one.id),
        "username": one.name,
        "global_name": None if one.is_bot else one.shown,
        "discriminator": "0",
        "avatar": None,
        "bot": one.is_bot,
        "public_flags": 0,
        "flags": 0,
        "accent_color": None,
        "banner": None,
        "primary_guild": None,
        "avatar_decoration_data": None,
        "clan": None,
        "collectibles": None,
    }


def member(one: Member, *, with_user: bool = True) -> Object:
    shown: Object = {
        "roles": [str(role) for role in one.roles],
        "joined_at": stamp(one.joined),
        "nick": one.nick,
        "avatar": None,
        "banner": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "premium_since": None,
        "communication_disabled_until": None,
    }
    return {**shown, "user": user(one.user)} if with_user else shown


def role(one: Role) -> Object:
    return {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(one.permissions),
        "mentionable": one.is_mentionable,
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "managed": one.bot is not None,
        "flags": 0,
        "description": None,
    } | ({"tags": {"bot_id": str(one.bot)}} if one.bot is not None else {})


def channel(one: Channel) -> Object:
    last = max(one.messages, default=None)
    shown: Object = {"id": str(one.id), "type": int(one.kind), "flags": 0, "last_message_id": str(last) if last else None}
    if one.guild is None:
        return {**shown, "recipients": [user(person) for person in one.recipients if not person.is_bot]}
    shown |= {"guild_id": str(one.guild.id), "name": one.name, "rate_limit_per_user": 0}
    shown["parent_id"] = str(one.parent.id) if one.parent else None
    if one.is_room:
        written = [
            {"id": str(over.id), "type": over.kind, "allow": str(over.allow), "deny": str(over.deny)} for over in one.overwrites.values()
        ]
        tags: Object = {"available_tags": []} if one.kind is Kind.FORUM else {}
        return {**shown, **tags, "position": 0, "topic": None, "nsfw": False, "permission_overwrites": written}
    metadata: Object = {"archived": one.is_archived, "locked": one.is_locked, "auto_archive_duration": 1440}
    metadata["archive_timestamp"] = stamp(born(one.id))
    owner = one.guild.owner.id
    return {**shown, "owner_id": str(owner), "message_count": len(one.messages), "member_count": 2, "thread_metadata": metadata}


def guild(one: Guild) -> Object:
    """Return a server as `GET /guilds/{guild_id}` does."""
    return {
        **dict.fromkeys(_NOTHING),
        **dict.fromkeys(_ZERO, 0),
        **{name: [] for name in ("emojis", "stickers", "features")},
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner.id),
        "region": "deprecated",
        "preferred_locale": one.locale,
        "afk_timeout": 300,
        "roles": [role(each) for each in one.roles.values()],
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "nsfw": False,
        "premium_progress_bar_enabled": False,
        "widget_enabled": False,
    }


def joined(one: Guild, bot: User, *, is_new: bool = False) -> Object:
    """Return a server as GUILD_CREATE does; without the members' intent, its only member is the bot itself.

    Only one that the bot was in before says that it is available.
    """
    mine = one.members[bot.id]
    placed = [each for each in one.channels.values() if in_channel(each, bot)]
    shown = [channel(each) for each in placed if each.is_room]
    threads = [channel(each) for each in placed if not each.is_room and not each.is_archived]
    return {
        **guild(one),
        **{name: [] for name in ("voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds")},
        "joined_at": stamp(mine.joined),
        "large": len(one.members) > 250,
        **({} if is_new else {"unavailable": False}),
        "member_count": len(one.members),
        "members": [member(mine)],
        "channels": shown,
        "threads": threads,
    }


def message(one: Message, *, reader: User, has_content: bool, is_deep: bool = False) -> Object:
    """Return a message; its content only if the reader wrote it, is named in it, is alone with its author, or may read all."""
    now = one.now
    everyone, users, roles = pinged(one)
    shown: Object = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "type": _type(one),
        "author": user(one.author),
        "content": now.content,
        "timestamp": stamp(one.edits[0].at),
        "edited_timestamp": stamp(now.at) if len(one.edits) > 1 else None,
        "embeds": list(now.embeds),
        "components": list(now.components),
        "attachments": [],
        "mentions": [user(each) for each in users],
        "mention_roles": [str(each.id) for each in roles],
        "mention_everyone": everyone,
        "flags": int(now.flags),
        "pinned": False,
        "tts": False,
    }
    shown |= {"nonce": one.nonce} if one.nonce is not None else {}
    if one.interaction is not None:
        shown |= {
            "application_id": str(one.author.id),
            "webhook_id": str(one.author.id),
            "interaction_metadata": _metadata(one.interaction),
        }
    if one.reference is not None:
        shown["message_reference"] = one.reference
        if not is_deep:
            told = one.replies_to
            alive = told is not None and not told.is_deleted
            shown["referenced_message"] = message(told, reader=reader, has_content=has_content, is_deep=True) if told and alive else None
    is_open = has_content or one.channel.guild is None or one.author is reader or reader in users
    return shown if is_open else {**shown, "content": "", "embeds": [], "components": [], "attachments": []}


def permissions(where: Channel, who: User) -> str:
    return str(in_channel(where, who))


def _type(one: Message) -> int:
    if one.interaction is not None and one.interaction.original is one and one.interaction.message is None:
        return 20
    return 19 if one.reference is not None else 0


def _metadata(one: Interaction) -> Object:
    shown: Object = {"id": str(one.id), "type": int(one.kind), "user": user(one.user), "authorizing_integration_owners": {}}
    if one.cause is not None:
        shown["triggering_interaction_metadata"] = _metadata(one.cause)
    elif one.message is not None:
        shown["interacted_message_id"] = str(one.message.id)
    return shown


_NOTHING = (
    "icon splash discovery_splash description banner application_id afk_channel_id system_channel_id rules_channel_id "
    "public_updates_channel_id max_presences safety_alerts_channel_id vanity_url_code widget_channel_id home_header incidents_data"
).split()
_ZERO = (
    "verification_level default_message_notifications explicit_content_filter mfa_level nsfw_level system_channel_flags "
    "premium_tier premium_subscription_count"
).split()
