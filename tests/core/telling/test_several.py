"""References in an answer about several repositories: each is told apart, wherever it is written or read."""

from dataclasses import replace

import pytest

from core.model import EventKind, Length, Link, Noise, Shape
from core.telling.alike import alike
from core.telling.pages import linked, page, text
from core.telling.why import why
from tests.core.telling.several import BILLING, SHAPES, WEB, answered, review, shown, tag, week, work

ALL = {
    ("!1", f"{WEB}/1"),
    ("!2", f"{WEB}/2"),
    ("acme/billing!1", f"{BILLING}/1"),
    ("acme/billing!2", f"{BILLING}/2"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_cites_and_links_each_reference_under_a_name_of_its_own(shape: Shape) -> None:
    recap = answered(week(), shape=shape)

    assert shown(recap) == ALL
    parts = {(part, url) for line in page(recap) for part, url in linked(line.text, line.links) if url}
    assert parts == ALL
    assert text(recap).count("acme/billing!1") == text(recap).count("acme/billing!2") == 1


def test_a_bullet_over_two_repositories_cites_both() -> None:
    events = [work(f"docs: describe part {number} (#1)", f"acme/{number}", hours=number) for number in range(3)]
    recap = answered([*events, work("Add login (#7)", "acme/1", hours=9)], shape=Shape.NUMBERS)

    (docs,) = [bullet for bullet in recap.bullets if len(bullet.items) == 3]
    assert {link.ref for link in docs.links} == {"#1", "acme/0#1", "acme/2#1"}
    assert "#1, " in docs.text
    assert "acme/0#1, " in docs.text


def test_many_references_are_clipped_and_their_links_are_kept() -> None:
    events = [review(f"#{number}", f"Part {number}", "acme/billing", hours=number) for number in range(1, 7)]
    mine = [work(f"Add page {number}", hours=10 + number, branch=f"page-{number}") for number in range(8)]
    recap = answered([*events, *mine], limit=15)

    (reviewed,) = [bullet for bullet in recap.bullets if "eviewed" in bullet.text]
    assert reviewed.text == "Ana Lima reviewed 6 pull requests (acme/billing#1, acme/billing#2, +4)"
    assert len(reviewed.links) == 6


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_about_one_repository_has_its_references_alone(shape: Shape) -> None:
    recap = answered([event for event in week() if event.repository == "acme/billing"], shape=shape)

    assert {ref for ref, _ in shown(recap)} == {"!1", "!2"}
    assert not any(item.is_far for item in recap.folded.items)


def test_repositories_with_as_many_events_go_by_their_names_in_any_case() -> None:
    events = [work("Add login (#1)", "Beta/web"), work("Add export (#1)", "acme/web", hours=1)]

    assert {ref for ref, _ in shown(answered(events))} == {"#1", "Beta/web#1"}
    assert {ref for ref, _ in shown(answered([*events, replace(work("Add logout (#2)", hours=2), repository="beta/WEB")]))} == {
        "#1",
        "#2",
        "acme/web#1",
    }


def test_what_shows_nothing_does_not_make_a_repository_the_main_one() -> None:
    bot = replace(week()[0].actor, name="renovate[bot]", email="bot@example.org", is_bot=True)
    bumps = [replace(work(f"Bump part {number} (#{number})", "acme/noise", hours=number), actor=bot) for number in range(30)]

    assert shown(answered([*week(), *bumps])) == ALL


def test_a_reference_that_is_part_of_a_sentence_is_told_as_the_links_have_it() -> None:
    events = [*week(), work("Apply the review of !7", "acme/billing", hours=6), work("Fix !9 the pool leaks", "acme/billing", hours=7)]
    recap = answered(events, length=Length.LONG, limit=15)

    said = text(recap)
    assert "review of acme/billing!7" in said
    assert said.count("billing!9") == said.count("!9") == 1


def test_tags_of_one_name_are_told_apart_and_hashes_stay_bare() -> None:
    recap = answered(
        [
            tag("v1.0", "acme/web"),
            tag("v2.0", "acme/web", hours=1),
            tag("v3.0", "acme/web", hours=3),
            tag("v1.0", "acme/api", hours=2),
            work("Add a page", "acme/api"),
        ]
    )

    refs = {ref for ref, _ in shown(recap)}
    assert refs == {"v1.0", "v2.0", "v3.0", "acme/api@v1.0", recap.events[4].ref[:7]}


@pytest.mark.parametrize(
    ("about", "titles"),
    [
        ("!1", {"Cache invoices", "Add the login form (!1)", "Add single sign-on (!1)"}),
        ("acme/billing!1", {"Cache invoices"}),
        ("acme/web!1", {"Add the login form (!1)", "Add single sign-on (!1)"}),
        ("acme/billing!2", {"Add refunds to orders (!2)"}),
    ],
)
def test_why_tells_what_a_reference_stands_on_and_all_that_it_may_mean(about: str, titles: set[str]) -> None:
    lines = why(answered(week()), about)

    assert {line.split(" · ")[2] for line in lines if " · " in line} == titles


def test_why_takes_no_reference_for_the_beginning_of_another() -> None:
    recap = answered([*week(), work("Add a page (!412)", "acme/billing", hours=8)])

    assert "is not among" in why(recap, "acme/billing!4")[0]
    assert "is not among" in why(recap, "!41")[0]


def test_why_names_the_repository_of_what_was_left_out() -> None:
    bump = replace(review("!9", "Bump it", "acme/billing", hours=9), kind=EventKind.PULL_OPENED)
    recap = answered(week())
    whole = replace(recap, folded=replace(recap.folded, noise=(Noise("bot", "1 bump", (bump,)),)))

    assert any(line.startswith("   acme/billing!9 · ") for line in why(whole))


def test_a_reference_is_linked_as_a_whole_and_once() -> None:
    near, far, folder = (
        Link("!77", "https://a.example/77"),
        Link("acme/api!77", "https://b.example/77"),
        Link("api!77", "https://c.example/77"),
    )

    def parts(said: str, *links: Link) -> list[tuple[str, str]]:
        return [(part, url) for part, url in linked(said, links) if url]

    assert parts("x (acme/api!77, !77)", near, far) == [("acme/api!77", far.url), ("!77", near.url)]
    assert parts("x (acme/api!77)", near, folder) == []
    assert parts("x (git.acme.dev/acme/api!77)", near, far) == []
    assert parts("x (acme/api!777, api!77)", near, far, folder) == [("api!77", folder.url)]


def test_recaps_that_are_read_together_have_one_main_repository() -> None:
    mine = answered([event for event in week() if event.repository == "acme/web"])
    yours = answered([*[event for event in week() if event.repository == "acme/billing"], work("Add an app (#4)", "acme/app")])
    yours = replace(yours, notes=("late: !1",), footer=("blocked: !2",), rest="+ #4")
    tagged = answered([tag("v1.0", "acme/app")])

    first, second, third, nothing = alike([mine, yours, tagged, answered([])])

    assert first is mine
    assert nothing.bullets == ()
    assert {ref for ref, _ in shown(yours)} == {"!1", "!2", "acme/app#4"}
    assert {ref for ref, _ in shown(second)} == {"acme/billing!1", "acme/billing!2", "acme/app#4"}
    assert all(link.ref in bullet.text for bullet in second.bullets for link in bullet.links)
    assert (second.notes, second.footer) == (("late: acme/billing!1",), ("blocked: acme/billing!2",))
    assert {ref for ref, _ in shown(third)} == {"acme/app@v1.0"}


def test_recaps_whose_main_repository_is_another_than_that_of_all_give_it_back_its_short_names() -> None:
    mine = answered(week())
    theirs = answered([work(f"Add part {number} (!{number})", "acme/billing", branch=str(number)) for number in range(3, 9)])

    first, second = alike([mine, theirs])

    assert shown(first) == {("acme/web!1", f"{WEB}/1"), ("acme/web!2", f"{WEB}/2"), ("!1", f"{BILLING}/1"), ("!2", f"{BILLING}/2")}
    assert all(link.ref in bullet.text for bullet in first.bullets for link in bullet.links)
    assert second is theirs
