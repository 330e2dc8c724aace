"""Sentences for a terminal help in a chat too."""

import pytest

from core.errors import OutsideError
from core.messages import connect
from core.model import Visibility
from core.talking.wording import in_chat
from tests.core.talking.desk import Office
from tests.facts import commit


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (connect.dead("github", "github.com", "ana"), "github.com refused the token of ana (expired or revoked): /recap connect github"),
        (connect.command("gitlab", "gitlab.example.org"), "/recap connect gitlab gitlab.example.org"),
        (
            connect.no_flow("github", "github.com"),
            "Recap is not registered at GitHub, so that only a token links an account there: /recap connect github",
        ),
        ("No sprint is set: run “recap settings” and give its length.", "No sprint is set: run “/recap settings” and give its length."),
        ("/recap connect github", "/recap connect github"),
        ("acme/recap connects", "acme/recap connects"),
    ],
)
def test_commands_are_told_as_a_chat_takes_them(said: str, told: str) -> None:
    assert in_chat(said) == told


async def test_failures_under_an_answer_say_what_to_do_in_a_chat() -> None:
    office = Office()
    ana = office.worker("Ana Lima")
    office.reads(ana, commit("Add login", visibility=Visibility.PUBLIC))
    office.fails = OutsideError(connect.dead("github", "github.com", "ana"))

    shown = await office.says(ana, "last week", office.platform.room("team", ana))

    assert shown.text.endswith("github.com (U1) refused the token of ana (expired or revoked): /recap connect github")
