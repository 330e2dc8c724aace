"""What somebody is told in the open, and what they choose to allow."""

from core.model import Member
from core.model.chat import Place, Way
from tests.core.talking.desk import Office
from tests.core.talking.forms import fills, form
from tests.fake_chat import Shown


async def openly(office: Office, member: Member, place: Place) -> str:
    return (await office.says(member, "last week", place, Way.MENTION)).text


async def chooses(office: Office, member: Member, place: Place, *labels: str) -> Shown:
    values = "\n".join(choice.value for choice in form(office).fields[0].choices if choice.label in labels)
    return await fills(office, member, place, {"allowed": values})
