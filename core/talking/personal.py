"""What is a person's own: their settings, keeping out of shared places, all that is kept of them, and being forgotten."""

import json
import shlex
from collections.abc import Mapping, Sequence
from datetime import date

from core.connect import exported
from core.errors import SettingsError
from core.messages import settings as settings_messages
from core.messages import talking as messages
from core.model import Length, Member
from core.model.chat import Button, Choice, Field, FieldKind, Filled, Form, Style
from core.preferences import KEYS, changed, preferences
from core.talking.desk import Desk, Scene
from core.talking.parting import parted

_STRAIGHT = str.maketrans("“”„«»", '"' * 5)  # as chats write quotation marks of their own accord
_FORM = ("zone", "country", "language", "bullets", "length")  # five at most; words set the others


async def settings(scene: Scene, words: str) -> None:
    """Show the settings in a form, or change what words say: `settings zone=Europe/Lisbon bullets=5`.

    Raises:
        RecapError: they are not understood, or the store failed.
    """
    if not words:
        await open_settings(scene, "")
        return
    try:
        await _change(scene, shlex.split(words.translate(_STRAIGHT)))
    except ValueError:
        raise SettingsError([settings_messages.bad_quotes(words)]) from None


async def open_settings(scene: Scene, _: str) -> None:
    """Open the form of the settings.

    Raises:
        RecapError: the store failed, or it could not be opened.
    """
    kept = (await scene.desk.people.of(scene.member)).settings
    form = Form(
        name="settings",
        title=messages.SETTINGS,
        lines=tuple(_lines(kept)),
        fields=tuple(_field(scene, key, str(kept.get(key, ""))) for key in _FORM),
        submit=messages.SAVE,
    )
    await scene.open(form, label=messages.SETTINGS)


async def filled(scene: Scene, _: str) -> None:
    """Keep what a form of settings holds; where a value is not understood nothing is changed, and the form is a press away.

    Raises:
        OutsideError: the store failed, or it could not be told.
    """
    values = scene.turn.deed.values if isinstance(scene.turn.deed, Filled) else {}
    try:
        await _change(scene, [f"{key}={values[key]}" for key in _FORM if key in values])
    except SettingsError as error:
        await scene.tell(str(error).split("\n"), Button(name="settings", label=messages.SETTINGS))


async def hide(scene: Scene, words: str) -> None:
    """Keep out of what others ask in shared places, or no longer: `hide-me`, `hide-me off`.

    Raises:
        RecapError: the store failed.
    """
    is_hidden = words.lower() != "off"
    for member in await scene.platform.homes(scene.turn):
        await scene.desk.people.hide(member, is_hidden=is_hidden)
    await scene.tell([messages.HIDDEN if is_hidden else messages.NOT_HIDDEN])


async def export(scene: Scene, _: str) -> None:
    """Tell all that is kept of somebody, without tokens.

    Raises:
        RecapError: the store failed, or it could not be told.
    """
    kept = [await _kept(scene.desk, member) for member in await scene.platform.homes(scene.turn)]
    await scene.tell([messages.EXPORT, *(json.dumps(one, ensure_ascii=False) for one in kept)])


async def _kept(desk: Desk, member: Member) -> Mapping[str, object]:
    habits = await desk.people.of(member)
    return {
        "version": 1,
        "settings": dict(habits.settings),
        "last_recap": habits.last_recap.isoformat() if habits.last_recap else None,
        "hidden": habits.is_hidden,
        "accounts": exported(await desk.accounts.of(member)),
        "allowed": [f"{one.pattern} at {one.host}" for one in await desk.allowances.of(member.platform, member.tenant) if one.by == member],
        "standups": [line for one in desk.belongings for line in await one.listed(member)],
    }


async def forget(scene: Scene, _: str) -> None:
    """Ask whether everything is to be erased.

    Raises:
        OutsideError: it could not be asked.
    """
    await scene.tell([messages.FORGET], Button(name="forget", label=messages.FORGET_ALL, style=Style.DANGER))


async def erase(scene: Scene, _: str) -> None:
    """Revoke and erase everything that is kept of somebody, and say what it was.

    Raises:
        RecapError: the store failed; what was erased is erased.
    """
    told = [line for member in await scene.platform.homes(scene.turn) for line in await _erased(scene.desk, member)]
    await scene.tell(told or [messages.NOTHING_ERASED])


async def _erased(desk: Desk, member: Member) -> Sequence[str]:
    told = [parted(one) for one in await desk.linking.connector.forget(member)]
    mine = [one for one in await desk.allowances.of(member.platform, member.tenant) if one.by == member]
    for one in mine:
        await desk.allowances.remove(one)
    counts = ((await desk.answers.forget(member), "answer"), (len(mine), "allowance"))
    told += [messages.erased(count, thing) for count, thing in counts if count]
    told += [line for one in desk.belongings for line in await one.forget(member)]
    return told + ([messages.ERASED_SETTINGS] if await desk.people.forget(member) else [])


async def _change(scene: Scene, words: list[str]) -> None:
    people, homes = scene.desk.people, await scene.platform.homes(scene.turn)
    kept = {one: changed((await people.of(one)).settings, words) for one in dict.fromkeys((scene.member, *homes))}
    scene.desk.days_off(preferences(kept[scene.member]).country)(date(2026, 1, 1))  # only the tables know which countries there are
    for member, settings in kept.items():
        await people.keep_settings(member, settings)
    await scene.tell(_lines(kept[scene.member]))


def _lines(kept: Mapping[str, object]) -> list[str]:
    others = [key for key in KEYS if key not in _FORM]
    return [*(f"{key} = {kept[key]}" for key in KEYS if key in kept), messages.other_settings(others)]


def _field(scene: Scene, key: str, value: str) -> Field:
    if key == "length":
        choices = tuple(Choice(one, one) for one in Length)
        return Field(
            name=key, label=messages.FIELDS[key], kind=FieldKind.CHOICE, value=value or Length.NORMAL, choices=choices, is_optional=True
        )
    hint = messages.HINTS[key]
    if key == "zone":
        hint = messages.zone_hint(scene.who.zone or scene.desk.zone, is_of_profile=bool(scene.who.zone))
    return Field(name=key, label=messages.FIELDS[key], value=value, hint=hint, is_optional=True, limit=100)
