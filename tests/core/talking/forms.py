"""The form that was opened last, and how it is sent."""

from collections.abc import Mapping

from core.model import Member
from core.model.chat import Filled, Form, Place
from tests.core.talking.desk import Office
from tests.fake_chat import Shown


def form(office: Office) -> Form:
    return office.platform.forms[-1][1]


async def fills(office: Office, member: Member, place: Place, values: Mapping[str, str]) -> Shown:
    opened = form(office)
    await office.take(office.platform.turn(member, place, Filled(opened.name, opened.token, values)))
    return office.platform.messages[-1]
