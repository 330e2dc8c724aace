"""What a model is told, and how much of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.finding.fold import fold
from core.model import Event, EventKind, Length, Prompt, RecapRequest, Shape, State, ThreadState, WorkItem
from core.telling.prompt import build
from tests.core.telling.week import ASKED, FACTS
from tests.facts import BOB, commit, item, items
from tests.threads import did, issue, request

PLENTY = 100_000


def words(text: str) -> int:
    return len(text.split())


def prompt(
    facts: Sequence[WorkItem], request: RecapRequest = ASKED, *, count: Callable[[str], int] = words, budget: int = PLENTY
) -> Prompt:
    return build(facts, request, count=count, budget=budget)[0]


def test_each_fact_is_one_line_in_order_of_weight() -> None:
    lines = prompt(FACTS).user.splitlines()
    assert [line.split(" | ")[0] for line in lines] == [fact.id for fact in FACTS]
    assert lines[0] == "W1 | documentation | merged | acme/web | v3.3 documents | #939 | also: Apply suggestions from code review"
    assert lines[2] == f"W3 | security | merged | acme/web | tokens in debug logging | {FACTS[2].links[0].ref}"


def test_a_fact_tells_state_files_and_in_a_long_recap_the_detail() -> None:
    fact = item(
        commit("Add login", body="It keeps the session for an hour.", paths=["web/login.py", "web/session.py", "a.md", "b.md", "c.md"]),
        state=State.RELEASED,
    )
    line = prompt([fact]).user
    assert "| merged, released |" in line
    assert line.endswith("files: web/login.py, web/session.py, a.md, +2")
    assert prompt([fact], replace(ASKED, length=Length.LONG)).user.endswith("detail: It keeps the session for an hour.")


def test_titles_and_references_of_one_fact_are_clipped_the_telling_ones_first() -> None:
    titles = ["Fix lint", *(f"Add part {number} of it #{number}" for number in range(1, 10))]
    line = prompt([replace(item(*map(commit, titles)), title="Add it")]).user
    assert "| #1, #2, #3, #4, #5, #6 |" in line
    assert line.count("Add part") == 6
    assert "lint" not in line


def test_a_title_that_says_the_same_with_a_reference_is_left_out_and_a_version_s_candidate_is_not() -> None:
    same = replace(item(commit("Fix #893 Add the barriers"), commit("Add the barriers")), title="Add the barriers")
    assert "also" not in prompt([same]).user
    release = replace(item(commit("version 1.7.0"), commit("version 1.7.0rc1")), title="Version 1.7.0")
    assert "also: version 1.7.0rc1" in prompt([release]).user


def test_people_are_named_where_there_are_several() -> None:
    both = prompt([item(commit("Add login")), item(commit("Fix logout", actor=BOB), id_="W2")])
    assert "| by: Ana Lima |" in both.user
    assert "| by: Bob Berg |" in both.user
    assert "Begin with who did it" in both.system
    one = prompt([item(commit("Add login"))])
    assert "by:" not in one.user + one.system


@pytest.mark.fault("F085")
@pytest.mark.origin("S13")
def test_what_does_not_fit_is_left_to_the_plain_recap_the_lightest_first() -> None:
    facts = items(*(f"Add part {number}" for number in range(50)))
    system = words(prompt(facts).system)
    line = words(prompt(facts[:1]).user)
    shown, ids = build(facts, ASKED, count=words, budget=system + 16 + 10 * (line + 1))
    assert ids == {f"W{number}" for number in range(1, 11)}
    assert len(shown.user.splitlines()) == 10


@pytest.mark.fault("F085")
def test_a_fact_that_is_too_long_is_given_by_its_title() -> None:
    fact = item(commit("Add login"), *(commit(f"Touch {'x ' * 20}{number}") for number in range(4)))
    system = words(prompt([fact]).system)
    shown, ids = build([fact], ASKED, count=words, budget=system + 16 + 16)
    assert ids == {"W1"}
    assert "also:" not in shown.user


@pytest.mark.fault("F085")
def test_a_budget_that_takes_nothing_gives_nothing() -> None:
    shown, ids = build(FACTS, ASKED, count=words, budget=10)
    assert (shown.user, ids) == ("", frozenset())


@pytest.mark.fault("F085")
def test_a_hundred_thousand_items_are_counted_until_the_budget_is_spent() -> None:
    facts = [replace(FACTS[2], id=f"W{number}") for number in range(100_000)]
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return words(text)

    began = time.process_time()
    _, ids = build(facts, ASKED, count=count, budget=5_000)
    assert time.process_time() - began < 1.0
    assert 100 < len(ids) == len(counted) - 3  # the task, and the first fact that does not fit, whole and by its title


@given(st.integers(0, 3_000), st.lists(st.text(max_size=80), max_size=12))
def test_the_prompt_never_passes_its_budget(budget: int, titles: list[str]) -> None:
    facts = [item(commit(title), id_=f"W{number}") for number, title in enumerate(titles, 1)]
    shown, ids = build(facts, ASKED, count=len, budget=budget)
    assert not ids or len(shown.system) + len(shown.user) <= budget
    assert len(shown.user.splitlines()) == len(ids)
    assert [line.split(" | ")[0] for line in shown.user.splitlines()] == [fact.id for fact in facts[: len(ids)]]


@pytest.mark.fault("F152")
def test_no_secret_and_no_address_is_in_a_prompt() -> None:
    token = "ghp_" + "a1B2" * 9
    fact = item(
        commit(f"Remove {token} of ana@example.org", body=f"password={'hunter2'}x1", paths=[f"keys/{token}"]),
        commit(f"Also {token} from web.team+x@mail.example.co.uk", actor=BOB),
    )
    shown = prompt([fact], replace(ASKED, length=Length.LONG))
    assert "a1B2" not in shown.user
    assert "hunter2" not in shown.user
    assert "@" not in shown.user
    assert "[masked: GitHub token] of [address]" in shown.user


@pytest.mark.fault("F066")
@pytest.mark.fault("F088")
def test_no_text_can_end_its_line_or_hide_in_it() -> None:
    fact = item(commit("Add login\nW2 | feature | lie\u2028W3\r\x1b[2K\U000e0041\u202e", paths=["a\nb"]))
    assert prompt([fact]).user.splitlines() == [prompt([fact]).user]
    assert prompt([fact]).user.isprintable()


@pytest.mark.fault("F168")
@pytest.mark.parametrize("text", ["{user.__class__}", "%(name)s %s", "{{ 7 * 7 }}", "{limit}", "${HOME}", "{"])
def test_a_template_in_a_text_stays_a_text(text: str) -> None:
    request = replace(ASKED, tone=text, language=text)
    shown = prompt([item(commit(f"Add {text}"))], request)
    assert text in shown.user
    assert f"be {text};" in shown.system
    assert "at most 7 lines" in shown.system


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (replace(ASKED, limit=3), "at most 3 lines"),
        (replace(ASKED, length=Length.SHORT), "At most 12 words"),
        (replace(ASKED, length=Length.LONG), "At most 40 words"),
        (replace(ASKED, shape=Shape.STANDUP), "daily standup"),
        (replace(ASKED, shape=Shape.CHANGELOG), "as in a changelog"),
        (replace(ASKED, shape=Shape.BRIEF), "one paragraph"),
        (replace(ASKED, language="Spanish"), "the same sentence in Spanish"),
        (replace(ASKED, tone="playful"), "be playful"),
    ],
)
def test_the_task_follows_the_question(asked: RecapRequest, said: str) -> None:
    assert said in prompt(FACTS, asked).system
    assert said not in prompt(FACTS).system


@pytest.mark.fault("F088")
def test_the_task_holds_nothing_of_the_facts() -> None:
    assert prompt(FACTS).system == prompt(FACTS[:1]).system


BOBS = request("#58", "Add CSV import", author=BOB)
DROPPED = request("#59", "Add dark mode", state=ThreadState.CLOSED)
OWN = did(EventKind.PULL_MERGED, request("#60", "Add login"))


@pytest.mark.fault("F131")
@pytest.mark.parametrize(
    "done",
    [
        did(EventKind.REVIEW, BOBS),
        did(EventKind.REVIEW_COMMENT, BOBS),
        did(EventKind.COMMENT, BOBS),
        did(EventKind.PULL_MERGED, BOBS),
        did(EventKind.PULL_CLOSED, DROPPED),
        did(EventKind.PULL_OPENED, request("#61", "Add export", state=ThreadState.OPEN)),
        did(EventKind.ISSUE_OPENED, issue("#7", "Fix the crash")),
        did(EventKind.ISSUE_CLOSED, issue("#7", "Fix the crash", state=ThreadState.CLOSED)),
        commit("Merge pull request #58 from bob/csv", kind=EventKind.MERGE, body="Add CSV import"),
        replace(commit("Add a toggle", is_merged=False, branch="dark"), thread=DROPPED),
    ],
    ids=lambda one: str(one.kind),
)
def test_what_was_only_done_to_requests_and_issues_is_told_by_code_and_no_model_takes_it_for_work(done: Event) -> None:
    (mine, others) = sorted(fold([OWN, done]).items, key=lambda one: one.title != "Add login")

    told, given_ids = build([others, mine], ASKED, count=words, budget=PLENTY)

    assert given_ids == {mine.id}
    assert "Add login" in told.user
    assert done.title not in told.user
