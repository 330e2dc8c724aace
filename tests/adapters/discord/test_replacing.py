"""An answer that takes the place of another: in its message, with nothing left that thinks."""

import pytest

from core.model.chat import Button, Page, Reach
from tests.adapters.discord.conftest import House


@pytest.mark.parametrize("is_direct", [False, True])
async def test_a_press_changes_the_message_below_which_it_was_made(house: House, *, is_direct: bool) -> None:
    async with house.connected() as one:
        where = house.server.conversation(house.ana) if is_direct else house.general
        await house.ana.says("last week" if is_direct else "<@bot> last week", where)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(Page(lines=("first",), buttons=(Button(name="shorter", label="Shorter", value="a"),)))

        await house.ana.presses(where.messages[int(live.id)], "Shorter")
        turn = await house.turn(2)
        again = one.platform.chat(turn).live(Reach.PLACE, on=turn.message)
        await again.show(Page(lines=("second",)))
        await again.show(Page(lines=("third",)))

    assert (again.id, turn.message) == (live.id, live.id)
    screen = house.ana.screen(where)
    assert "third" in screen
    assert not any(word in screen for word in ("first", "second", "thinking"))
