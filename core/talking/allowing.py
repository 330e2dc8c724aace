"""What a place may be told of repositories that are not public: who reads one may allow it there, a manager everywhere."""

import hashlib
from collections.abc import Iterator, Sequence

from core.audience import is_allowed, is_wider
from core.errors import AskError, AuthError, PermanentError
from core.messages import talking as messages
from core.model import Visibility
from core.model.chat import Audience, Button, Choice, Field, FieldKind, Filled, Form, Style
from core.model.kept import Allowance, Seen, written
from core.talking.desk import Scene
from core.talking.selves import demand_one_server

_PLACES = ("here", "everywhere")
_MOST = 25  # choices in a form


async def allow(scene: Scene, words: str) -> None:
    """List what is allowed here, or allow more: `allow acme/web here`, `allow acme/* everywhere`.

    Raises:
        RecapError: who asks may not, or cannot read what they name.
    """
    if not words:
        await _list(scene)
        return
    pattern, is_everywhere = _read(words)
    await _check_place(scene, is_everywhere=is_everywhere)
    _check(scene, is_everywhere=is_everywhere)
    seen = await scene.desk.visibilities.seen_by(scene.member)
    meant = [(key, visibility) for key, visibility in seen.repositories.items() if is_allowed(written(key[0], pattern), *key)]
    hosts = sorted({host for (host, _), visibility in meant if visibility is not Visibility.PUBLIC})
    if not hosts:
        refusal = messages.public_already(pattern) if meant else messages.not_readable(pattern)
        raise AuthError("\n".join([refusal, *seen.failures]))
    for host in hosts:
        await scene.desk.allowances.add(await _allowance(scene, host, pattern, is_everywhere=is_everywhere))
    await scene.tell([messages.allowed(pattern, host, is_everywhere=is_everywhere) for host in hosts])


async def disallow(scene: Scene, words: str) -> None:
    """Take an allowance of this place, or of everywhere, back.

    Raises:
        RecapError: who asks may not, or there is none.
    """
    pattern, is_everywhere = _read(words)
    if is_everywhere:
        await demand_one_server(scene)
    found = [one for one in await _here(scene) if one.pattern.casefold() == pattern.casefold() and is_everywhere == (not one.place.channel)]
    await _revoke(scene, found)


async def take_back(scene: Scene, mark: str) -> None:
    """Take back the allowance of a button.

    Raises:
        RecapError: who presses may not, or there is none.
    """
    await _revoke(scene, [one for one in await _here(scene) if _mark(one.text, one.place.channel) == mark])


async def offer(scene: Scene, _: str) -> None:
    """Let who pressed the hidden count choose of what they read themselves what may be told here.

    Raises:
        RecapError: guests do not decide that, or the hosts could not be asked.
    """
    _check(scene, is_everywhere=False)
    seen = await scene.desk.visibilities.seen_by(scene.member)
    allowed = [one.text for one in await _here(scene)]
    choices = [Choice(_mark(text), label[:75]) for text, label in _offered(seen) if text not in allowed][:_MOST]
    if not choices:
        await scene.tell([messages.NOTHING_TO_ALLOW, *seen.failures])
        return
    field = Field(name="allowed", label=messages.ALLOW_FIELD, kind=FieldKind.CHOICES, choices=tuple(choices))
    around = await scene.directory.audience(scene.turn.place)
    form = Form(
        name="allow", title=messages.ALLOW_TITLE, lines=(messages.ALLOW_LINES,), fields=(field,), submit=messages.ALLOW, token=around
    )
    await scene.open(form, label=messages.ALLOW)


async def filled(scene: Scene, around: str) -> None:
    """Allow here what was chosen, of what the one who chose reads now, where no more people read the place than then.

    Raises:
        RecapError: guests do not decide that, more people read along, or the hosts could not be asked.
    """
    _check(scene, is_everywhere=False)
    if around not in list(Audience) or is_wider(await scene.directory.audience(scene.turn.place), Audience(around)):
        raise PermanentError(messages.OPENED)
    values = scene.turn.deed.values if isinstance(scene.turn.deed, Filled) else {}
    chosen = values.get("allowed", "").split("\n")
    seen = await scene.desk.visibilities.seen_by(scene.member)
    meant = [text.split("\t") for text, _label in _offered(seen) if _mark(text) in chosen]
    for host, pattern in meant:
        await scene.desk.allowances.add(await _allowance(scene, host, pattern, is_everywhere=False))
    told = [messages.allowed(pattern, host, is_everywhere=False) for host, pattern in meant]
    await scene.tell([*told, messages.ASK_AGAIN] if told else [messages.NOTHING_CHANGED])


async def _list(scene: Scene) -> None:
    """List what is allowed here, as far as who asks reads it themselves or gave it; a manager sees all."""
    found = await _mine(scene, await _here(scene))
    lines = [messages.allowed(one.pattern, one.host, is_everywhere=not one.place.channel) for one in found]
    back = [
        Button(name="disallow", label=messages.take_back(one.pattern), value=_mark(one.text, one.place.channel), style=Style.DANGER)
        for one in found[:_MOST]
    ]
    is_alone = await scene.directory.audience(scene.turn.place) is Audience.PRIVATE
    nothing = messages.TOLD_ALONE if is_alone else messages.NOTHING_ALLOWED
    await scene.tell(lines or [nothing], *back)


async def _revoke(scene: Scene, found: Sequence[Allowance]) -> None:
    found = await _mine(scene, found)
    if not found:
        raise AskError(messages.NOT_ALLOWED)
    for one in found:
        await scene.desk.allowances.remove(one)
    await scene.tell([messages.taken_back(one.pattern, one.host) for one in found])


async def _mine(scene: Scene, found: Sequence[Allowance]) -> list[Allowance]:
    """Return the allowances that somebody may know of: their own, and those of what they read; all where they manage the workspace."""
    if scene.who.is_manager or all(one.by == scene.member for one in found):
        return list(found)
    seen = (await scene.desk.visibilities.seen_by(scene.member)).repositories
    return [one for one in found if one.by == scene.member or any(is_allowed(one.text, host, name) for host, name in seen)]


async def _here(scene: Scene) -> list[Allowance]:
    room = scene.turn.place.room
    return [one for one in await scene.desk.allowances.of(room.platform, room.tenant) if one.place in (room, scene.workspace)]


async def _allowance(scene: Scene, host: str, pattern: str, *, is_everywhere: bool) -> Allowance:
    """Return an allowance for the readers that the place has now: who reads it later is asked about again."""
    now = Audience.WORKSPACE if is_everywhere else await scene.directory.audience(scene.turn.place)
    place = scene.workspace if is_everywhere else scene.turn.place.room
    return Allowance(place=place, host=host, pattern=pattern, by=scene.member, audience=now)


async def _check_place(scene: Scene, *, is_everywhere: bool) -> None:
    """Refuse what changes nothing, since only who asks reads the place, and what may mean several servers."""
    if is_everywhere:
        await demand_one_server(scene)
    elif await scene.directory.audience(scene.turn.place) is Audience.PRIVATE:
        raise AskError(messages.TOLD_ALONE)


def _check(scene: Scene, *, is_everywhere: bool) -> None:
    if scene.who.is_guest:
        raise AuthError(messages.NO_GUESTS)
    if is_everywhere and not scene.who.is_manager:
        raise AuthError(messages.NO_MANAGER)


def _read(words: str) -> tuple[str, bool]:
    rest, _, last = words.rpartition(" ")
    place = last.lower() if last.lower() in _PLACES else ""
    pattern = (rest if place else words).strip(' "')
    owner, slash, name = pattern.rpartition("/")
    if not slash or not owner or not name or "*" in owner or ("*" in name and name != "*"):
        raise AskError(messages.ALLOW_HOW, word=words)
    return pattern, place == "everywhere"


def _offered(seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield what can be allowed of what somebody reads: all of an owner's, then each repository that is not public."""
    closed = sorted(key for key, visibility in seen.repositories.items() if visibility is not Visibility.PUBLIC)
    for host, owner in dict.fromkeys((host, name.rpartition("/")[0]) for host, name in closed):
        yield written(host, f"{owner}/*"), messages.choice(f"{owner}/*", host)
    for host, name in closed:
        yield written(host, name), messages.choice(name, host)


def _mark(text: str, channel: str = "") -> str:
    return hashlib.sha256(f"{channel}\n{text}".encode()).hexdigest()[:32]
