"""What a model writes of several repositories: references as the answer or as a repository has them, and never those of another."""

from dataclasses import replace

import pytest

from core.finding.fold import fold
from core.model import By, Event, Link, RecapRequest, WorkItem
from core.telling.draft import Draft
from core.telling.grounding import carried, grounded
from core.telling.prompt import build
from core.telling.references import spelled
from tests.core.recaps import WINDOW
from tests.core.telling.several import BILLING, WEB, week, work


def facts(*events: Event) -> dict[str, WorkItem]:
    return {item.title: item for item in fold(events).items}


LOGIN, CACHE = "Add the login form", "Add a cache of invoices"
TWO = facts(work(f"{LOGIN} (!1)"), work("Fix it (!5)", hours=1), work(f"{CACHE} (!1)", "acme/billing", hours=2))
THREE = facts(
    *(
        work(f"{title} (#1)", name, hours=place)
        for place, (title, name) in enumerate([("Add login", "acme/a"), ("Add export", "acme/b"), ("Add refunds", "acme/c")])
    )
)


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Added a cache of invoices (acme/billing!1)", [CACHE]),
        ("Added a cache of invoices (!1)", [CACHE]),
        ("Added a cache of invoices in !1", [CACHE]),
        ("Added the login form (!1)", [LOGIN]),
        ("Added the login form (acme/web!1)", [LOGIN]),
        ("Added the login form (!1) and a cache of invoices (acme/billing!1)", [LOGIN, CACHE]),
    ],
)
def test_a_model_may_write_a_reference_as_the_answer_or_as_its_repository_does(line: str, titles: list[str]) -> None:
    assert grounded(line, [TWO[title] for title in titles]) is None


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Added a cache of invoices (acme/web!1)", [CACHE]),
        ("Added a cache of invoices (billing!1)", [CACHE]),
        ("Added a cache of invoices (acme/billing!5)", [CACHE]),
        ("Added a cache of invoices (acme/billing#1)", [CACHE]),
        ("Added a cache of invoices (other/acme/billing!1)", [CACHE]),
        ("Added a cache of invoices (!5)", [CACHE]),
        ("Added the login form (acme/billing!1)", [LOGIN]),
        ("Added the login form (acme/billing!1) and a cache of invoices (!1)", [LOGIN, CACHE]),
        ("Added a cache of invoices (!1) and the login form (!1)", [LOGIN, CACHE]),
    ],
)
def test_a_line_with_a_reference_of_another_repository_is_refused(line: str, titles: list[str]) -> None:
    assert grounded(line, [TWO[title] for title in titles]) is not None


def test_a_bare_reference_that_two_facts_have_is_refused_where_a_line_tells_both() -> None:
    export, refunds = THREE["Add export"], THREE["Add refunds"]

    assert grounded("Added export (#1) and refunds (acme/c#1)", [export, refunds]) is not None
    assert grounded("Added export (acme/b#1) and refunds (acme/c#1)", [export, refunds]) is None


def test_a_bare_reference_that_is_no_link_of_a_far_fact_is_refused() -> None:
    body = "The cause is #9, which is older."
    (far,) = (
        item for item in fold([*week(), replace(work("Fix the pool", "acme/billing"), body=body)]).items if item.title == "Fix the pool"
    )

    assert grounded("Fixed the pool (#9)", [far]) is not None
    assert grounded("Fixed the pool", [far]) is None


@pytest.mark.parametrize("repository", ["acme/group/billing", "git.acme.dev:8443/acme/billing", "acme/My Project/billing", "billing"])
def test_a_model_may_write_any_repository(repository: str) -> None:
    (far,) = (item for item in facts(*week()[:4], work(f"{CACHE} (#1)", repository, hours=5)).values() if item.is_far)

    assert far.links[0].ref == f"{repository}#1"
    assert grounded(f"Added a cache of invoices ({repository}#1)", [far]) is None
    assert grounded("Added a cache of invoices (acme/other#1)", [far]) is not None


def drafted(lines: str, known: dict[str, WorkItem], *, is_translated: bool = False) -> list[tuple[str, tuple[Link, ...]]]:
    by_id = {item.id: item for item in known.values()}
    draft = Draft(facts=by_id, sections=dict.fromkeys(by_id, ""), limit=7, check=grounded, carry=carried, is_translated=is_translated)
    bullets = [*draft.feed(lines), *draft.finish()]
    assert all(bullet.by is By.MODEL for bullet in bullets)
    return [(bullet.text, bullet.links) for bullet in bullets]


@pytest.mark.parametrize("ref", ["!1", "acme/billing!1"])
def test_what_a_model_wrote_is_shown_as_the_answer_writes_it(ref: str) -> None:
    cache, login = TWO[CACHE].id, TWO[LOGIN].id
    link = Link("acme/billing!1", f"{BILLING}/1", "!1")

    assert drafted(f"[{cache}] Added a cache of invoices ({ref})", TWO) == [("Added a cache of invoices (acme/billing!1)", (link,))]
    assert drafted(f"[{cache}] Added a cache of invoices", TWO) == [("Added a cache of invoices (acme/billing!1)", (link,))]
    both = f"[{login},{cache}] Added the login form (!1) and a cache of invoices (acme/billing!1)"
    assert drafted(both, TWO) == [(both.partition("] ")[2], (Link("!1", f"{WEB}/1"), link))]


def test_a_translation_is_shown_as_the_answer_writes_it_too() -> None:
    line = f"[{TWO[CACHE].id}] Added a cache of invoices (!1) || Se añadió una caché de facturas (!1)"

    assert [text for text, _ in drafted(line, TWO, is_translated=True)] == ["Se añadió una caché de facturas (acme/billing!1)"]


def test_the_prompt_has_references_as_the_answer_writes_them() -> None:
    items = fold([*week(), work("Apply the review of !7", "acme/billing", hours=6)]).items
    request = RecapRequest(window=WINDOW)
    prompt, _ = build(items, request, count=len, budget=9_000)
    alone, _ = build([item for item in items if not item.is_far], request, count=len, budget=9_000)

    assert "review of acme/billing!7 | acme/billing!7" in prompt.user
    assert "write acme/billing!" in prompt.system
    assert "another repository" not in alone.system


def test_a_text_that_may_mean_several_is_left_as_it_is() -> None:
    items = [replace(TWO[CACHE], links=(Link("acme/a!1", "", "!1"), Link("acme/b!1", "", "!1"), Link("acme/c!2", "", "!2")))]

    assert spelled("!1, !2, acme/c!2 and !3", items) == "!1, acme/c!2, acme/c!2 and !3"
    assert spelled("!1", [TWO[CACHE], TWO[LOGIN]]) == "!1"
