"""What is alive in a message, and what a person reads of it."""

import pytest

from tests.servers.slack.conftest import Team
from tests.servers.slack.nouns import Json, Message, View
from tests.servers.slack.screen import words


def posted(team: Team, text: str, *blocks: Json, **flags: object) -> Message:
    return team.workspace.posted(team.general, team.workspace.bot, text, blocks=blocks, flags=flags)


@pytest.mark.parametrize(
    ("text", "mentions", "links", "read"),
    [
        ("a &lt;!channel&gt; &amp; b", [], [], "a <!channel> & b"),
        ("<!channel> now", ["<!channel>"], [], "@channel now"),
        ("<!here|here>", ["<!here>"], [], "here"),
        ("<@U1> <!subteam^S1|@ops>", ["<@U1>", "<!subteam^S1>"], [], "@U1 @ops"),
        ("<https://a.example/?x=1&amp;y=2|label>", [], ["https://a.example/?x=1&y=2"], "label"),
        ("see https://evil.example/x.", [], ["https://evil.example/x."], "see https://evil.example/x."),
        ("`<https://evil.example>`", [], ["https://evil.example"], "`https://evil.example`"),
        ("<mailto:a@example.org>", [], ["mailto:a@example.org"], "mailto:a@example.org"),
        ("<!date^1^{date}^https://evil.example|today>", [], ["https://evil.example"], "today"),
        ("@channel and <#C1|x>", [], [], "@channel and #x"),
        ("a\u200b<\u200b!channel>", [], ["\u200b!channel"], "a\u200b\u200b!channel"),
    ],
)
def test_text_is_alive_only_in_its_marks_and_addresses(team: Team, text: str, mentions: list[str], links: list[str], read: str) -> None:
    message = posted(team, text)
    assert (message.mentions, message.links) == (tuple(mentions), tuple(links))
    assert words(message) == read


def test_names_come_alive_where_they_are_asked_for(team: Team) -> None:
    section: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "@here, https://a.example"}}
    assert posted(team, "@everyone", link_names=True).mentions == ("<!everyone>",)
    assert posted(team, "x", section).mentions == ("<!here>",)
    assert posted(team, "x", section).links == ("https://a.example",)
    section["text"]["verbatim"] = True
    assert (posted(team, "x", section).mentions, posted(team, "x", section).links) == ((), ())
    section["text"] = {"type": "plain_text", "text": "<!here> https://a.example"}
    assert (posted(team, "x", section).mentions, posted(team, "x", section).links) == ((), ())


def test_every_kind_of_block_is_looked_into(team: Team) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": "https://button.example"}
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "<!channel> https://inert.example "},
                    {"type": "link", "url": "https://rich.example", "text": "rich"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "user", "user_id": team.ana.id},
                ],
            }
        ],
    }
    markdown = {"type": "markdown", "text": "[md](https://md.example)"}
    message = posted(team, "x", {"type": "actions", "elements": [button]}, rich, markdown, {"type": "divider"})
    assert message.links == ("https://button.example", "https://rich.example", "https://md.example")
    assert message.mentions == ("<!here>", team.ana.mention)
    assert words(message).splitlines()[:2] == ["[Open]", "<!channel> https://inert.example rich@here@ana"]


def test_links_unfurl_unless_both_kinds_are_declined(team: Team) -> None:
    link = "<https://a.example|a>"
    assert posted(team, link).unfurls == ("https://a.example",), "media unfurls by itself"
    assert posted(team, link, unfurl_media=False).unfurls == ()
    assert posted(team, link, unfurl_media=False, unfurl_links=True).unfurls == ("https://a.example",)


def test_a_channel_is_seen_by_those_who_may(team: Team) -> None:
    posted(team, "hello")
    outsider, guest = team.workspace.user("eve"), team.workspace.user("gus", is_guest=True)
    assert str(outsider.screen(team.general)) == "recap: hello", "anybody may look into a public channel"
    assert str(guest.screen(team.general)) == ""
    team.general.is_private = True
    assert str(outsider.screen(team.general)) == ""


def test_a_form_is_read_by_its_labels(team: Team) -> None:
    options = [{"text": {"type": "plain_text", "text": "Here"}, "value": "here"}]
    body: Json = {"type": "modal", "title": {"type": "plain_text", "text": "Settings"}}
    select = {"type": "static_select", "action_id": "a", "options": options}
    body["blocks"] = [{"type": "input", "label": {"type": "plain_text", "text": "Where"}, "element": select}]
    assert words(View("V1", team.workspace, team.ana.id, body, "h")) == "Settings\nWhere\n<Here>"
