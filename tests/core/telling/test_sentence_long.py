"""A sentence that would be too long: fewer clauses, or one that ends where a part of it does."""

from core.model import Length
from tests.core.telling.sentences import told
from tests.facts import commit, item


def test_sentence_that_is_too_long_tells_fewer_clauses() -> None:
    work = item(*(commit(f"Add {name} to the page that shows the orders of this year") for name in ("a list", "a sum", "a key")))

    assert told(work) == (
        "Added a list to the page that shows the orders of this year; added a sum to the page that shows the orders of this year; "
        "and 1 more commit"
    )


def test_sentence_of_one_long_clause_is_cut_where_a_part_of_it_ends() -> None:
    long = "Show the delivery estimate as soon as the customer has typed a postcode, refresh it when the basket changes, and keep it " * 2

    assert told(item(commit(long.strip()))) == (
        "Showed the delivery estimate as soon as the customer has typed a postcode, refreshed it when the basket changes…"
    )


def test_sentence_that_is_long_by_what_came_with_it_keeps_its_clause() -> None:
    work = item(
        commit(f"Add {'very ' * 25}long"),
        commit("Add tests for it"),
        commit("Apply suggestions from code review"),
        commit("Drop it"),
    )

    assert told(work) == f"Added {'very ' * 25}long with tests; worked the review's suggestions in; and 1 more commit"


def test_sentence_is_never_cut_inside_of_code() -> None:
    code = f"Rename {'thing ' * 20}`{'a_b ' * 20}` everywhere"

    assert told(item(commit(code))) == f"Renamed {'thing ' * 20}".strip() + "…"


def test_sentence_without_blanks_is_cut_all_the_same() -> None:
    assert told(item(commit(f"Add {'x' * 200}"))) == f"Added {'x' * 154}…"


def test_long_sentence_that_was_asked_for_is_left_long() -> None:
    long = item(commit("Add " + "very " * 40 + "long"))

    assert told(long, length=Length.LONG) == "Added " + "very " * 40 + "long"
