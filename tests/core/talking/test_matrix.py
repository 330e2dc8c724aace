"""The audience matrix: platforms x workspaces x people x visibilities x places, and nobody is shown what is not for them.

What may be shown is worked out here from what was set up alone: to one person, what their own token reads; to a place, of that what is
public, and what somebody allowed there. Every message that anybody could read is searched for every canary.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from core.model import Event, Member, Visibility
from core.model.chat import Audience, Place, Pressed, Way
from tests.core.talking.desk import Office
from tests.facts import commit
from tests.fake_chat import FakePlatform

PLATFORMS, TENANTS = ("slack", "discord"), ("T1", "T2")
READS = {  # what each one's token reads; the ids are the same in each workspace and on each platform
    "Ana Lima": tuple(Visibility),
    "Bob Berg": (Visibility.PUBLIC, Visibility.INTERNAL),
    "Gus Gast": (Visibility.PUBLIC, Visibility.PRIVATE),
}
PLACES = {
    "direct": Audience.PRIVATE,
    "private": Audience.MEMBERS,
    "public": Audience.WORKSPACE,
    "shared outside": Audience.OUTSIDE,
    "guests": Audience.OUTSIDE,
    "thread": Audience.WORKSPACE,
    "role": Audience.MEMBERS,
}
ALLOWED = {("slack", "T1", "public", Visibility.INTERNAL), ("discord", "T2", "role", Visibility.PRIVATE)}  # a thread is its channel's


@dataclass
class Workspace:
    name: str
    tenant: str
    office: Office
    people: dict[str, Member]

    def place(self, kind: str, member: Member) -> Place:
        if kind == "direct":
            return self.office.platform.direct_of(member)
        room = Place(self.name, self.tenant, "public" if kind == "thread" else kind)
        return replace(room, thread="17.1") if kind == "thread" else room

    def readers(self, place: Place, member: Member | None) -> Sequence[Member]:
        return [member] if member else self.office.platform.rooms[place.room][1]


def canary(name: str, tenant: str, visibility: Visibility) -> str:
    return f"canary-{name}-{tenant}-{visibility}"


def fact(name: str, tenant: str, visibility: Visibility) -> Event:
    return commit(f"Add the {canary(name, tenant, visibility)} form", repository=f"acme/{visibility}", visibility=visibility)


async def opened(name: str, tenant: str, office: Office) -> Workspace:
    people = {}
    for number, (person, visibilities) in enumerate(READS.items()):
        member = office.worker(person, tenant=tenant, user=f"U{number}", is_guest=person == "Gus Gast")
        office.reads(member, *(fact(name, tenant, one) for one in visibilities))
        people[person] = member
    for kind, audience in PLACES.items():
        if kind not in {"direct", "thread"}:
            office.platform.room(kind, *people.values(), audience=audience, tenant=tenant)
    workspace = Workspace(name, tenant, office, people)
    for at, its_tenant, kind, visibility in ALLOWED:
        if (at, its_tenant) == (name, tenant):
            await office.says(people["Ana Lima"], f"allow acme/{visibility} here", workspace.place(kind, people["Ana Lima"]))
    return workspace


async def asks(workspace: Workspace, member: Member, place: Place) -> None:
    """Ask in every way, and press everything that there is."""
    office = workspace.office
    for words, way in (("everyone last week", Way.COMMAND), ("everyone last week here", Way.COMMAND), ("everyone last week", Way.MENTION)):
        await office.says(member, words, place, way)
        await office.says(member, "why", place, Way.REPLY)
    private = await office.says(member, "everyone last week private", place)
    for name in ("shorter", "longer", "why", "refresh", "dm", "post", "allow"):
        for button in (one for one in private.page.buttons if one.name == name):
            await office.take(office.platform.turn(member, place, Pressed(name, button.value)))
    for button in [one for shown in office.platform.messages for one in shown.page.buttons if one.name == "post-now"]:
        await office.take(office.platform.turn(member, place, Pressed("post-now", button.value)))
    for other in workspace.people.values():  # who presses what is not theirs
        for button in private.page.buttons:
            if other != member:
                await office.take(office.platform.turn(other, place, Pressed(button.name, button.value)))


def may_know(workspace: Workspace, asker: str, kind: str, visibility: Visibility, *, is_alone: bool) -> bool:
    if visibility not in READS[asker]:
        return False
    room = "public" if kind == "thread" else kind
    return (
        is_alone or kind == "direct" or visibility is Visibility.PUBLIC or (workspace.name, workspace.tenant, room, visibility) in ALLOWED
    )


@pytest.mark.fault("F140", "F144", "F145", "F146", "F147")
async def test_audience_matrix_has_no_leak(record_property: Callable[[str, object], None]) -> None:
    cells, leaks, missing = 0, [], []
    for name in PLATFORMS:
        office = Office(platform=FakePlatform(name, edits_private=name == "discord"))
        workspaces = [await opened(name, tenant, office) for tenant in TENANTS]
        for workspace in workspaces:
            for asker, member in workspace.people.items():
                for kind in PLACES:
                    office.platform.messages.clear()
                    office.platform.forms.clear()
                    place = workspace.place(kind, member)
                    await asks(workspace, member, place)
                    for visibility in Visibility:
                        cells += 1
                        cell = (name, workspace.tenant, asker, visibility, kind)
                        leaks += [cell for _ in leaked(workspace, asker, kind, visibility)]
                        open_ = may_know(workspace, asker, kind, visibility, is_alone=False)
                        told = canary(name, workspace.tenant, visibility) in openly(workspace, place)
                        missing += [cell] if told is not open_ else []
    assert cells == 2 * 2 * 3 * 4 * 7
    assert leaks == []
    assert missing == []
    record_property("audience cells", cells)


def openly(workspace: Workspace, place: Place) -> str:
    return "\n".join(shown.text for shown in workspace.office.platform.messages if shown.reader is None and shown.place == place)


def leaked(workspace: Workspace, asker: str, kind: str, visibility: Visibility) -> Iterator[str]:
    """Yield every message and form in which somebody reads of a fact that is not for them."""
    office, mine = workspace.office, canary(workspace.name, workspace.tenant, visibility)
    others = [canary(name, tenant, visibility) for name in PLATFORMS for tenant in TENANTS]
    for shown in office.platform.messages:
        readers = workspace.readers(shown.place, shown.reader)
        is_alone = list(readers) == [workspace.people[asker]]
        said = "\n".join(repr(page) for page in shown.pages)  # all that reaches the platform, shown or not
        if mine in said and not may_know(workspace, asker, kind, visibility, is_alone=is_alone):
            yield said
        yield from (said for other in others if other != mine and other in said)
    for member, form in office.platform.forms:
        reads = READS[next(person for person, one in workspace.people.items() if one == member)]
        if visibility not in reads and f"acme/{visibility} " in repr(form):
            yield repr(form)
