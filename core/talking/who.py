"""People, groups and everybody in a place, as a chat names them, become people with names."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from core.audience import Clearance
from core.errors import AskError, OutsideError
from core.messages import talking as messages
from core.messages import whom
from core.model import Identity, Member, Who, WhoKind
from core.model.chat import Audience, Participant
from core.preferences import preferences
from core.talking.desk import Scene

MOST = 25  # people in one question
_ALL = frozenset(["@channel", "@here", "@group"])  # as chats call all who are in a place


@dataclass(frozen=True, slots=True)
class People:
    """Who is asked for, and under which names they act."""

    who: tuple[Who, ...]
    known: Mapping[str, Sequence[Identity]]
    notes: tuple[str, ...] = ()


async def resolved(scene: Scene, asked: Sequence[Who], clearance: Clearance) -> People:
    """Return whom a question means, in the place and for the readers of its answer.

    Raises:
        AskError: they are not known, too many, or keep out of shared places.
        OutsideError: the platform or the store could not be asked.
    """
    who, known, out, unknown = [], {}, [], []
    for one in asked:
        members = await _members(scene, one)
        if members is None and _is_unseen(one, clearance):
            out.append(one.text)
        elif members is None:
            who.append(one)
            unknown += await _unknown(scene, one)
        for member in members or ():
            word = f"<@{member.user}>"
            if word in known or word in out:
                continue
            if not clearance.is_private and await _keeps_out(scene, member):
                out.append(word)
                continue
            names_of = scene.desk.clearances.known_as if member == scene.member else scene.desk.clearances.sought_as
            names = await names_of(member, await _profile(scene, member))
            if not names:
                unknown.append(messages.NO_PROFILE)
                continue
            known[word] = _named(word, names)
            who.append(Who(WhoKind.PERSON, word))
    people = People(tuple(who), known, (*((messages.kept_out(len(out)),) if out else ()), *dict.fromkeys(unknown)))
    _check(people, has_hidden=bool(out))
    return people


async def zone_of(scene: Scene, asked: Sequence[Who]) -> str:
    """Return the time zone of the one other person that a question is about: as they set it, else as their profile says; else nothing.

    Raises:
        OutsideError: the store could not be asked.
    """
    if not is_of_another(asked):
        return ""
    members = await _members(scene, asked[0])
    if not members or members[0] == scene.member:
        return ""
    profile = await _profile(scene, members[0])
    return preferences((await scene.desk.people.of(members[0])).settings).zone or (profile.zone if profile else "")


def is_of_another(asked: Sequence[Who]) -> bool:
    """Say whether a question is about one person, whom the chat knows by an id."""
    return len(asked) == 1 and asked[0].kind is WhoKind.PERSON and asked[0].text.startswith("<@")


def _check(people: People, *, has_hidden: bool) -> None:
    if not people.who and people.notes:
        raise AskError(messages.KEEPS_OUT if has_hidden else people.notes[0])
    if len(people.known) > MOST:
        raise AskError(messages.too_many(len(people.known), MOST))


async def _members(scene: Scene, who: Who) -> Sequence[Member] | None:
    """Return the members whom a word of a chat names; nothing for what needs no chat."""
    me = scene.turn.member
    if who.kind is WhoKind.PERSON and who.text.lower() in _ALL:
        raise AskError(whom.no_person(who.text), word=who.text)
    if who.kind is WhoKind.EVERYONE and who.text:
        is_alone = await scene.directory.audience(scene.turn.place) is Audience.PRIVATE
        return [me] if is_alone else await scene.directory.members(scene.turn.place)
    if who.kind is WhoKind.PERSON and who.text.startswith("<@"):
        named = Member(me.platform, me.tenant, who.text[2:-1])
        profile = await _profile(scene, named)
        return (profile.member if profile else named,)  # at home elsewhere than who asks, maybe
    if who.kind is WhoKind.PERSON and who.text.startswith("@"):
        called = [member for member, name in (await _here(scene)).items() if name.casefold() == who.text[1:].casefold()]
        return called if len(called) == 1 else None
    if who.kind is WhoKind.TEAM and who.text.startswith("<@&"):
        return await scene.directory.group(me.tenant, who.text[3:-1])
    if who.kind is WhoKind.TEAM:
        if team := await scene.desk.team(me, scene.turn.place):
            return team
        raise AskError(messages.NO_TEAM, word="team")
    return None


async def _unknown(scene: Scene, who: Who) -> list[str]:
    """Say of a name that was typed that nobody in the place has it, and who may be meant."""
    if who.kind is not WhoKind.PERSON or not who.text.startswith("@"):
        return []
    from core.asking.nearest import nearest

    names = list(dict.fromkeys(filter(None, (await _here(scene)).values())))
    words = {word.lower(): name for name in names for word in (*name.split(), name.replace(" ", ""))}
    near = dict.fromkeys(words[word] for word in nearest(who.text[1:], words))
    return [whom.unknown(who.text, list(near), names)]


async def _here(scene: Scene) -> Mapping[Member, str]:
    """Return what those are called who are in the place; nobody where the platform does not say."""
    with suppress(OutsideError):
        members = await scene.directory.members(scene.turn.place)
        return {member: profile.name for member in members if (profile := await _profile(scene, member))}
    return {}


def _is_unseen(who: Who, clearance: Clearance) -> bool:
    """Say whether somebody who keeps out is meant by a login, an address or a name."""
    from core.finding.asked import matcher

    return who.kind is WhoKind.PERSON and any(map(matcher(who.text), clearance.unseen))


async def _keeps_out(scene: Scene, member: Member) -> bool:
    if member == scene.turn.member:
        return False
    homes = dict.fromkeys([member, replace(member, tenant=scene.turn.place.tenant)])  # who asks may come from another workspace
    return any([(await scene.desk.people.of(one)).is_hidden for one in homes])


def _named(word: str, known: Sequence[Identity]) -> Sequence[Identity]:
    """Return the names of somebody: where there is none but addresses and logins, which may be theirs alone to tell, the word for them."""
    return known if any(one.name for one in known) else (Identity(word), *known)


async def _profile(scene: Scene, member: Member) -> Participant | None:
    with suppress(OutsideError):
        return await scene.directory.participant(member)
    return None
