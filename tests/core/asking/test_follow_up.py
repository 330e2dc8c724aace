"""Words after an answer change its question, and nothing else of it."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.asking.follow_up import WhyQuestion, follow_up
from core.asking.grammar import parse
from core.errors import AskError
from core.model import Asker, RecapRequest, Shape, Where, Who, WhoKind
from core.ports import ForeignDates, Stretch
from tests.core.asking.asking import ASKER, NOW, ask


class FirstOfMay(ForeignDates):
    def day(self, text: str, today: date) -> tuple[date, Stretch] | None:
        return (today.replace(month=5, day=1), "day") if text == "1 mai" else None


FIRST = ask("last week @ana in acme/api not in acme/old, 7 bullets")  # Mon 9 – Sun 15 Nov


def then(text: str, previous: RecapRequest = FIRST, asker: Asker = ASKER) -> RecapRequest:
    changed = follow_up(text, previous, asker, NOW)
    assert isinstance(changed, RecapRequest)
    return changed


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("shorter", {"limit": 3}),
        ("Make it a bit shorter, please!", {"limit": 3}),
        ("longer", {"limit": 14}),
        ("in German", {"language": "German"}),
        ("and in German?", {"language": "German"}),
        ("as standup", {"shape": Shape.STANDUP}),
        ("as changelog", {"shape": Shape.CHANGELOG}),
        ("without ai", {"uses_model": False}),
        ("5 bullets", {"limit": 5}),
        ("playful", {"tone": "playful"}),
        ("private", {"is_private": True}),
        ("only acme/web", {"where": Where(repositories=("acme/web",), excluded=("acme/old",))}),
        ("only in web, docs", {"where": Where(repositories=("web", "docs"), excluded=("acme/old",))}),
        ("only acme/old", {"where": Where(repositories=("acme/old",))}),
        ("what about acme/web", {"where": Where(repositories=("acme/web",), excluded=("acme/old",))}),
        ("only @bob", {"who": (Who(WhoKind.PERSON, "@bob"),)}),
        ('just "Bob Berg"', {"who": (Who(WhoKind.PERSON, "Bob Berg"),)}),
        ("only me", {"who": (Who(WhoKind.ME),)}),
        ("only path:docs/**", {"where": replace(FIRST.where, paths=("docs/**",))}),
        ("only branch main", {"where": replace(FIRST.where, branches=("main",))}),
        ("only topic:login", {"where": replace(FIRST.where, topics=("login",))}),
        ("only repo:web", {"where": replace(FIRST.where, repositories=("web",))}),
        ("only in the web", {"where": replace(FIRST.where, repositories=("web",))}),
        ("in web and one", {"where": replace(FIRST.where, repositories=("web", "one"))}),
        ("topic:login", {"where": replace(FIRST.where, topics=("login",))}),
        ("not web", {"where": replace(FIRST.where, excluded=("acme/old", "web"))}),
        ("except web and one", {"where": replace(FIRST.where, excluded=("acme/old", "web", "one"))}),
        ("excluding in web", {"where": replace(FIRST.where, excluded=("acme/old", "web"))}),
        ("yesterday?", {"window": ask("yesterday").window}),
        ("last month?", {"window": ask("last month").window}),
        ("only yesterday", {"window": ask("yesterday").window}),
        ("previous friday", {"window": ask("previous friday").window}),
        ("last month in web", {"window": ask("last month").window, "where": replace(FIRST.where, repositories=("web",))}),
        ("not acme/web", {"where": Where(repositories=("acme/api",), excluded=("acme/old", "acme/web"))}),
        ("what about @bob?", {"who": (Who(WhoKind.PERSON, "@bob"),)}),
        ("shorter, in Spanish, as standup", {"limit": 3, "language": "Spanish", "shape": Shape.STANDUP}),
    ],
)
def test_a_follow_up_changes_only_what_it_names(text: str, changes: dict[str, object]) -> None:
    assert then(text) == replace(FIRST, **changes)  # type: ignore[arg-type]  # the keys are the request's own


@pytest.mark.parametrize(("limit", "shorter", "longer"), [(1, 1, 2), (2, 1, 4), (7, 3, 14), (8, 4, 15), (15, 7, 15)])
def test_bullets_are_halved_down_to_1_and_doubled_up_to_15(limit: int, shorter: int, longer: int) -> None:
    previous = replace(FIRST, limit=limit)

    assert (then("shorter", previous).limit, then("longer", previous).limit) == (shorter, longer)


def test_only_a_repository_after_a_repository_asks_about_that_one() -> None:
    request = then("only acme/web", ask("acme/api last week"))

    assert request.who == (Who(WhoKind.REPOSITORY, "acme/web"),)
    assert request.where.repositories == ("acme/web",)


@pytest.mark.parametrize(
    ("first", "text", "label"),
    [
        ("last week", "and the week before?", "Mon 2 – Sun 8 Nov"),
        ("last week", "the week before that, please", "Mon 2 – Sun 8 Nov"),
        ("last week", "before that", "Mon 2 – Sun 8 Nov"),
        ("last week", "and the previous week", "Mon 2 – Sun 8 Nov"),
        ("last week", "2 weeks earlier", "Mon 26 Oct – Sun 8 Nov"),
        ("last week", "and the day after", "Mon 16 Nov"),
        ("last week", "and the one after that", "Mon 16 – Fri 20 Nov"),  # the week is not over
        ("last week", "and yesterday?", "Thu 19 Nov"),
        ("last week", "and the week before last", "Mon 2 – Sun 8 Nov"),
        ("this week", "and the week before?", "Mon 9 – Sun 15 Nov"),
        ("this month", "and the month before", "Thu 1 – Sat 31 Oct"),
        ("March", "and the month before", "Sun 1 – Sat 28 Feb"),
        ("March", "before that", "Sun 1 – Sat 28 Feb"),
        ("Q3", "before that", "Wed 1 Apr – Tue 30 Jun"),
        ("Q3", "and the quarter before", "Wed 1 Apr – Tue 30 Jun"),
        ("2025", "and the year before", "Mon 1 Jan – Tue 31 Dec 2024"),
        ("last sprint", "and the sprint before", "Wed 21 Oct – Tue 3 Nov"),
        ("last 3 days", "before that", "Fri 13 – Mon 16 Nov"),
        ("yesterday", "and the day before", "Wed 18 Nov"),
        ("yesterday 14:00 to 16:00", "before that", "Thu 19 Nov 12:00–14:00"),
        ("since yesterday 14:00", "and the day before", "Wed 18 Nov 14:00 – Thu 19 Nov 14:00"),
    ],
)
def test_a_window_moves_by_its_own_length_or_by_the_one_that_is_named(first: str, text: str, label: str) -> None:
    assert then(text, ask(first)).window.label == label


def test_the_week_before_keeps_its_midnights_across_a_clock_change() -> None:
    """Clocks in New York went forward on Sunday 8 March 2026."""
    zone = ZoneInfo("America/New_York")
    asker, now = Asker(zone=zone), datetime(2026, 3, 17, 12, tzinfo=zone)

    changed = follow_up("and the week before?", parse("last week", asker, now), asker, now)

    assert isinstance(changed, RecapRequest)
    assert changed.window.start == datetime(2026, 3, 2, tzinfo=zone)
    assert changed.window.end == datetime(2026, 3, 9, tzinfo=zone)
    assert (changed.window.end - changed.window.start).total_seconds() == (7 * 24 - 1) * 3600


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("why is #42 in there?", "#42"),
        ("why is acme/api!77 in there?", "acme/api!77"),
        ("Why acme/web!77", "acme/web!77"),
        ("why was ABC-12 told", "ABC-12"),
        ("why 593d928?", "593d928"),
        ("why v1.7.0rc1", "v1.7.0rc1"),
        ("why", ""),
        ("why is that in there", ""),
        ("why 2", "2"),
        ("why bullet 2?", "2"),
        ("why is @bjorn in there?", "@bjorn"),
        ('why is "Person 5" in there?', "Person 5"),
        ("why is dark mode in there?", "dark mode"),
    ],
)
def test_why_asks_for_the_facts_behind_a_reference(text: str, ref: str) -> None:
    assert follow_up(text, FIRST, ASKER, NOW) == WhyQuestion(ref)


@pytest.mark.parametrize(
    "text",
    [
        "what did I do last week",
        "@bob as standup",
        "@bob",
        "acme/web",
        "acme/web yesterday",
        "everyone in web",
    ],
)
def test_a_question_of_its_own_is_no_follow_up(text: str) -> None:
    assert follow_up(text, FIRST, ASKER, NOW) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("shorter foo", "foo"),
        ("shorter longer", "longer"),
        ("the day before, the day after", "the day after"),
        ("foo", "foo"),
        ("and foo", "foo"),
        ("only the fixes", "fixes"),
        ("only fixes", "fixes"),
        ("not yesterday", "not"),
        ("thanks", "thanks"),
        ("more", "more"),
        ("Thanks, that is all!", "Thanks, that is all!"),
        ("only", "only"),
        ("?", "?"),
        ("", ""),
    ],
)
def test_a_follow_up_that_is_not_understood_is_refused(text: str, word: str) -> None:
    with pytest.raises(AskError) as caught:
        follow_up(text, FIRST, ASKER, NOW)

    assert caught.value.word == word


def test_what_names_nothing_is_answered_with_what_could_be_said() -> None:
    with pytest.raises(AskError, match="“longer”") as caught:
        follow_up("more", FIRST, ASKER, NOW)
    assert caught.value.nearest == ("longer",)
    with pytest.raises(AskError, match=r"I heard nothing.*“yesterday\?”"):
        follow_up(" ", FIRST, ASKER, NOW)
    with pytest.raises(AskError, match="“last week”"):
        parse("thanks", ASKER, NOW, has_default=False)
    assert parse("what did I do", ASKER, NOW, has_default=False) == ask("")


def test_a_follow_up_may_name_its_day_in_another_language() -> None:
    changed = follow_up("1 mai", FIRST, ASKER, NOW, foreign=FirstOfMay())

    assert isinstance(changed, RecapRequest)
    assert changed == replace(FIRST, window=ask("1 May").window)


def test_the_sprint_before_needs_a_sprint() -> None:
    with pytest.raises(AskError, match="recap settings"):
        follow_up("and the sprint before", FIRST, replace(ASKER, sprint=None), NOW)


def test_after_an_answer_but_not_beside_it_a_window_alone_keeps_who_and_where_and_a_window_with_more_begins_anew() -> None:
    odd = ask("@ana last month in acme/api as changelog 3 bullets no ai in German")

    def after(text: str) -> RecapRequest | WhyQuestion | None:
        return follow_up(text, odd, ASKER, NOW, is_beside=False)

    week = ask("last week")
    assert after("last week") == replace(week, who=odd.who, where=odd.where)
    assert after("last week please?") == after("last week")
    assert [after(text) for text in ("@me last week", "last week in acme/web", "last week as standup")] == [None, None, None]
    assert after("and last week?") == then("last week", odd)
    for text in ("as standup", "and the week before?", "only acme/web", "in French", "shorter"):
        assert after(text) == then(text, odd)
    assert then("last week", odd).shape is Shape.CHANGELOG
