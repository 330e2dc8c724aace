"""Words in any order become who, where, as and options."""

from dataclasses import replace
from datetime import date

import pytest

from core.asking.grammar import parse
from core.asking.who import question_of
from core.model import Length, RecapRequest, Shape, Where, Who, WhoKind
from core.ports import ForeignDates, Stretch
from tests.core.asking.asking import ASKER, NOW, ask, days, refusal

ME = Who(WhoKind.ME)
ANA = Who(WhoKind.PERSON, "@ana")


def test_an_empty_question_is_the_askers_habit() -> None:
    asker = replace(ASKER, limit=5, length=Length.SHORT, language="German", tone="playful")

    request = ask("  ?! ", asker)

    assert request == RecapRequest(window=request.window, limit=5, length=Length.SHORT, language="German", tone="playful")
    assert days(request) == ("11-19", "11-20")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@me", (ME,)),
        ("@me this month", (ME,)),
        ("show @me this week", (ME,)),
        ("me and @ben this month", (ME, Who(WhoKind.PERSON, "@ben"))),
        ("what did I do", (ME,)),
        ("give me a summary of my work from yesterday", (ME,)),
        ("show me everyone", (Who(WhoKind.EVERYONE),)),
        ("everyone here, last week", (Who(WhoKind.EVERYONE, "here"),)),
        ("<@U1>, <@U2>'s last week", (Who(WhoKind.PERSON, "<@U1>"), Who(WhoKind.PERSON, "<@U2>"))),
        ("<@&S1> last week", (Who(WhoKind.TEAM, "<@&S1>"),)),
        ("what did our team do", (Who(WhoKind.TEAM),)),
        ("my team", (Who(WhoKind.TEAM),)),
        ("@ana", (ANA,)),
        ("can you tell me what @ana shipped on tuesday?", (ANA,)),
        ("@Ana's week", (Who(WhoKind.PERSON, "@Ana"),)),
        ("@ana and @bob, @ana", (ANA, Who(WhoKind.PERSON, "@bob"))),
        ("@ana and me", (ANA, ME)),
        ("I want to see what @ana did", (ANA,)),
        ('"Person 5" last week', (Who(WhoKind.PERSON, "Person 5"),)),
        ('@"Ana Lima" today', (Who(WhoKind.PERSON, "Ana Lima"),)),
        ("“Ana Lima” today", (Who(WhoKind.PERSON, "Ana Lima"),)),
        ("Ana@example.org", (Who(WhoKind.PERSON, "Ana@example.org"),)),
        ("github:ana gitlab:bob", (Who(WhoKind.PERSON, "github:ana"), Who(WhoKind.PERSON, "gitlab:bob"))),
        ("azure:ana@acme.dev", (Who(WhoKind.PERSON, "azure:ana@acme.dev"),)),
        ("acme/web last week", (Who(WhoKind.REPOSITORY, "acme/web"),)),
        ("what happened in web", (ME,)),
    ],
)
def test_who_is_asked_about(text: str, who: tuple[Who, ...]) -> None:
    assert ask(text).who == who


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("in acme/web", Where(repositories=("acme/web",))),
        ("IN Acme/*", Where(repositories=("Acme/*",))),
        ("in web", Where(repositories=("web",))),
        ("in the web repo", Where(repositories=("web",))),
        ("in repo:march", Where(repositories=("march",))),
        ("repo:web", Where(repositories=("web",))),
        ('in "my web"', Where(repositories=("my web",))),
        ("in acme/web, api and group/sub/name yesterday", Where(repositories=("acme/web", "api", "group/sub/name"))),
        ("in acme/web,api", Where(repositories=("acme/web", "api"))),
        ("in web, yesterday", Where(repositories=("web",))),
        ("in web and show me bullets", Where(repositories=("web",))),
        ("in web in March in web", Where(repositories=("web",))),
        ("acme/web", Where(repositories=("acme/web",))),
        ("@ana acme/web", Where(repositories=("acme/web",))),
        ("in all my repositories", Where()),
        ("what is in progress", Where()),
        ("in web, 2026-05-01", Where(repositories=("web",))),
        ("in web and 1st of May", Where(repositories=("web",))),
        ("in web, 14:00 to now", Where(repositories=("web",))),
        ("branch @ana", Where()),
        ("repo web, 3 bullets", Where(repositories=("web",))),
        ("in recap", Where(repositories=("recap",))),
        ("not in acme/old", Where(excluded=("acme/old",))),
        ("in acme/*, not in acme/old, web", Where(repositories=("acme/*",), excluded=("acme/old", "web"))),
        ("except acme/web", Where(excluded=("acme/web",))),
        ("in https://github.com/acme/web.git, docs", Where(repositories=("acme/web", "docs"))),
        ("https://gitlab.com/group/sub/web", Where(repositories=("group/sub/web",))),
        ("in branch main", Where(branches=("main",))),
        ("on branch release-*, topic payments", Where(branches=("release-*",), topics=("payments",))),
        ("which branch did I work on", Where()),
        ("without acme/old no ai", Where(excluded=("acme/old",))),
        ("Branch:Release-*,main", Where(branches=("Release-*", "main"))),
        ("path:web/** path:docs/*.md", Where(paths=("web/**", "docs/*.md"))),
        ("topic:payments.", Where(topics=("payments",))),
    ],
)
def test_where_is_asked_about(text: str, where: Where) -> None:
    assert ask(text).where == where


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("as standup", {"shape": Shape.STANDUP}),
        ("as a changelog please", {"shape": Shape.CHANGELOG}),
        ("🚀 as a changelog 👍🏽✔️!", {"shape": Shape.CHANGELOG}),
        ("as `changelog` :party-parrot:", {"shape": Shape.CHANGELOG}),
        ("Numbers", {"shape": Shape.NUMBERS}),
        ("brief summary", {"shape": Shape.BRIEF}),
        ("as bullets", {"shape": Shape.BULLETS}),
        ("5 bullets", {"limit": 5}),
        ("standup in at most five points", {"limit": 5, "shape": Shape.STANDUP}),
        ("1 bullet", {"limit": 1}),
        ("15 bullets", {"limit": 15}),
        ("short", {"length": Length.SHORT}),
        ("long", {"length": Length.LONG}),
        ("in detail", {"length": Length.LONG}),
        ("in Spanish", {"language": "Spanish"}),
        ("in brazilian portuguese", {"language": "Brazilian Portuguese"}),
        ("translated to German", {"language": "German"}),
        ("playful", {"tone": "playful"}),
        ("here", {"is_here": True}),
        ("private", {"is_private": True}),
        ("no ai", {"uses_model": False}),
        ("without the AI", {"uses_model": False}),
        ("without AI", {"uses_model": False}),
        ("--no-ai", {"uses_model": False}),
    ],
)
def test_how_it_is_told(text: str, changes: dict[str, object]) -> None:
    assert ask(text) == replace(ask(""), **changes)  # type: ignore[arg-type]  # the keys are the request's own


def test_english_takes_another_habit_back() -> None:
    assert ask("in English", replace(ASKER, language="German")).language == ""


def test_behind_in_comes_a_date_then_a_language_then_a_repository() -> None:
    request = ask("in March in Spanish in web")

    assert (days(request), request.language, request.where.repositories) == (("03-01", "04-01"), "Spanish", ("web",))


def test_words_come_in_any_order_and_case() -> None:
    one = ask("What did @ana do last week in acme/web as standup, 5 bullets, in Spanish, no ai?")

    assert ask("NO AI; 5 BULLETS in SPANISH as STANDUP: last WEEK, in acme/web - @ana") == one


class Foreign(ForeignDates):
    """Knows one date, and remembers what it was asked."""

    def __init__(self, stretch: Stretch = "day") -> None:
        self.asked: list[str] = []
        self._stretch = stretch

    def day(self, text: str, today: date) -> tuple[date, Stretch] | None:
        self.asked.append(text)
        return (date(today.year, 11, 11), self._stretch) if text in {"la semana pasada", "ayer", "11 brumaire 2026"} else None


def test_a_foreign_date_is_asked_for_only_where_the_grammar_has_none() -> None:
    foreign = Foreign("week")

    plain = parse("what did I do last week", ASKER, NOW, foreign=foreign)
    translated = parse("what did I do la semana pasada in web", ASKER, NOW, foreign=foreign)

    assert plain.window == translated.window
    assert translated.where.repositories == ("web",)
    assert foreign.asked == ["la semana pasada"]


@pytest.mark.parametrize("text", ["quux", "ayer foo in web bar", "7 8", "+" * 39, "ayer yesterday", "a" * 41, "ayer-ayer"])
def test_what_no_calendar_knows_is_refused(text: str) -> None:
    assert refusal(text).position == 1
    with pytest.raises(type(refusal(text))):
        parse(text, ASKER, NOW, foreign=Foreign())


def test_a_foreign_day_is_that_day() -> None:
    assert days(parse("ayer", ASKER, NOW, foreign=Foreign())) == ("11-11", "11-12")
    assert days(parse("recap 11 brumaire 2026 in web", ASKER, NOW, foreign=Foreign())) == ("11-11", "11-12")


def test_what_only_looks_like_the_end_of_a_window_keeps_its_own_meaning() -> None:
    assert ask("1 May to 5 bullets") == replace(ask("1 May"), limit=5)
    assert ask("1 May to @ana") == replace(ask("1 May"), who=(ANA,))
    assert ask("in the start of week in web").where.repositories == ("web",)
    assert refusal("week of november").word == "november"
    assert ask("to start of all") == ask("")


@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        (["Person 86", "last", "week"], '"Person 86" last week'),
        (["last week", "@Ana Silva"], 'last week "Ana Silva"'),
        (["Will Smith"], '"Will Smith"'),
        (["Ana", "Silva"], "Ana Silva"),
        (["March 2021", "What Did I Do"], "March 2021 What Did I Do"),
        (["ana silva"], "ana silva"),
        (['"Ana Silva" today'], '"Ana Silva" today'),
        ([], ""),
    ],
)
def test_a_full_name_has_the_quotes_again_that_a_shell_took(arguments: list[str], question: str) -> None:
    assert question_of(arguments) == question
