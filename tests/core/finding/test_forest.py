"""Things that share something, even through others, are one."""

from hypothesis import given
from hypothesis import strategies as st

from core.finding.forest import Forest


def test_things_join_directly_and_by_shared_keys() -> None:
    forest = Forest(6)
    forest.join(3, 1)
    forest.tie(0, "a")
    forest.tie(4, "a")
    forest.tie_all([4, 5], "b")
    assert forest.sets() == [[0, 4, 5], [1, 3], [2]]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_the_order_of_joining_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    there, back = Forest(31), Forest(31)
    for one, other in pairs:
        there.join(one, other)
    for one, other in reversed(pairs):
        back.join(other, one)
    assert there.sets() == back.sets()
    assert all(there.root(one) == there.root(other) for one, other in pairs)
