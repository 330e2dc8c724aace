"""Links an account in a chat: by a page in a browser, a code that is typed at the host, or a token in a form."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from core.connect import LONGEST, Linked, Site
from core.errors import OutsideError, PermanentError, SettingsError
from core.limits import Call
from core.messages import connect as messages
from core.messages import talking
from core.model import DeviceCode, Member, Provider, Secret
from core.model.chat import Button, Field, FieldKind, Filled, Form, Page, Style, Turn, Typed
from core.preferences import preferences
from core.talking import pending
from core.talking.desk import Desk, Scene

TOKEN = "token"  # noqa: S105  the field that holds one
HOST = "host"
_ANY = "dev.azure.com/ORGANISATION"  # where nobody said which
_WAITS = 600  # seconds that an offer stands


async def first(scene: Scene, typed: Typed) -> None:
    """Let a question wait for an account, and offer to link one.

    Raises:
        OutsideError: the store failed, or it could not be told.
    """
    await scene.desk.waiting.ask_later(scene.member, pending.written(scene.turn, typed))
    await scene.tell([talking.CONNECT_FIRST], *kinds())


async def connect(scene: Scene, words: str) -> None:
    """Offer the ways to link an account: `connect`, `connect github`, `connect gitlab gitlab.example.org`.

    Raises:
        RecapError: there is no such kind of host, or nobody allowed it.
    """
    kind, _, host = words.partition(" ")
    if not kind:
        await scene.tell([talking.CONNECT_WHERE], *kinds())
        return
    if kind.lower() not in list(Provider):
        raise SettingsError([talking.NO_KIND])
    await _offer(scene, Provider(kind.lower()), host.strip())


async def offer(scene: Scene, kind: str) -> None:
    """Offer the ways to link an account of the kind that a button names.

    Raises:
        RecapError: there is no such kind, or it cannot be offered.
    """
    await connect(scene, kind)


async def ask_token(scene: Scene, name: str) -> None:
    """Open the form that takes a token.

    Raises:
        RecapError: the offer is too old or somebody else's, or the form could not be opened.
    """
    provider, host = await _offered(scene, name)
    await scene.open(_form(scene, provider, host, name), label=talking.BY_TOKEN)


async def by_token(scene: Scene, name: str) -> Turn | None:
    """Link an account by the token of a form, and return the question that waited for it.

    Raises:
        RecapError: nothing was linked; the sentence says why.
    """
    provider, _ = await _offered(scene, name)
    values = scene.turn.deed.values if isinstance(scene.turn.deed, Filled) else {}
    await scene.desk.admit(scene.member, Call.LINK)
    linking = scene.desk.linking
    site = linking.sites(provider, linking.named(provider, values.get(HOST, "").strip()))
    return await _told(scene, await linking.connector.by_token(scene.member, site, Secret(values.get(TOKEN, "").strip())))


async def by_device(scene: Scene, name: str) -> Turn | None:
    """Link an account by a code that is typed at the host, and return the question that waited for it.

    Raises:
        RecapError: nothing was linked; the sentence says why.
    """
    site = _site(scene, *await _offered(scene, name))
    await scene.desk.admit(scene.member, Call.LINK)
    try:
        async with asyncio.TaskGroup() as tasks:

            def show(code: DeviceCode) -> None:
                tasks.create_task(scene.tell([talking.device(code.address, code.typed)]))

            done = await scene.desk.linking.connector.by_device(scene.member, site, show)
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return await _told(scene, done)


async def tell_elsewhere(desk: Desk, done: Linked) -> None:
    """Tell somebody in a direct message that an account was linked.

    Raises:
        OutsideError: it could not be told.
    """
    owner = done.account.owner
    platform = desk.platform(owner.platform)
    page = Page(lines=tuple(_lines(done)), home=owner.tenant)
    with suppress(OutsideError):
        page = await _asking(desk, owner, (await platform.directory.participant(owner)).zone, page)
    await platform.posts.post(await platform.directory.direct(owner), desk.opaque(), page)


def kinds() -> Sequence[Button]:
    """Return a button for each kind of host."""
    return [Button(name="connect", label=messages.NAMES[kind], value=kind) for kind in Provider]


async def _offer(scene: Scene, provider: Provider, host: str) -> None:
    name = scene.desk.opaque()
    kept = [scene.member.platform, scene.member.tenant, scene.member.user, provider, host]
    await scene.desk.waiting.keep(Secret(name), json.dumps(kept), seconds=_WAITS)
    site = None if provider is Provider.AZURE and not host else _site(scene, provider, host)  # the form asks for the organisation
    if site is None or site.oauth is None:
        await scene.open(_form(scene, provider, host, name), label=talking.BY_TOKEN)
        return
    ways = [Button(name="device", label=talking.BY_CODE, value=name), Button(name="token", label=talking.BY_TOKEN, value=name)]
    if scene.desk.linking.page:
        await scene.desk.admit(scene.member, Call.LINK)
        url = await scene.desk.linking.page(scene.member, site)
        ways = [Button(name="oauth", label=talking.BY_PAGE, url=url, style=Style.PRIMARY), *ways]
    await scene.tell([talking.ways(messages.place(provider, site.host))], *ways)


async def _offered(scene: Scene, name: str) -> tuple[Provider, str]:
    kept = json.loads(await scene.desk.waiting.look(Secret(name)) or "[]")
    if kept[:3] != [scene.member.platform, scene.member.tenant, scene.member.user]:
        raise PermanentError(talking.OLD)
    return Provider(kept[3]), kept[4]


def _site(scene: Scene, provider: Provider, host: str) -> Site:
    linking = scene.desk.linking
    return linking.sites(provider, linking.named(provider, host))


async def _told(scene: Scene, done: Linked) -> Turn | None:
    page = await _asking(scene.desk, scene.member, scene.who.zone, Page(lines=tuple(_lines(done))))
    await scene.tell(page.lines, *page.buttons)
    return pending.read(done.question)


async def _asking(desk: Desk, member: Member, zone: str, page: Page) -> Page:
    """Return a page that asks for a time zone too, where neither a profile nor somebody's settings have one."""
    if zone or preferences((await desk.people.of(member)).settings).zone:
        return page
    return replace(page, lines=(*page.lines, talking.no_zone(desk.zone)), buttons=(Button(name="settings", label=talking.SETTINGS),))


def _lines(done: Linked) -> Sequence[str]:
    account, reach = done.account, done.reach
    told = [messages.linked(account.provider, account.host, account.login, account.id)]
    if reach is None:
        return [*told, messages.unknown_scopes(account.provider)]
    missing = [messages.missing(reach.missing)] if reach.missing else []
    more = [messages.more(reach.more)] if reach.more else []
    return [*told, messages.reads(reach.reads), *missing, *more]


def _form(scene: Scene, provider: Provider, host: str, name: str) -> Form:
    usual = messages.HOSTS[provider]
    named = host or (scene.desk.linking.named(provider, "") if usual else "")
    host = "" if named == usual else named  # the usual one here may be of one's own
    where = Field(name=HOST, label=talking.HOST, value=host, hint=talking.host_hint(provider, named), is_optional=bool(usual), limit=253)
    token = Field(name=TOKEN, label=talking.TOKEN_FIELD, kind=FieldKind.SECRET, limit=LONGEST)
    address = messages.made_at(provider, host or usual or _ANY)
    lines = (talking.made_at(address), messages.needed(provider))
    leads = () if _ANY in address else (Button(name="made-at", label=talking.MAKE_TOKEN, url=address),)
    return Form(
        name="token",
        title=talking.connect_title(messages.NAMES[provider]),
        lines=lines,
        fields=(token, where),
        submit=talking.CONNECT,
        token=name,
        buttons=leads,
    )
