"""Filters on repositories, branches, paths and topics let pass what they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.finding.where import is_wanted, matches, matches_repository, touches
from core.model import Event, EventKind, Where
from tests.core.finding.made import tag
from tests.facts import ANA, MONDAY, commit


@pytest.mark.parametrize(
    ("pattern", "repository", "passes"),
    [
        ("acme/web", "Acme/Web", True),
        ("acme/web", "acme/web2", False),
        ("ACME/*", "acme/web", True),
        ("acme/*", "acme2/web", False),
        ("web", "acme/web", True),
        ("Web", "web", True),
        ("web", "web/api", False),
        ("api", "group/sub/api", True),
        ("sub/api", "group/sub/api", False),
    ],
)
def test_a_repository_is_named_by_its_path_its_owner_or_its_last_part(pattern: str, repository: str, *, passes: bool) -> None:
    assert matches_repository(pattern, repository) is passes


@pytest.mark.parametrize(
    ("pattern", "text", "passes"),
    [
        ("release-*", "release-1.2", True),
        ("release-*", "prerelease-1", False),
        ("*.py", "web/app.py", True),
        ("web/**", "web/a/b.ts", True),
        ("web/**", "website/a", False),
        ("a*b*c", "aXbYc", True),
        ("a*b*c", "acb", False),
        ("a*bb*c", "abc", False),
        ("ab*ba", "aba", False),
        ("*", "", True),
        ("main", "main2", False),
    ],
)
def test_a_glob_matches_a_whole_text(pattern: str, text: str, *, passes: bool) -> None:
    assert matches(pattern, text) is passes


@given(st.text("ab", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=3))
def test_a_glob_made_of_a_text_matches_it(text: str, cuts: list[tuple[int, int]]) -> None:
    pattern = text
    for start, end in cuts:
        pattern = pattern[: min(start, end)] + "*" + pattern[max(start, end) :]
    assert matches(pattern, text)


def test_repositories_and_branches_let_pass_what_they_name() -> None:
    event = commit("Add login", repository="acme/web", branch="release-2")
    assert is_wanted(event, Where())
    assert is_wanted(event, Where(repositories=("api", "web"), branches=("release-*",)))
    assert not is_wanted(event, Where(repositories=("api",)))
    assert not is_wanted(event, Where(branches=("main",)))
    assert not is_wanted(event, Where(excluded=("acme/*",)))
    assert not is_wanted(tag("v1"), Where(branches=("main",)))


def test_paths_let_pass_files_and_what_is_in_a_folder() -> None:
    event = commit("Add login", paths=("web/src/app.ts",))
    assert touches(event, Where())
    assert touches(event, Where(paths=("api", "web/**")))
    assert touches(event, Where(paths=("web",)))
    assert touches(event, Where(paths=("web/src/",)))
    assert not touches(event, Where(paths=("we",)))
    assert not touches(tag("v1"), Where(paths=("web",)))


def test_a_topic_is_a_scope_or_a_part_of_a_path() -> None:
    event = Event(kind=EventKind.COMMIT, at=MONDAY, actor=ANA, ref="1", title="feat(Payments): add refunds", repository="web")
    assert touches(event, Where(topics=("payments",)))
    assert touches(commit("Add refunds", paths=("src/Payments/api.py",)), Where(topics=("payments",)))
    assert touches(commit("Add refunds", paths=("src/payments.py",)), Where(topics=("Payments",)))
    assert not touches(commit("Add refunds", paths=("src/prepayments.py",)), Where(topics=("payments",)))


def test_a_topic_may_be_whole_words_of_the_subject() -> None:
    event = commit("Add Dark-Mode to C++ (payments)")
    assert touches(event, Where(topics=("mode",)))
    assert touches(event, Where(topics=("dark-mode",)))
    assert touches(event, Where(topics=("c++",)))
    assert touches(event, Where(topics=("PAYMENTS",)))
    assert not touches(event, Where(topics=("payment",)))
    assert not touches(event, Where(topics=("ark-mode",)))
    assert not touches(event, Where(topics=("d.rk",)))
