"""Marks become words, and words never become marks."""

import os
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.blocks import parts
from adapters.slack.markup import elements, escaped, words
from core.model import Bullet, Link, Recap, RecapRequest
from core.model.chat import Button, Page
from tests.core.recaps import WINDOW
from tests.servers.slack.checks import problems_of
from tests.servers.slack.markup import marks_of, unescaped

EXAMPLES = int(os.environ.get("RECAP_MARKUP_EXAMPLES", "150"))  # by hand: 100000
PAYLOADS = (
    *("<!channel>", "<!here>", "<!everyone>", "<!subteam^S0AAA>", "<!subteam^S0AAA|@team>", "<@U0AAA>", "<@U0AAA|ana>", "<#C0AAA>"),
    *("<https://evil.example|github.com>", "https://evil.example/?q=1", "HTTPS://EVIL.example", "mailto:a@evil.example", "slack://open"),
    *("&lt;!channel&gt;", "&amp;lt;!here&amp;gt;", "@channel", "@here now", "<!date^1392734382^{date}^https://evil.example|x>"),
    *("```\n<!channel>\n```", "*bold* _it_ ~no~ `x`", "> quoted", "[x](https://evil.example)", "![x](https://evil.example/a.png)"),
    *("<!chan\u200bnel>", "\u202e>lennahc!<", "<<!channel>>", "<!channel", "#412<!here>", "tel:+1555", "javascript://%0aalert(1)"),
)
texts = st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=20)), max_size=6).map("".join)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("<@U1A|ana> last week", "<@U1A> last week"),
        ("<@U0BOT> <@U1A> yesterday", "<@U1A> yesterday"),
        ("<!subteam^S1|@web> this week", "<@&S1> this week"),
        ("<!subteam^S12> today", "<@&S12> today"),
        ("<!subteam^S1> <!channel|channel>", "<@&S1> channel"),
        ("in <#C1|general>", "in #general"),
        ("in <#C1|>", "in <#C1>"),
        ("*last* _week_ `as brief`, ~here~", "last week as brief, here"),
        ("*last week* in acme/* not in acme/old_*", "last week in acme/* not in acme/old_*"),
        ("*_last_ week* ~`here`~", "last week here"),
        ("<@U0BOT> /recap last week", "last week"),
        ("&gt; last week\n&gt; in acme/web", "last week in acme/web"),
        ("/recaps are &gt; all", "/recaps are > all"),
        ("branch:release-* path:web/** in _acme", "branch:release-* path:web/** in _acme"),
        ("in <http://github.com/acme/web|github.com/acme/web>", "in github.com/acme/web"),
        ("in <https://github.com/acme>", "in https://github.com/acme"),
        ("<mailto:ana@acme.example|ana@acme.example>", "ana@acme.example"),
        ("<!here> R&amp;D &lt;3", "@here R&D <3"),
        ("&amp;lt;", "&lt;"),
        ("<!date^1392734382^{date}|18 Feb>", "18 Feb"),
        ("<@u1> <>", "@u1"),
        ("  a \n b ", "a b"),
    ],
)
def test_marks_that_somebody_typed_become_the_words_of_the_core(typed: str, meant: str) -> None:
    assert words(typed, "U0BOT") == meant


def test_marks_that_never_end_are_read_in_no_time() -> None:
    began = process_time()
    assert words("*a " * 13_000, "U0BOT").startswith("*a *a")
    assert process_time() - began < 1  # seconds; each mark looks a little ahead, not to the end


@pytest.mark.fault("F160")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_alive_in_text_that_slack_reads(payload: str) -> None:
    found = marks_of(escaped(payload), (), {"link_names": True, "parse": "full"})
    assert not found.mentions
    assert not found.links


def test_escaped_text_is_read_as_it_was_written() -> None:
    assert unescaped(escaped("a < b && c > d")) == "a < b && c > d"


def test_references_become_links_to_plain_addresses_only() -> None:
    links = (
        Link("#41", "https://github.com/acme/web/pull/41"),
        Link("#412", "javascript:alert(1)"),
        Link("abc", "https://x.example/\u202e"),
    )
    made = elements("Fixed #41, #412 and abc (#41)", links)
    assert [(one["type"], one["text"]) for one in made] == [
        ("text", "Fixed "),
        ("link", "#41"),
        ("text", ", #412 and abc ("),
        ("link", "#41"),
        ("text", ")"),
    ]
    assert {one.get("url") for one in made} == {None, "https://github.com/acme/web/pull/41"}


def page_of(title: str, *said: str, url: str = "https://github.com/acme/web/pull/1") -> Page:
    bullets = tuple(Bullet(text=text, items=("W1",), links=(Link("#1", url),)) for text in said)
    recap = Recap(request=RecapRequest(window=WINDOW), header=title, notes=said, bullets=bullets, rest=title, footer=said, finished=True)
    return Page(title=title, lines=said, recaps=(recap,), footer=said, buttons=(Button(name="why", label=title[:30], value="v"),))


@pytest.mark.fault("F160")
@pytest.mark.fault("F162")
@pytest.mark.fault("F163")
@settings(max_examples=EXAMPLES)
@given(title=texts, said=st.lists(texts, max_size=4))
def test_nothing_that_others_wrote_calls_anybody_or_leads_anywhere(title: str, said: list[str]) -> None:
    for part in parts(page_of(title, *said)):
        found = marks_of(part.text, part.blocks, {})
        assert not found.mentions
        assert set(found.links) <= {"https://github.com/acme/web/pull/1"}
        assert len(part.text) <= 4_000
        assert not set("\u202e\u200b\u2066") & set(part.text + str(part.blocks))


@settings(max_examples=EXAMPLES // 10)
@given(title=texts, said=st.lists(texts, max_size=2))
def test_whatever_others_wrote_is_shaped_as_slack_wants_it(title: str, said: list[str]) -> None:
    assert not [problem for part in parts(page_of(title, *said)) for problem in problems_of(part.blocks, "message")]
