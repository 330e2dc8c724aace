"""The form in which somebody chooses, of what they read themselves, what a place may be told."""

import json
from collections.abc import Iterator
from typing import TypeAlias

from core.audience import is_wider
from core.errors import PermanentError
from core.messages import allowing
from core.messages import talking as messages
from core.model import Secret, Visibility
from core.model.chat import Audience, Button, Choice, Field, FieldKind, Filled, Form
from core.model.kept import Seen, written
from core.talking.allowing import allowance, check, here, mark
from core.talking.desk import Scene

_MOST = 25  # choices in a form
_WAITS = 600  # seconds that a list stands
_Listed: TypeAlias = tuple[str, tuple[Choice, ...]]  # who read the place then, and what there was to choose


async def offer(scene: Scene, name: str) -> None:
    """Let who pressed the hidden count choose of what they read themselves what may be told here; what was listed already is named.

    Hosts may take longer than a platform lets a form open: then a button opens it with what was listed.

    Raises:
        RecapError: guests do not decide that, or the hosts could not be asked.
    """
    check(scene, is_everywhere=False)
    found = await _listed(scene, name) or await _looked_up(scene)
    if found is None:
        return
    name, (around, choices) = found
    field = Field(name="allowed", label=allowing.FIELD, kind=FieldKind.CHOICES, choices=choices)
    lines = (allowing.LINES, *([allowing.OUTSIDE] if around == Audience.OUTSIDE else []))
    form = Form(name="allow", title=allowing.TITLE, lines=lines, fields=(field,), submit=allowing.ALLOW, token=name)
    try:
        await scene.open(form, label=allowing.ALLOW)
    except PermanentError as error:
        await scene.tell([str(error)], Button(name="allow", label=allowing.ALLOW, value=name))


async def filled(scene: Scene, name: str) -> None:
    """Allow here what was chosen, of what the one who chose reads now, where no more people read the place than then.

    Raises:
        RecapError: guests do not decide that, more people read along, or the hosts could not be asked.
    """
    check(scene, is_everywhere=False)
    listed = await _listed(scene, name)
    if listed is None:
        raise PermanentError(messages.OLD)
    around = await scene.directory.audience(scene.turn.place)
    if is_wider(around, Audience(listed[1][0])):
        raise PermanentError(allowing.OPENED)
    values = scene.turn.deed.values if isinstance(scene.turn.deed, Filled) else {}
    chosen = values.get("allowed", "").split("\n")
    seen = await scene.desk.visibilities.seen_by(scene.member)
    meant = [text.split("\t") for text, _label in _offered(seen) if mark(text) in chosen]
    for host, pattern in meant:
        await scene.desk.allowances.add(allowance(scene, host, pattern, around, is_everywhere=False))
    told = [allowing.allowed(pattern, host, is_everywhere=False) for host, pattern in meant]
    await scene.tell([*told, allowing.ASK_AGAIN] if told else [allowing.NOTHING_CHANGED])


async def _looked_up(scene: Scene) -> tuple[str, _Listed] | None:
    """Return what somebody may choose among, and the name under which it is kept for a while; where there is nothing, say so."""
    seen = await scene.desk.visibilities.seen_by(scene.member)
    allowed = [one.text for one in await here(scene)]
    choices = tuple(Choice(mark(text), label[:75]) for text, label in _offered(seen) if text not in allowed)[:_MOST]
    if not choices:
        await scene.tell([allowing.NOTHING_TO_ALLOW, *seen.failures])
        return None
    around, name = await scene.directory.audience(scene.turn.place), scene.desk.opaque()
    kept = [scene.member.user, scene.turn.place.channel, around, [[one.value, one.label] for one in choices]]
    await scene.desk.waiting.keep(Secret(name), json.dumps(kept), seconds=_WAITS)
    return name, (around, choices)


async def _listed(scene: Scene, name: str) -> tuple[str, _Listed] | None:
    """Return what was listed for the same person in the same place, under its name."""
    kept = json.loads(await scene.desk.waiting.look(Secret(name)) or "[]") if name else []
    if kept[:2] != [scene.member.user, scene.turn.place.channel]:
        return None
    return name, (kept[2], tuple(Choice(*one) for one in kept[3]))


def _offered(seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield what can be allowed of what somebody reads: all of an owner's, then each repository that is not public."""
    closed = sorted(key for key, visibility in seen.repositories.items() if visibility is not Visibility.PUBLIC)
    for host, owner in dict.fromkeys((host, name.rpartition("/")[0]) for host, name in closed):
        yield written(host, f"{owner}/*"), allowing.choice(f"{owner}/*", host)
    for host, name in closed:
        yield written(host, name), allowing.choice(name, host)
