"""Events of one piece of work are one item, and nothing glues what is not."""

from dataclasses import replace

import pytest

from core.finding.fold import fold
from core.model import Event, EventKind, Identity, Link, State, WorkKind
from tests.core.finding.made import CAT, after, changed, merge, on_branch, only, tag, titles
from tests.facts import BOB, commit


def test_what_a_merge_brought_in_is_one_item_with_it() -> None:
    brought = (commit("Add login", at=after(1)), commit("Add logout", at=after(2), actor=BOB))
    item = only(*merge("Merge pull request #12 from ana/login", *brought, at=after(3)), *[])
    assert len(item.events) == 3
    assert item.links[0].ref == "#12"


@pytest.mark.parametrize(
    "title",
    [
        "Merge branch 'main' into login",
        "Merge remote-tracking branch 'origin/develop'",
        "Merge branch 'release/1.2'",
        "Merge branch 'v1.2.x'",
        "Merge branches 'staging'",
    ],
)
def test_a_merge_of_a_branch_that_holds_many_things_glues_nothing(title: str) -> None:
    folded = fold(merge(title, commit("Add login"), commit("Add billing")))
    assert titles(folded) == [{"Add billing"}, {"Add login"}] or titles(folded) == [{"Add login"}, {"Add billing"}]
    assert [noise.why for noise in folded.noise] == ["merge"]


def test_a_merge_of_the_work_of_many_glues_nothing() -> None:
    authors = [Identity(f"Person {number}", f"p{number}@example.org") for number in range(4)]
    assert len(fold(merge("Merge pull request #1 from acme/next", *(commit("Add x", actor=actor) for actor in authors))).items) == 4 + 1
    assert len(fold(merge("Merge pull request #1 from ana/a", *(commit(f"Add {number}") for number in range(26)))).items) == 26 + 1


def test_a_merged_request_whose_commits_lie_elsewhere_is_somebody_s_act() -> None:
    folded = fold([commit("Merge pull request #1 from ana/a", kind=EventKind.MERGE, body="Add login\n\nAnd more.")])
    assert [(item.title, item.kind, [link.ref for link in item.links]) for item in folded.items] == [("Add login", WorkKind.CHORE, ["#1"])]
    assert folded.noise == ()


def test_a_merge_by_somebody_else_still_ties_what_it_brought_in() -> None:
    assert len(only(*merge("Merge branch 'login'", commit("Add login"), commit("Add logout"))[1:]).events) == 2


def test_titles_and_closing_keywords_that_name_one_reference_are_one_item() -> None:
    item = only(commit("Add login #12"), commit("Add logout", at=after(30), body="Fixes #12"))
    assert [link.ref for link in item.links] == ["#12"]
    assert len(fold([commit("Add login #12"), commit("Add logout #12", repository="acme/api")]).items) == 2


def test_a_ticket_ties_across_repositories_and_so_does_a_full_reference() -> None:
    assert len(only(commit("ABC-12 Add login"), commit("ABC-12 Add login form", repository="acme/app")).events) == 2
    far = replace(commit("Use it", repository="acme/app"), mentions=(Link("acme/web#12"),))
    assert len(only(commit("Add login #12"), far).events) == 2


def test_a_reference_in_passing_ties_nothing() -> None:
    assert len(fold([commit("Add login (#12)"), commit("Fix a crash caused by #12")]).items) == 2


def test_a_reference_that_dozens_share_ties_only_one_author_s_work_in_one_folder() -> None:
    many = [commit(f"Move {number} (part of #1)", at=after(number), paths=(f"src/{number % 2}/{number}.py",)) for number in range(14)]
    assert sorted(len(item.events) for item in fold(many).items) == [7, 7]


def test_a_change_that_names_many_references_ties_none_but_its_own() -> None:
    tests = commit("Add tests for #1, #2 and #3 (#9)")
    events = [tests, commit("Fix #1 a"), commit("Fix #2 b", at=after(1)), commit("Add docs", at=after(2), body="Closes #9")]
    assert sorted(map(sorted, titles(fold(events)))) == [["Add docs", tests.title], ["Fix #1 a"], ["Fix #2 b"]]


@pytest.mark.fault("F069")
def test_a_squash_merge_its_branch_and_its_cherry_pick_are_one_item() -> None:
    branch = [on_branch("Add login form", at=after(1)), on_branch("Add login endpoint", at=after(2))]
    squash = commit("Sign in (#12)", at=after(9), body="* Add login form\n\n* Add login endpoint\n\n* fix")
    pick = replace(commit("Sign in (#12)", at=after(9), branch="1.x", is_merged=False), copies=(squash.ref,))
    folded = fold([*branch, squash, pick])
    assert titles(folded) == [{"Add login form", "Add login endpoint", "Sign in (#12)"}]
    assert folded.items[0].events[0] == squash
    assert [(copies.of, copies.events) for copies in folded.copies] == [(squash, (pick,))]


def test_a_squash_under_its_only_commit_s_title_is_one_item_with_it() -> None:
    assert len(only(on_branch("fix: close the door", "door"), commit("Close the door (#3)", at=after(4))).events) == 2


def test_a_squash_without_a_number_is_told_by_its_branch_its_title_or_what_git_lists() -> None:
    form, view = on_branch("Add form", at=after(1)), on_branch("Add view", at=after(2))
    assert only(form, view, commit("Login", at=after(9))).state is State.MERGED
    assert only(form, view, commit("Add form", at=after(9))).state is State.OPEN  # the view still waits
    listed = "".join(f"commit {event.ref}\nAuthor: Ana Lima\n\n    {event.title}\n\n" for event in (form, view))
    item = only(form, view, commit("Squashed commit of the following:", at=after(9), body=listed))
    assert (item.title, item.state) == ("Add form", State.MERGED)


def test_a_branch_that_is_squashed_again_is_one_item_with_its_first_squash() -> None:
    waiting = [on_branch("Add form", "", at=after(1)), on_branch("Bump the number", "", at=after(5))]
    first = commit("Sign in (#12)", at=after(2), body="* Add form")
    second = commit("Release 1.1.3 (#13)", at=after(9), body="* Add form\n\n* Bump the number")
    assert {"Add form", "Sign in (#12)"} in titles(fold([*waiting, first, second]))


@pytest.mark.parametrize("branch", ["sign-in", "ana/Sign_In", "sign/in"])
def test_a_squash_is_one_item_with_the_branch_that_is_named_like_it(branch: str) -> None:
    waiting = [on_branch("Add form", branch, at=after(1)), on_branch("Add view", branch, at=after(2))]
    assert len(only(*waiting, commit("Sign in (#12)", at=after(9))).events) == 3


def test_what_was_done_again_within_two_days_under_one_title_is_one_line() -> None:
    assert len(only(commit("Remove py36 references (#1)"), commit("Remove py36 references (#2)", at=after(40))).events) == 2
    others = [
        commit("Update samples", at=after(60)),
        commit("Update samples", actor=BOB),
        commit("Update samples", at=after(1), repository="acme/api"),
    ]
    assert len(fold([commit("Update samples"), *others]).items) == 4


def test_the_same_follow_up_twice_does_not_glue_what_it_finishes() -> None:
    events = [commit("Add form", paths=("a/a.py",)), commit("Add view", at=after(1), paths=("b/b.py",))]
    fixes = [commit("Fix tests", at=after(2), paths=("a/a.py",)), commit("Fix tests", at=after(3), paths=("b/b.py",))]
    assert sorted(map(sorted, titles(fold([*events, *fixes])))) == [["Add form", "Fix tests"], ["Add view", "Fix tests"]]
    assert len(fold([*events, *(changed(fix, merge="m" * 40) for fix in fixes)]).items) == 3


def test_follow_ups_that_are_tied_join_one_change_together() -> None:
    events = [commit("Add form", paths=("a/a.py",)), commit("Add view", at=after(1), paths=("b/b.py",))]
    fixes = [commit("Fix tests #9", at=after(2), paths=("a/a.py",)), commit("Fix typo #9", at=after(3), paths=("b/b.py",))]
    assert sorted(map(sorted, titles(fold([*events, *fixes])))) == [["Add form", "Fix tests #9", "Fix typo #9"], ["Add view"]]


def test_a_squash_takes_no_later_or_other_people_s_commits() -> None:
    squash = commit("Sign in (#12)", at=after(2), body="* Fix lint\n- Add form")
    later, other = on_branch("Add form", "a", at=after(5)), replace(on_branch("Add form", "b", at=after(1)), actor=CAT)
    assert len(fold([squash, later, other]).items) == 3
    shared = replace(squash, others=(CAT,))
    assert len(fold([shared, later, other]).items) == 2


def test_a_backport_is_one_item_with_its_change() -> None:
    port = commit("[2.x] Add login (#13)", at=after(20), branch="2.x", is_merged=False)
    assert len(only(commit("Add login (#12)"), port).events) == 2
    assert len(fold([commit("Add login", at=after(1)), commit("Add login", at=after(72))]).items) == 2


def test_an_unmerged_topic_branch_is_one_item_and_a_long_lived_one_is_not() -> None:
    assert len(only(on_branch("Add form"), on_branch("Add endpoint", at=after(1))).events) == 2
    for branch in ("develop", "release-2.0", "v1", "1.x", "origin/next", ""):
        assert len(fold([on_branch("Add form", branch), on_branch("Add endpoint", branch, at=after(1))]).items) == 2, branch


def test_a_branch_that_takes_pull_requests_is_no_topic() -> None:
    assert len(fold([on_branch("Add form (#1)", "web"), on_branch("Add endpoint (#2)", "web", at=after(1))]).items) == 2


def test_released_commits_of_a_branch_are_no_topic() -> None:
    released = [changed(on_branch(title), released="v1") for title in ("Add form", "Add endpoint")]
    assert len(fold(released).items) == 2


def test_the_versions_and_tags_of_one_repository_are_one_item() -> None:
    events: list[Event] = [commit("version 1.7.0rc1"), commit("version 1.7.0rc2", at=after(1)), commit("version 1.7.0", at=after(2))]
    item = only(*events, tag("v1.7.0", at=after(3)))
    assert [event.ref for event in item.events] == [events[2].ref, events[0].ref, events[1].ref, "v1.7.0"]
    assert len(fold([*events, commit("version 1.0", repository="acme/api")]).items) == 2


def test_a_release_that_lists_what_it_closes_does_not_swallow_it() -> None:
    release = commit("chore(release): 1.2.0", body="Closes #12")
    assert release.mentions
    assert len(fold([release, commit("Add login (#12)")]).items) == 2


def test_merge_commits_alone_are_noise() -> None:
    folded = fold([commit("Merge branch 'x'", kind=EventKind.MERGE), commit("Add login", at=after(1))])
    assert [(noise.why, noise.text) for noise in folded.noise] == [("merge", "1 merge commit")]
