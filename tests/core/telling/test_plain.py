"""The plain recap: which sentences share a bullet, and which are too small for one."""

from dataclasses import replace

from core.model import Bullet, By, EventKind, Link, Noise, Shape, WorkKind
from core.telling.plain import plain
from tests.core.telling.week import ASKED, texts
from tests.facts import ANA, BOB, commit, item, items


def test_bullet_ends_with_references_else_with_hashes() -> None:
    single = item(commit("Add login"))
    four = item(*(commit(f"Add part {letter}") for letter in "ABCD"), id_="W2")

    body = plain([single, four, item(commit("Add logout (#7)"), id_="W3")], ASKED)

    assert texts(body)[0] == f"Added login ({single.events[0].ref[:7]})"
    assert texts(body)[1].endswith(f"; and 1 more commit ({four.events[0].ref[:7]}, +3)")
    assert texts(body)[2] == "Added logout (#7)"
    assert body.bullets[2].links == (Link("#7", "https://git.example/acme/web/issues/7"),)


def test_bullet_of_work_without_links_ends_with_its_commits() -> None:
    work = replace(item(commit("Add login")), links=())

    assert texts(plain([work], ASKED)) == [f"Added login ({work.events[0].ref[:7]})"]


def test_bullet_does_not_repeat_a_reference_that_its_sentence_names() -> None:
    assert texts(plain(items("Apply #648 changes to other pages"), ASKED)) == ["Applied #648 changes to other pages"]


def test_small_changes_of_a_kind_share_a_bullet_and_never_fill_up_to_the_limit() -> None:
    body = plain(items("Add login (#1)", "Update the Django docs (#2)", "Update the Flask docs (#3)", "Fix flake8 error"), ASKED)

    assert texts(body)[:2] == ["Added login (#1)", "Updated the Django docs (#2) and the Flask docs (#3)"]
    assert len(body.bullets) == 2
    assert body.rest == "+ 1 smaller change (flake8 error)"


def test_more_pieces_than_bullets_share_and_the_lightest_are_counted() -> None:
    facts = items(*(f"Add part {number} (#{number})" for number in range(1, 13)))

    body = plain(facts, replace(ASKED, limit=4))

    assert [bullet.items for bullet in body.bullets] == [("W1",), ("W2",), ("W3", "W4", "W5"), ("W6", "W7", "W8")]
    assert body.smaller == ("W9", "W10", "W11", "W12")
    assert body.rest == "+ 4 smaller changes (all features)"


def test_only_slight_changes_get_bullets_after_all() -> None:
    assert len(plain(items("Fix typo", "Update README.md"), ASKED).bullets) > 0


def test_taken_bullets_stay_and_the_rest_is_told_around_them() -> None:
    facts = items("Add login (#1)", "Add logout (#2)", "Add export (#3)")
    taken = Bullet("Built logout (#2)", ("W2",), by=By.MODEL)

    body = plain(facts, ASKED, taken=[taken])

    assert texts(body) == ["Added login (#1)", "Built logout (#2)", "Added export (#3)"]


def test_noise_is_counted_in_the_last_line() -> None:
    body = plain(items("Add login"), ASKED, noise=[Noise("bot", "2 dependency bumps", ())])

    assert body.rest == "+ 2 dependency bumps"


def test_several_people_are_named_in_each_bullet() -> None:
    body = plain([item(commit("Add login (#1)", actor=BOB))], ASKED, names_actors=True)

    assert texts(body) == ["Bob Berg added login (#1)"]


def test_who_only_merged_is_not_named_as_having_done_it() -> None:
    work = item(commit("Add login (#1)"), commit("Merge pull request #1 from ana/login", actor=BOB, kind=EventKind.MERGE))

    assert texts(plain([work], ASKED, names_actors=True)) == ["Ana Lima added login (#1)"]


def test_merged_requests_of_others_are_told_by_their_titles() -> None:
    merges = [
        item(commit(f"Merge pull request #{number} from bob/x", kind=EventKind.MERGE, body=title), id_=f"W{number}", kind=WorkKind.CHORE)
        for number, title in enumerate(["Add login", "Add logout"], 1)
    ]
    titled = [replace(merge, title=merge.events[0].body) for merge in merges]

    assert texts(plain(titled, ASKED)) == ["Merged “Add login” (#1) and “Add logout” (#2)"]


def test_bullets_do_not_mix_people() -> None:
    facts = [item(commit(f"Add part {number}", actor=actor), id_=f"W{number}") for number, actor in enumerate([ANA, BOB, ANA, BOB], 1)]

    body = plain(facts, replace(ASKED, limit=3), names_actors=True)

    assert [bullet.items for bullet in body.bullets] == [("W1",), ("W2",), ("W3",)]
    assert body.smaller == ("W4",)


def test_one_person_s_kinds_of_work_may_share_a_bullet() -> None:
    facts = [
        item(commit(title, actor=actor), id_=f"W{number}")
        for number, (title, actor) in enumerate([("Add a", BOB), ("Add b", ANA), ("Fix c", ANA), ("Drop d", ANA)], 1)
    ]

    body = plain(facts, replace(ASKED, limit=2), names_actors=True)

    assert [bullet.items for bullet in body.bullets] == [("W1",), ("W2", "W3", "W4")]


def test_far_more_pieces_than_bullets_share_all_but_the_heaviest() -> None:
    body = plain(items(*(f"Add part {number} (#{number})" for number in range(1, 14))), replace(ASKED, limit=4))

    assert [len(bullet.items) for bullet in body.bullets] == [1, 3, 3, 3]


def test_pieces_that_are_long_to_tell_do_not_share_a_bullet() -> None:
    facts = items(*(f"Update the page that shows the orders of this and of the year before, number {number}" for number in "123"))

    assert [len(bullet.items) for bullet in plain(facts, ASKED).bullets] == [2, 1]


def test_smaller_changes_are_not_named_where_a_name_reads_as_several() -> None:
    assert plain(items("Add login", "fix typos, imports"), replace(ASKED, limit=1)).rest == "+ 1 smaller change"


def test_smaller_changes_are_counted_by_kind_where_they_are_many() -> None:
    step = item(commit("version 1.0.0rc1"), id_="W9")
    merge = item(commit("Merge pull request #1 from a/b", kind=EventKind.MERGE), id_="W8", kind=WorkKind.CHORE)
    facts = [*items("Add login", "Fix a crash of x", "Fix a crash of y", "Drop z", "Tweak w"), step, merge]

    rest = plain(facts, replace(ASKED, limit=1)).rest

    assert rest == "+ 6 smaller changes (2 fixes, 1 removal, 1 pre-release, 1 merged request, 1 other)"


def test_everyone_who_did_something_is_named_somewhere() -> None:
    facts = [item(commit("Add login (#1)", size=(9, 9)), id_="W1"), item(commit("Fix typo", actor=BOB), id_="W2")]
    mixed = [*facts, item(commit("Fix tests"), id_="W3")]

    assert plain(facts, ASKED, names_actors=True).rest == "+ 1 smaller change (typo) by Bob Berg"
    assert plain(mixed, ASKED, names_actors=True).rest == "+ 2 smaller changes (typo, tests), some by Bob Berg"
    assert plain(mixed, replace(ASKED, shape=Shape.CHANGELOG), names_actors=True).rest == "+ 2 smaller changes (typo, tests)"


def test_security_gets_a_bullet_before_anything_else() -> None:
    facts = items(*(f"Add part {number} (#{number})" for number in range(1, 8)), "Redact tokens in the log (#9)")

    assert "Redacted tokens in the log (#9)" in texts(plain(facts, replace(ASKED, limit=2)))


def test_a_large_change_whose_title_names_no_act_is_no_small_work() -> None:
    facts = [
        replace(item(commit("Legacy shop"), id_="W1"), weight=7.0),
        *(replace(one, id=f"F{one.id}") for one in items("Fix a (#1)", "Fix b (#2)")),
    ]

    assert plain(facts, replace(ASKED, limit=2)).bullets[0].items == ("W1",)
