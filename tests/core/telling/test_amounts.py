"""How much a sentence tells: of many versions, people and commits, and of none."""

from dataclasses import replace

import pytest

from core.model import WorkKind
from tests.core.telling.sentences import said, told
from tests.facts import commit, item, items


def test_sentence_of_many_versions_names_the_first_and_the_last() -> None:
    releases = [commit(f"version 1.{number}.0", tags=["v"]) for number in range(12)]
    steps = [commit(f"version 2.0.0rc{number}", tags=["v"]) for number in range(1, 8)]

    assert told(item(*releases, *steps[:1])) == "Released 1.0.0 to 1.11.0: 12 versions; cut the release candidate 2.0.0rc1"
    assert told(item(*releases)) == "Released 1.0.0 to 1.11.0: 12 versions"
    assert told(item(*steps)) == "Cut 7 release candidates, 2.0.0rc1 to 2.0.0rc7"
    assert told(item(*(replace(one, change=None) for one in releases))) == "Set the version to 1.0.0 to 1.11.0: 12 versions"


def test_sentence_of_a_misspelled_version_goes_by_its_tag() -> None:
    assert told(item(commit("verson 0.6.0a0", tags=["latest", "v0.6.0a0"]), kind=WorkKind.RELEASE)) == "Cut the pre-release 0.6.0a0"


def test_sentence_names_three_people_and_counts_the_others() -> None:
    assert said([item(commit("Add login"))], actors=["Ana", "Bob", "Cat", "Dan", "Eve"]) == "Ana, Bob, Cat and 2 others added login"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("feat(login): add single sign-on", "Ana, in login: added single sign-on"),
        ("fix(models): type CardBlock is wrong", "Ana fixed in models: type CardBlock is wrong"),
        ("feat(ui): a story", "Ana, in ui: added a story"),
        ("docs: less pages", "Ana, in docs: less pages"),
    ],
)
def test_sentence_about_a_part_reads_with_a_person_too(title: str, text: str) -> None:
    assert said([item(commit(title))], actors=["Ana"]) == text


def test_sentence_without_words_says_so() -> None:
    assert told(item(commit("."))) == "1 commit without a message"
    assert told(item(commit("Add login"), commit("."))) == "Added login"


def test_sentence_tells_large_work_by_its_largest_commits() -> None:
    small = [commit(f"Add part {number}", size=(1, 0)) for number in range(6)]
    work = item(commit("Add the shop", size=(50, 0)), commit("Add eggs to gitignore"), *small, commit("Rewrite the cart", size=(400, 9)))

    assert told(work) == "Added the shop, part 0, part 1 and part 2; rewrote the cart; and 4 more commits"


def test_sentence_tells_documentation_that_is_about_something_else() -> None:
    work = item(commit("Drop Python 3.6", size=(9, 9)), commit("Update the maintainers guide", size=(3, 3)))

    assert told(work) == "Dropped Python 3.6; updated the maintainers guide"


def test_sentence_of_two_long_clauses_tells_one_in_each_piece() -> None:
    long = "Show the delivery estimate as soon as the customer has typed a postcode of a country that we deliver to "

    assert told(*items(f"{long}today", f"{long}soon")).startswith("Showed the delivery estimate")


def test_sentence_of_very_many_commits_counts_all_of_them() -> None:
    work = item(*(commit(f"Add part {number}", size=(2000 - number, 1)) for number in range(1000)))

    assert told(work) == "Added part 0, part 1, part 2, part 3 and part 4; and 995 more commits"
