"""A text that can do nothing to a screen, and is otherwise what people wrote."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reading.inert import inert, shortened

HIDDEN = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "soft hyphen": "\u00ad",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "Arabic letter mark": "\u061c",
    "byte order mark": "\ufeff",
    "word joiner": "\u2060",
    "invisible times": "\u2062",
    "Hangul filler": "\u3164",
    "Mongolian vowel separator": "\u180e",
    "variation selector": "\ufe0f",
    "supplementary variation selector": "\U000e0101",
    "tag letter": "\U000e0041",
    "annotation anchor": "\ufff9",
    "noncharacter": "\uffff",
    "noncharacter of a later plane": "\U0001fffe",
    "private use": "\ue000",
    "lone surrogate": "\ud800",
    "NUL": "\0",
    "bell": "\a",
    "backspace": "\b",
    "delete": "\x7f",
    "C1 control": "\x84",
}
ESCAPES = {
    "colour": "\x1b[31;1m",
    "cursor": "\x1b[2J\x1b[1;1H",
    "C1 sequence": "\x9b31m",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;https://example.org\x1b\\",
    "device control": "\x1bPq#0;2;0;0;0\x1b\\",
    "application command": "\x1b_payload\x9c",
    "C1 string": "\x9d52;c;aGk=\x07",
    "character set": "\x1b(B",
    "reset": "\x1bc",
}
WRITTEN = [
    "Add support for الترجمة العربية",
    "תיקון באג בכניסה",
    "लॉगिन में सुधार किया, क्षेत्र ड़ों",
    "修复登录问题 を追加 한국어",
    "Füge Größe hinzu, naïve café",
    "Ship it 🚀 👩 👍🏽 🇵🇹",
    "Пофиксил вход — «быстро»",
    "Tiếng Việt: đã sửa lỗi",
    "a ≤ b → c; 1½ × 2",
    "100% of `foo_bar` & <b> \\n {user.__class__} %(x)s {{ 7 }}",
]
STRANGE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from([*HIDDEN.values(), *"\n\r\t \u2028\u0301\u0902[];m0\\\x1b\x9b\x07"])), max_size=60
)


@pytest.mark.fault("F066")
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_hides_is_gone_and_its_neighbours_stay(hidden: str) -> None:
    assert inert(f"Fix lo{hidden}gin") == "Fix login"
    assert inert(hidden * 3) == ""


@pytest.mark.fault("F169")
@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES.keys())
def test_an_escape_sequence_goes_whole(escape: str) -> None:
    assert inert(f"Fix {escape}login{escape}") == "Fix login"


@pytest.mark.fault("F169")
def test_an_escape_sequence_that_was_cut_leaves_words_only() -> None:
    assert inert("Fix \x1b]0;login") == "Fix 0;login"
    assert inert("Fix login \x1b[31") == "Fix login 31"
    assert inert("Fix \x1b\x1b[31m[31mlogin") == "Fix [31mlogin"
    assert inert("Fix login\x1b \x1b") == "Fix login"


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_stays(text: str) -> None:
    assert inert(text) == text


def test_white_space_becomes_one_blank() -> None:
    assert inert("  Fix\t the\r\nlogin\u2028of\u3000the\u00a0\u00a0page\n\n") == "Fix the login of the page"
    assert inert("Fix  the login ") == "Fix the login"
    assert inert("Fix\u2800login") == "Fix login"


def test_lines_stay_where_they_are_wanted() -> None:
    assert inert("\n\nFix \x1b[1mlogin\r\n\r\n\r\n\n  and\rmore\x85end  \n\n", lines=True) == "Fix login\n\nand\nmore\nend"


def test_decomposed_letters_are_composed_and_compatible_ones_kept() -> None:
    assert inert("cafe\u0301 ﬁx ²") == "café ﬁx ²"


@pytest.mark.fault("F066")
def test_a_flood_of_marks_is_clipped() -> None:
    assert inert("z" + "\u0323\u0301" * 40 + "!") == "ẓ\u0323\u0323!"  # in Unicode's order, the dots come first
    assert inert("ב" + "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5") == "ב\u05b0\u05b1\u05b2\u05b3"


def test_a_mark_at_the_start_has_nothing_to_sit_on() -> None:
    assert inert("\u0338 \u0301Fix") == "Fix"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("Fix login", 9, "Fix login"),
        ("Fix login", 8, "Fix log…"),
        ("Fix login", 5, "Fix…"),
        ("Fix q\u0323\u0301ab", 7, "Fix…"),
        ("Fix 👍🏽 it", 6, "Fix…"),
        ("a 🇵🇹🇩🇪 b", 6, "a 🇵🇹…"),
        ("a 🇵🇹🇩🇪 b", 5, "a 🇵🇹…"),
        ("abc", 1, "…"),
    ],
)
def test_a_long_text_is_cut_between_letters(text: str, limit: int, shown: str) -> None:
    assert inert(text, limit=limit) == shown


def test_a_text_that_is_cut_twice_has_one_ellipsis() -> None:
    assert shortened("Fix log… now", 9) == "Fix log…"


@pytest.mark.fault("F066")
def test_a_text_of_ten_megabytes_costs_no_more_than_its_start() -> None:
    began = time.process_time()
    assert inert("é" * 10_000_000, limit=200) == "é" * 199 + "…"
    assert inert("\u200b" * 10_000_000, limit=200) == "…"
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("unit", ["\x1b]", "\x9d", "\x1b[", "\x1b[0;", "\x1bP", "\u0301", " \u0301", "🇵", "\x1b", "\n", "\u200b"])
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    began = time.process_time()
    inert(unit * 100_000, limit=20_000, lines=True)
    assert time.process_time() - began < 1.0


@pytest.mark.fault("F066")
@pytest.mark.fault("F169")
@given(STRANGE, st.integers(1, 80), st.booleans())
@settings(max_examples=400)
def test_no_text_can_do_anything_to_a_screen(text: str, limit: int, lines: bool) -> None:  # noqa: FBT001  hypothesis gives it
    shown = inert(text, limit=limit, lines=lines)
    assert len(shown) <= limit
    assert all(unicodedata.category(one) not in {"Cc", "Cs", "Co"} or (lines and one == "\n") for one in shown)
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]", shown)
    assert inert(shown, limit=limit, lines=lines) == shown
    shown.encode()
    assert lines or len(shown.splitlines()) <= 1
    assert unicodedata.is_normalized("NFC", shown)
