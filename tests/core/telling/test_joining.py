"""Several pieces of work in one sentence: each beside what it points at, none behind another's words."""

from dataclasses import replace

from core.model import EventKind, RecapRequest, WorkItem, WorkKind
from core.telling.plain import plain
from core.telling.sentence import sentence
from tests.core.recaps import WINDOW
from tests.facts import commit, item


def pieces(*titles: str) -> list[WorkItem]:
    return [item(commit(title), id_=f"W{number}") for number, title in enumerate(titles, 1)]


def short(title: str) -> str:
    return commit(title).ref[:7]


def test_each_piece_is_cited_beside_its_own_words() -> None:
    facts = pieces("Add the barriers methods (#893)", "Add typed_body field", "Fix the pool (#7)")

    assert (
        sentence(facts) == f"Added the barriers methods (#893) and typed_body field ({short('Add typed_body field')}); fixed the pool (#7)"
    )


def test_pieces_without_references_are_cited_at_the_end_in_the_order_of_the_text() -> None:
    facts = pieces("Update the example for token rotation", "Update the comments")

    assert sentence(facts) == (
        f"Updated the comments and the example for token rotation "
        f"({short('Update the comments')}, {short('Update the example for token rotation')})"
    )


def test_what_came_with_one_piece_is_not_said_of_another() -> None:
    facts = [item(commit("Add login (#1)"), commit("Add tests for login (#1)")), *pieces("Add export (#2)")]

    assert sentence(facts) == "Added login with tests (#1); added export (#2)"


def test_nothing_stands_behind_an_object_with_a_clause_of_its_own() -> None:
    facts = pieces("Update docs to use IDs rather than names (#1)", "Update README (#2)", "Update the guide for Go (#3)")

    assert sentence(facts) == "Updated README (#2) and docs to use IDs rather than names (#1); updated the guide for Go (#3)"


def test_one_thing_that_is_said_twice_is_told_once_with_both_citations() -> None:
    facts = pieces("Update black and pytype", "Update black and pytype to the latest version (#4)")

    assert sentence(facts) == f"Updated black and pytype to the latest version (#4, {short('Update black and pytype')})"


def test_what_became_possible_is_said_once() -> None:
    keys, checks = pieces("Enable to use keys (#1)", "Enable to skip checks (#2)")

    assert sentence([replace(keys, title="Enable to use keys"), replace(checks, title="Enable to skip checks")]) == (
        "Made it possible to use keys (#1) and to skip checks (#2)"
    )


def test_a_piece_that_is_of_several_parts_of_the_whole_keeps_them() -> None:
    work = item(commit("feat(cart): add coupons (#5)"), commit("fix(tax): round each line (#5)"))

    assert sentence([work, *pieces("Add login (#1)")]) == "Added login (#1); cart: added coupons; tax: rounded each line (#5)"


def test_many_merged_requests_are_counted() -> None:
    merges = [
        item(commit(f"Merge pull request #{number} from bob/x", kind=EventKind.MERGE, body="Add x"), id_=f"W{number}", kind=WorkKind.CHORE)
        for number in range(1, 6)
    ]
    hosted = [
        item(
            commit("Merge branch 'x' into 'main'", kind=EventKind.MERGE, body=f"See merge request a/b!{n}"),
            id_=f"W{n}",
            kind=WorkKind.CHORE,
        )
        for n in range(1, 5)
    ]

    assert [bullet.text for bullet in plain(merges, RecapRequest(window=WINDOW)).bullets] == ["Merged 5 pull requests (#1, #2, +3)"]
    assert sentence([replace(one, links=one.events[0].mentions) for one in hosted]).startswith("Merged 4 merge requests (")
    assert sentence(hosted[:1]) == "Merged a/b!1"
