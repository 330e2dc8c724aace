"""Who is called by name in what is shown: whom a question names, and nobody who calls themselves so."""

from dataclasses import replace

import pytest

from core.model import Identity, Member, Provider
from core.model.chat import Place
from core.naming import named
from tests.core.talking.desk import LOGIN, Office
from tests.fake_accounts import account
from tests.fake_chat import said


@pytest.mark.fault("F163")
async def test_whoever_calls_themselves_by_somebody_s_id_is_not_called_by_their_name(
    office: Office, ana: Member, bob: Member, team: Place
) -> None:
    eve = office.platform.person("Eve", user="U9")
    office.platform.rooms[team][1].append(eve)
    linked = account(eve, "github.com", "9", "eve", provider=Provider.GITHUB, name=f"<@{bob.user}>", emails=("eve@mail.example",))
    office.accounts.kept.append(linked)
    office.reads(ana, replace(LOGIN, actor=Identity(f"<@{bob.user}>", "eve@mail.example")))

    async def name(user: str) -> str:
        return {bob.user: "Bob Berg", eve.user: "Eve"}[user]

    for words in (f"<@{eve.user}> last week here", "eve@mail.example last week here", "everyone here last week here"):
        shown = await office.says(ana, words, team)
        assert "(#412)" in shown.text
        assert "@Bob" not in said(await named(shown.page, name))
