"""What is too long goes on in further messages, and they are known for a while."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from core.errors import TransientError
from core.trail import Hand, Trails


@dataclass
class Table(Hand[str]):
    """Messages on a table; `looks` counts how often somebody looked for them."""

    shown: dict[str, str] = field(default_factory=dict)
    looks: int = 0
    fails: bool = False

    async def found(self) -> Sequence[str]:
        self.looks += 1
        return list(self.shown)

    async def added(self, number: int, part: str) -> str:
        if self.fails:
            raise TransientError("not now")
        self.shown[str(number)] = part
        return str(number)

    async def changed(self, message: str, part: str) -> None:
        self.shown[message] = part

    async def removed(self, message: str) -> None:
        del self.shown[message]


async def test_further_messages_are_added_changed_and_removed() -> None:
    trails, table = Trails[str](), Table()
    trails.begin("C", "1")
    await trails.go_on("C", "1", ["a", "b"], table)
    await trails.go_on("C", "1", ["c"], table)
    assert (table.shown, table.looks) == ({"0": "c"}, 0)


async def test_after_a_failure_and_elsewhere_they_are_looked_for() -> None:
    trails, table = Trails[str](), Table(fails=True)
    trails.begin("C", "1")
    with pytest.raises(TransientError):
        await trails.go_on("C", "1", ["a"], table)
    table.fails, table.shown = False, {"0": "old"}
    await trails.go_on("C", "1", ["a"], table)
    await Trails[str]().go_on("C", "1", ["z"], table)
    assert (table.shown, table.looks) == ({"0": "z"}, 2)


async def test_the_oldest_are_forgotten() -> None:
    trails, table = Trails[str](), Table()
    for number in range(2_001):
        trails.begin("C", str(number))
    await trails.go_on("C", "0", [], table)
    await trails.go_on("C", "2000", [], table)
    assert table.looks == 1
