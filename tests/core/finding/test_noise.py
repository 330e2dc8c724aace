"""What machines do, and files that tools write, is noise; what people do beside them is not."""

from dataclasses import replace

import pytest

from core.finding.bots import is_bot, is_dependency_bump
from core.finding.fold import fold
from core.finding.generated import is_generated
from core.model import Folded, Identity, Person
from tests.core.finding.made import DEPENDABOT, after, merge, titles
from tests.facts import ANA, commit

RENOVATE = Identity("renovate", "bot@renovateapp.com")


def lines(folded: Folded) -> list[tuple[str, str]]:
    return [(noise.why, noise.text) for noise in folded.noise]


@pytest.mark.fault("F067")
@pytest.mark.parametrize(
    "identity",
    [
        DEPENDABOT,
        RENOVATE,
        Identity("Bot 52 [bot]", "52+bot-52[bot]@users.noreply.example"),
        Identity("Anything", "1+snyk-bot@users.noreply.github.com"),
        Identity("k8s-ci-robot", "k8s@example.org"),
        Identity("GitHub Actions", "x@example.org"),
        Identity("pre-commit-ci", ""),
        Identity("Hosted Weblate", "hosted@weblate.org"),
        Identity("Ana Lima", "ana@example.org", is_bot=True),
    ],
)
def test_a_machine_is_told_by_its_host_name_or_address(identity: Identity) -> None:
    assert is_bot(identity)


@pytest.mark.parametrize("name", ["Ana Lima", "Jan Bot", "Abbott", "botond", "Robot Fan"])
def test_people_whose_names_look_alike_are_no_machines(name: str) -> None:
    assert not is_bot(Identity(name, "someone@example.org"))


@pytest.mark.parametrize(
    "title",
    [
        "Bump mypy from 1.11.1 to 1.11.2 (#1153)",
        "chore(deps-dev): update cherrypy requirement from <19,>=18 to >=18.10.0,<19 (#1536)",
        "build(deps): pin x",
        "Update dependency react to v18",
        "fix(deps): update module github.com/a/b to v1.2",
        "Lock file maintenance",
    ],
)
def test_a_dependency_bump_is_told_by_its_title(title: str) -> None:
    assert is_dependency_bump(commit(title))


def test_other_titles_are_no_dependency_bumps() -> None:
    assert not is_dependency_bump(commit("Update translations"))


def test_bots_share_one_line_for_bumps_and_one_for_the_rest() -> None:
    bumps = [commit(f"Bump x to {n}", actor=DEPENDABOT, at=after(n), repository=f"acme/{n % 2}") for n in range(3)]
    other = commit("Update translations", actor=RENOVATE)
    folded = fold([*bumps, other, commit("Add login")])
    assert lines(folded) == [("bot", "3 dependency bumps in 2 repositories"), ("bot", "1 automated change")]
    assert titles(folded) == [{"Add login"}]


def test_a_bot_that_is_asked_for_is_no_noise_and_neither_is_a_human_s_share_in_its_work() -> None:
    bump, change = commit("Bump x from 1 to 2", actor=DEPENDABOT), commit("Add login", actor=DEPENDABOT)
    assert titles(fold([bump], [Person("dependabot[bot]", (DEPENDABOT,))])) == [{bump.title}]
    assert titles(fold([replace(change, others=(ANA,))])) == [{change.title}]
    assert fold([replace(change, others=(RENOVATE,))]).items == ()


def test_a_bump_that_a_human_helped_with_is_noise_unless_that_human_is_asked_for() -> None:
    bump = replace(commit("Bump x from 1 to 2", actor=DEPENDABOT), others=(ANA,))
    assert fold([bump]).items == ()
    assert titles(fold([bump], [Person("Ana Lima", (ANA,))])) == [{bump.title}]


def test_a_human_s_dependency_bump_is_a_small_item() -> None:
    assert titles(fold([commit("Bump x from 1 to 2")])) == [{"Bump x from 1 to 2"}]


@pytest.mark.parametrize(
    "path",
    [
        "web/package-lock.json",
        "Cargo.lock",
        "go.sum",
        "vendor/a/b.go",
        "dist/app.js",
        "a/app.min.js",
        "x.pb.go",
        "api_pb2.py",
        "t/__snapshots__/a",
    ],
)
def test_files_that_tools_write_are_told_by_their_paths(path: str) -> None:
    assert is_generated(path)


@pytest.mark.parametrize("path", ["src/lock.py", "distance.py", "package.json", "docs/generated.md", "go.mod", "min.js"])
def test_files_that_people_write_are_left_alone(path: str) -> None:
    assert not is_generated(path)


def test_changes_of_lock_files_alone_are_noise_unless_they_belong_to_other_work() -> None:
    lock = commit("Refresh the lock file", at=after(1), paths=("poetry.lock",))
    mixed = commit("Require x", at=after(2), paths=("poetry.lock", "pyproject.toml"))
    folded = fold([lock, mixed])
    assert lines(folded) == [("generated", "1 change of lock or generated files")]
    assert titles(folded) == [{"Require x"}]
    together = fold(merge("Merge branch 'x'", lock, mixed))
    assert lines(together) == []
    assert len(together.items) == 1


def test_the_largest_noise_comes_first() -> None:
    locks = [commit(f"Refresh {n}", at=after(n), paths=("go.sum",)) for n in range(3)]
    folded = fold([*locks, *merge("Merge branch 'y'"), *merge("Merge branch 'x'")])
    assert lines(folded) == [("generated", "3 changes of lock or generated files"), ("merge", "2 merge commits")]
