"""Marks become words, and words never become marks."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.blocks import COMPONENTS_V2, components, parts
from adapters.discord.markup import JOINER, escaped, words, written
from core.model import Bullet, Link, Recap, RecapRequest
from core.model.chat import Button, Page
from core.reading.inert import inert
from tests.core.recaps import WINDOW
from tests.servers.discord.limits import of_message
from tests.servers.discord.markdown import Piece, pieces
from tests.servers.discord.markup import texts as shown_texts

EXAMPLES = int(os.environ.get("RECAP_MARKUP_EXAMPLES", "150"))  # by hand: 100000
URL = "https://github.com/acme/web/pull/1"
PAYLOADS = (
    *("@everyone", "@here now", "<@12345678901234567>", "<@!12345678901234567>", "<@&12345678901234567>", "<#12345678901234567>"),
    *("</recap ask:12345678901234567>", "<t:1392734382:R>", "<:x:12345678901234567>", "<a:xy:12345678901234567>", "<id:customize>"),
    *("https://evil.example/?q=1", "HTTPS://EVIL.example", "<https://evil.example>", "[github.com](https://evil.example)", "discord://x"),
    *("[x](<https://evil.example>)", "![x](https://evil.example/a.png)", "discord.gg/evil", "discord.com/invite/evil", "DISCORD.GG/evil"),
    *("# Heading", "## x", "### x", "-# small", "> quoted", ">>> all", "- item", "* item", "1. first", "12) x", "  - deep", "+ x"),
    *("**bold** __under__ _it_ ~~no~~ ||spoiler||", "`code`", "``code``", "```\n@everyone\n```", "```", "\\", "\\@everyone", "\\\\[x]"),
    *("@every\u200bone", "@\u2060everyone", "<@\u200b12345678901234567>", "\u202eenoyreve@", "<<@12345678901234567>>", "#412@here"),
)
texts = st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=20), st.just("\n")), max_size=6).map("".join)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("<@99> <@1> last week", "<@1> last week"),
        ("<@!1> yesterday", "<@1> yesterday"),
        ("<@&5> this week in <#7>", "<@&5> this week in <#7>"),
        ("in acme/web <:blob:123>", "in acme/web :blob:"),
        ("  a \n b ", "a b"),
        ("**last week** in __acme/web__, *please*", "last week in acme/web, please"),
        ("***last*** ~~month~~ ||week||", "last month week"),
        ("**__last week__**", "last week"),
        ("in acme/* path:web/** and *", "in acme/* path:web/** and *"),
        ("in snake_case_name, _me", "in snake_case_name, _me"),
        ("> last week", "last week"),
        ("/recap last week", "last week"),
        ("<@99> </recap ask:12345> last week", "last week"),
        ("/recaps in /recap", "/recaps in /recap"),
        ("R&D <3 <@x>", "R&D <3 <@x>"),
    ],
)
def test_marks_that_somebody_typed_become_the_words_of_the_core(typed: str, meant: str) -> None:
    assert words(typed, "99") == meant


def alive(text: str) -> list[Piece]:
    return [one for one in pieces(text) if one.sort != "text"]


@pytest.mark.fault("F161")
@pytest.mark.fault("F162")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_alive_in_text_that_discord_reads(payload: str) -> None:
    assert not alive(escaped(payload))
    assert "•" not in "".join(one.text for one in pieces(escaped(payload)))


@pytest.mark.fault("F161")
@settings(max_examples=EXAMPLES)
@given(text=texts)
def test_escaped_text_is_read_as_it_was_written(text: str) -> None:
    safe = inert(text, limit=1_000, lines=True)
    assert "".join(one.text for one in pieces(escaped(safe))).replace(JOINER, "") == safe.replace(JOINER, "")


def test_an_address_leads_nowhere_and_can_be_copied() -> None:
    said = escaped("Open https://github.com/login/device")
    assert not alive(said)
    assert "".join(one.text for one in pieces(said)) == "Open https://github.com/login/device"


def test_references_become_links_to_plain_addresses_only() -> None:
    links = (
        Link("#41", "https://github.com/acme/web/pull/41"),
        Link("#412", "javascript:alert(1)"),
        Link("abc", "https://x.example/\u202e"),
        Link("!7", "https://gitlab.example/a(b)<c>"),
    )
    found = [one for one in pieces(written("Fixed #41, #412 and abc (#41) !7", links)) if one.sort == "link"]
    assert [(one.text, one.url, one.unfurls) for one in found] == [
        ("#41", "https://github.com/acme/web/pull/41", False),
        ("#41", "https://github.com/acme/web/pull/41", False),
        ("!7", "https://gitlab.example/a%28b%29%3Cc%3E", False),
    ]


def test_what_follows_a_reference_begins_no_line() -> None:
    assert written("#41 - x", (Link("#41", URL),)) == f"[#41](<{URL}>) - x"
    assert written("- x", is_bold=True) == "**\\- x**"


def page_of(title: str, *said: str) -> Page:
    bullets = tuple(Bullet(text=text, items=("W1",), links=(Link("#1", URL),)) for text in said)
    recap = Recap(request=RecapRequest(window=WINDOW), header=title, notes=said, bullets=bullets, rest=title, footer=said, finished=True)
    return Page(title=title, lines=said, recaps=(recap,), footer=said, buttons=(Button(name="why", label=title[:30], value="v"),))


@pytest.mark.fault("F161")
@pytest.mark.fault("F162")
@settings(max_examples=EXAMPLES)
@given(title=texts, said=st.lists(texts, max_size=4))
def test_nothing_that_others_wrote_calls_anybody_or_leads_anywhere(title: str, said: list[str]) -> None:
    for part in parts(page_of(title, *said)):
        for text in part.texts:
            found = [one for one in alive(text) if one.sort != "mark"]
            assert {one.url for one in found} <= {URL}
            assert {one.sort for one in found} <= {"link"}
            assert not set("\u202e\u200b\u2066") & set(text)


@pytest.mark.fault("F103")
@settings(max_examples=EXAMPLES // 3)
@given(title=texts, said=st.lists(texts.map(lambda text: text * 40), max_size=4))
def test_whatever_others_wrote_is_shaped_as_discord_wants_it(title: str, said: list[str]) -> None:
    for part in parts(page_of(title, *said)):
        body = {"components": components(part, (1 << 30, 1 << 30 | 1)), "flags": COMPONENTS_V2}
        assert not list(of_message(body))
        assert all(shown_texts(body["components"]))  # type: ignore[arg-type]  # they are components
