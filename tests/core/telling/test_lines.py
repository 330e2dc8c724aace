"""A model's text as lines: what stands around them, and what it thinks aloud."""

import pytest

from core.telling.lines import LONGEST, Lines, parted

TEXT = "Added the login page (#4)"


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("[W1] {}", "W1"),
        ("[W1,W4] {}", "W1 W4"),
        ("W1: {}", "W1"),
        ("  - [w1]: {}\r", "W1"),
        ("\ufeff1. **[W1]** {}", "W1"),
        ("**1.** [W1] **{}**", "W1"),
        ("**[W1] {}**", "W1"),
        ("`[W1]` – {}", "W1"),
        ("> (W1, W4) | {}", "W1 W4"),
        ("[W1][W4] {}", "W1 W4"),
        ("[W1 and W4] {}", "W1 W4"),
        ("[W2-W4] {}", "W2 W3 W4"),
        ("[W4–W2, W9] {}", "W2 W3 W4 W9"),
    ],
)
def test_a_line_is_read_whatever_stands_around_its_ids(line: str, ids: str) -> None:
    assert parted(line.format(TEXT)) == (tuple(ids.split()), TEXT)


@pytest.mark.parametrize("line", ["", "Here is your recap:", "[] Added login", "W1 added login", '{"ids": ["W1"]}', "| W1 | Added login |"])
def test_what_cites_nothing_is_no_line(line: str) -> None:
    assert parted(line) is None


@pytest.mark.parametrize(("said", "told"), [("**Added** a *page*", "Added a *page*"), ("Passed **kwargs on", "Passed **kwargs on")])
def test_bold_letters_are_letters_and_stars_that_stand_alone_are_left(said: str, told: str) -> None:
    assert parted(f"[W1] {said}") == (("W1",), told)


def test_a_range_has_an_end() -> None:
    found = parted("[W1-W999999] Added login")
    assert found
    assert len(found[0]) == 101


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<think>\n[W1] hm\n</think>\n[W1] Added login\n", ["", "[W1] Added login", ""]),
        ("  <Thinking>hm</thinking><think>and</think>[W1] Added login", ["[W1] Added login"]),
        ("<think>" + "hm " * LONGEST + "</think>[W1] Added login", ["[W1] Added login"]),
        ("<think>\n[W1] never closed\n", [""]),
        ("[W1] Handled <think> tags\n[W2] Added login", ["[W1] Handled <think> tags", "[W2] Added login"]),
        ("a" * LONGEST + "<think>\nb", ["a" * LONGEST + "<", "b"]),
        ("a" * 3 * LONGEST, ["a" * (LONGEST + 1)]),
        ("a\r\nb", ["a\r", "b"]),
    ],
)
def test_what_a_model_thinks_aloud_is_no_line(text: str, lines: list[str], size: int) -> None:
    taken = Lines()
    told = [line for start in range(0, len(text), size) for line in taken.feed(text[start : start + size])]
    assert [*told, taken.finish()] == lines
