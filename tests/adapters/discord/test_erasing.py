"""What others wrote is taken away where the bot may do that."""

import pytest

from tests.adapters.discord.conftest import House
from tests.servers.discord.nouns import Overwrite
from tests.servers.discord.permissions import bits


@pytest.mark.fault("F133")
async def test_what_somebody_wrote_is_deleted_where_the_bot_may_manage_messages(house: House) -> None:
    async with house.connected() as one:
        await house.bob.says("<@bot> a secret", house.general)
        chat = one.platform.chat(await house.turn())
        assert not await chat.erase()
        assert "a secret" in house.ana.screen(house.general)
        house.general.overwrites[house.server.bot.id] = Overwrite(house.server.bot.id, 1, allow=bits("manage_messages"))
        assert await chat.erase()
        assert "a secret" not in house.ana.screen(house.general)
        assert await chat.erase()  # it is gone

        await house.bob.uses("/recap ask", {"question": "last week"}, house.general)
        await house.bob.says("last week", house.server.conversation(house.bob))
        for number in (2, 3):
            assert not await one.platform.chat(await house.turn(number)).erase()
