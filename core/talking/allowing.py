"""What a place may be told of repositories that are not public: who reads one may allow it there, a manager everywhere."""

import hashlib
from collections.abc import Sequence

from core.audience import is_allowed
from core.errors import AskError, AuthError
from core.messages import allowing
from core.messages import talking as messages
from core.model import Visibility
from core.model.chat import Audience, Button, Style
from core.model.kept import Allowance, written
from core.talking.desk import Scene
from core.talking.selves import demand_one_server

_PLACES = ("here", "everywhere")
_MOST = 25  # buttons


async def allow(scene: Scene, words: str) -> None:
    """List what is allowed here, or allow more: `allow acme/web here`, `allow acme/* everywhere`.

    Raises:
        RecapError: who asks may not, or cannot read what they name.
    """
    if not words:
        await _list(scene)
        return
    pattern, is_everywhere = _read(words)
    around = await _readers(scene, is_everywhere=is_everywhere)
    check(scene, is_everywhere=is_everywhere)
    seen = await scene.desk.visibilities.seen_by(scene.member)
    meant = [(key, visibility) for key, visibility in seen.repositories.items() if is_allowed(written(key[0], pattern), *key)]
    hosts = sorted({host for (host, _), visibility in meant if visibility is not Visibility.PUBLIC})
    if not hosts:
        refusal = allowing.public_already(pattern) if meant else allowing.not_readable(pattern)
        raise AuthError("\n".join([refusal, *seen.failures]))
    for host in hosts:
        await scene.desk.allowances.add(allowance(scene, host, pattern, around, is_everywhere=is_everywhere))
    await scene.tell([allowing.allowed(pattern, host, is_everywhere=is_everywhere) for host in hosts])


async def disallow(scene: Scene, words: str) -> None:
    """Take an allowance of this place, or of everywhere, back.

    Raises:
        RecapError: who asks may not, or there is none.
    """
    pattern, is_everywhere = _read(words)
    if is_everywhere:
        await demand_one_server(scene)
    found = [one for one in await here(scene) if one.pattern.casefold() == pattern.casefold() and is_everywhere == (not one.place.channel)]
    await _revoke(scene, found)


async def take_back(scene: Scene, name: str) -> None:
    """Take back the allowance of a button.

    Raises:
        RecapError: who presses may not, or there is none.
    """
    await _revoke(scene, [one for one in await here(scene) if mark(one.text, one.place.channel) == name])


def check(scene: Scene, *, is_everywhere: bool) -> None:
    """Refuse who may not decide what may be told.

    Raises:
        AuthError: guests do not, and only managers do for everywhere.
    """
    if scene.who.is_guest:
        raise AuthError(messages.NO_GUESTS)
    if is_everywhere and not scene.who.is_manager:
        raise AuthError(messages.NO_MANAGER)


async def here(scene: Scene) -> list[Allowance]:
    """Return what a place is allowed, by itself or with its whole workspace.

    Raises:
        OutsideError: the store failed.
    """
    room = scene.turn.place.room
    return [one for one in await scene.desk.allowances.of(room.platform, room.tenant) if one.place in (room, scene.workspace)]


def allowance(scene: Scene, host: str, pattern: str, around: Audience, *, is_everywhere: bool) -> Allowance:
    """Return an allowance for those who read the place when it was meant: who comes while hosts are asked, or later, is not."""
    place = scene.workspace if is_everywhere else scene.turn.place.room
    return Allowance(place=place, host=host, pattern=pattern, by=scene.member, audience=around)


def mark(text: str, channel: str = "") -> str:
    """Return what stands for an allowance in a button or a form."""
    return hashlib.sha256(f"{channel}\n{text}".encode()).hexdigest()[:32]


async def _list(scene: Scene) -> None:
    """List what is allowed here, as far as who asks reads it themselves or gave it; a manager sees all."""
    found = await _mine(scene, await here(scene))
    lines = [allowing.allowed(one.pattern, one.host, is_everywhere=not one.place.channel) for one in found]
    back = [
        Button(name="disallow", label=allowing.take_back(one.pattern), value=mark(one.text, one.place.channel), style=Style.DANGER)
        for one in found[:_MOST]
    ]
    is_alone = await scene.directory.audience(scene.turn.place) is Audience.PRIVATE
    nothing = allowing.TOLD_ALONE if is_alone else allowing.NOTHING_ALLOWED
    await scene.tell(lines or [nothing], *back)


async def _revoke(scene: Scene, found: Sequence[Allowance]) -> None:
    found = await _mine(scene, found)
    if not found:
        raise AskError(allowing.NOT_ALLOWED)
    for one in found:
        await scene.desk.allowances.remove(one)
    await scene.tell([allowing.taken_back(one.pattern, one.host) for one in found])


async def _mine(scene: Scene, found: Sequence[Allowance]) -> list[Allowance]:
    """Return the allowances that somebody may know of: their own, and those of what they read; all where they manage the workspace."""
    if scene.who.is_manager or all(one.by == scene.member for one in found):
        return list(found)
    seen = (await scene.desk.visibilities.seen_by(scene.member)).repositories
    return [one for one in found if one.by == scene.member or any(is_allowed(one.text, host, name) for host, name in seen)]


async def _readers(scene: Scene, *, is_everywhere: bool) -> Audience:
    """Return for whom something is allowed; refuse where only who asks reads it anyway, and what may mean several servers."""
    if is_everywhere:
        await demand_one_server(scene)
        return Audience.WORKSPACE
    around = await scene.directory.audience(scene.turn.place)
    if around is Audience.PRIVATE:
        raise AskError(allowing.TOLD_ALONE)
    return around


def _read(words: str) -> tuple[str, bool]:
    rest, _, last = words.rpartition(" ")
    place = last.lower() if last.lower() in _PLACES else ""
    pattern = (rest if place else words).strip(' "')
    owner, slash, name = pattern.rpartition("/")
    if not slash or not owner or not name or "*" in owner or ("*" in name and name != "*"):
        raise AskError(allowing.HOW, word=words)
    return pattern, place == "everywhere"
