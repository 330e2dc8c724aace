"""Dates that are offered while somebody types, with the days that they mean for them."""

from core.model.chat import Choice
from core.talking.suggesting import suggested
from tests.core.talking.desk import Office


async def test_what_is_typed_comes_first_and_what_is_no_date_is_not_offered() -> None:
    office = Office()
    ana = office.worker("Ana Silva")
    found = await suggested(office.desk(), ana, "last w")
    assert [one.value for one in found] == ["last working day", "last week"]
    assert all(one.label.startswith(f"{one.value} · ") for one in found)
    assert (await suggested(office.desk(), ana, "2025-05-01"))[0] == Choice("2025-05-01", "2025-05-01 · Thu 1 May 2025")
    assert await suggested(office.desk(), ana, "acme/web") == []
    assert await suggested(office.desk(), ana, "no such words") == []
    assert len(await suggested(office.desk(), ana, "")) == 11


async def test_the_days_are_those_of_the_person_s_own_zone() -> None:
    office = Office()
    ana = office.worker("Ana Silva")
    here = (await suggested(office.desk(), ana, "today"))[0].label
    await office.people.keep_settings(ana, {"zone": "Pacific/Kiritimati"})
    office.now = office.now.replace(hour=23)
    assert (await suggested(office.desk(), ana, "today"))[0].label != here
