"""A token in a chat is refused, kept nowhere, and taken away where others can read it."""

import pytest

from core.messages import talking as messages
from core.model import Member
from core.model.chat import Place, Way
from core.talking.tokens import holds_token
from tests.core.talking.desk import Office
from tests.core.talking.forms import fills

TOKENS = [
    "ghp_" + "a1B2" * 9,
    "ghp_abcdefgh",
    "github_pat_11ABCDEFG0_" + "x1Y" * 15,
    "gho_" + "a1B2" * 9,
    "ghs_" + "a1B2" * 9,
    "glpat-" + "x1Y2z3W4-" * 3,
    "abcdefgh234567" * 3 + "abcdefghij",  # Azure DevOps, 52
    "aB3" * 25 + "JAZDO1234",  # and 84
    "xoxb-123456789012-abcdefABCDEF",
    "xoxe.xoxp-1-abcdefghijk",
    "xapp-1-A0B1C2-3-abcdef",
    "sk-proj-" + "abcDEF123" * 4,
    "sk-" + "abcDEF123" * 4,
]


@pytest.fixture
def ana(office: Office) -> Member:
    return office.platform.person("Ana Lima")


@pytest.fixture
def team(office: Office, ana: Member) -> Place:
    return office.platform.room("team", ana)


@pytest.mark.fault("F133")
@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("way", [Way.COMMAND, Way.MENTION, Way.DIRECT])
async def test_token_in_words_is_refused_kept_nowhere_and_not_repeated(
    office: Office, ana: Member, team: Place, token: str, way: Way
) -> None:
    for words in (token, f"connect github {token}", f"last week {token}"):
        shown = await office.says(ana, words, team, way)
        assert shown.text.split("\n") == [messages.REVOKE, *([] if way is Way.COMMAND else [messages.TO_ERASE])]
    assert (office.accounts.kept, office.waiting.questions, office.waiting.texts, office.answers.kept) == ([], {}, {}, [])


@pytest.mark.fault("F133")
async def test_token_that_others_can_read_is_taken_away_where_the_bot_may(office: Office, ana: Member, team: Place) -> None:
    office.platform.erases = True

    assert (await office.says(ana, TOKENS[0], team)).text == messages.REVOKE  # nobody saw the command
    assert office.platform.erased == []
    assert (await office.says(ana, TOKENS[0], team, Way.MENTION)).text == f"{messages.REVOKE}\n{messages.ERASED}"
    assert len(office.platform.erased) == 1


@pytest.mark.fault("F133")
async def test_token_in_a_form_that_asks_for_none_is_refused(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "settings", team)

    assert (await fills(office, ana, team, {"zone": TOKENS[0]})).text == messages.REVOKE
    assert office.people.kept == {}


@pytest.mark.parametrize("words", ["last week in acme/web", "why is 593d92812fa4ec2ec84a9f5b5b8e0b0a3a3a1c1d in there?", "topic:tokens"])
def test_words_without_tokens_are_words(words: str) -> None:
    assert not holds_token(words)
