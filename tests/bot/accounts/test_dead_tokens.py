"""A whole bot, and a token that its host no longer takes."""

import pytest

from tests.bot.office import Office


@pytest.mark.fault("F060")
async def test_a_dead_token_is_one_direct_message_whose_button_links_it_again(acme: Office) -> None:
    screen = acme.ana.screen(acme.dev)
    direct = acme.ana.screen(acme.ana.dm)
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        acme.host.tokens.clear()  # revoked there
        await acme.ana.types("/recap last 3 days", acme.dev)
        await acme.slack.until(lambda: "refused the token" in screen.text)
        await acme.slack.until(lambda: "no longer takes the token of ana" in direct.text)
        await acme.ana.types("/recap last 2 days", acme.dev)
        await acme.slack.until(lambda: screen.text.count("refused the token") > 1)
        assert direct.text.count("no longer takes the token") == 1

        await acme.ana.presses(direct.last, "reconnect")
        await acme.slack.until(lambda: acme.ana.modal)
        assert acme.ana.modal is not None
        token = acme.host.token(acme.host.world.users["ana"]).text
        await acme.ana.submits(acme.ana.modal, {"token": token})
        await acme.slack.until(lambda: "Linked GitHub" in direct.text)
        acme.host.tokens.clear()
        await acme.ana.types("/recap last 4 days", acme.dev)
        await acme.slack.until(lambda: direct.text.count("no longer takes the token") > 1)
