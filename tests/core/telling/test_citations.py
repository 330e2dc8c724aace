"""Every piece of work that a bullet tells is cited there, whatever it shares the bullet with."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import RecapRequest, Shape, WorkItem
from core.telling.plain import plain
from tests.core.recaps import WINDOW
from tests.facts import commit, item

TITLES = st.sampled_from(
    [
        "Add login",
        "Add export (#12)",
        "Fix #7 the pool leaks",
        "Update docs to use IDs rather than names",
        "Update README",
        "docs: less pages",
        "feat(cart)!: drop coupons",
        "Apply the review of #9",
        "Correct #3",
        "Fix typo",
        "Enable to use keys (#4)",
        ".",
    ]
)


@st.composite
def work(draw: st.DrawFn) -> list[WorkItem]:
    each = draw(st.lists(st.lists(TITLES, min_size=1, max_size=3), min_size=1, max_size=9))
    return [
        item(*(commit(title, branch=f"{number}-{place}") for place, title in enumerate(titles)), id_=f"W{number}")
        for number, titles in enumerate(each, 1)
    ]


@given(facts=work(), shape=st.sampled_from(list(Shape)), limit=st.integers(1, 7), is_all=st.booleans())
@settings(max_examples=200, deadline=None)
def test_each_piece_of_a_bullet_has_its_reference_or_hash_in_it(*, facts: list[WorkItem], shape: Shape, limit: int, is_all: bool) -> None:
    body = plain(facts, RecapRequest(window=WINDOW, shape=shape, limit=limit), names_actors=is_all)
    by_id = {one.id: one for one in facts}

    for bullet in body.bullets:
        told = [by_id[one] for one in bullet.items]
        assert all(any(link.ref in bullet.text for link in one.links) or ", +" in bullet.text for one in told)
        assert ";;" not in bullet.text
        assert "()" not in bullet.text
        assert bullet.text == bullet.text.strip()
    assert sorted([*body.smaller, *(one for bullet in body.bullets for one in bullet.items)]) == sorted(by_id)
