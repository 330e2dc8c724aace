"""Fields of foreign JSON: what they should be, or nothing."""

from datetime import UTC, datetime, timedelta

from core.reading import fields


def test_fields_are_what_they_should_be_or_nothing() -> None:
    row = {"a": "x", "n": 7, "t": True, "l": ["x", {"name": "y"}, {"title": "z"}, 1], "o": {"k": {"v": "w"}}, "e": "", "neg": -1}

    assert (fields.text(row, "e", "a"), fields.text(row, "n")) == ("x", "")
    assert [fields.number(row, name) for name in ("n", "neg", "t", "a", "none")] == [7, -1, 0, 0, 0]
    assert [fields.natural(row, name) for name in ("n", "neg", "t", "a", "none")] == [7, 0, 0, 0, 0]
    assert (fields.flag(row, "n"), fields.flag(row, "none", "t")) == (False, True)
    assert (fields.texts(row, "l"), fields.texts(row, "a")) == (("x", "y", "z"), ())
    assert (fields.inner(row, "o", "k"), fields.inner(row, "a", "k")) == ({"v": "w"}, {})
    assert fields.rows([row, 1, None]) == [row]
    assert fields.rows("x") == []


def test_text_that_no_encoding_can_hold_is_replaced() -> None:
    row = {"half": "a\ud800", "list": ["\ud800b"]}

    assert (fields.text(row, "half"), fields.texts(row, "list")) == ("a?", ("?b",))


def test_a_hash_is_whole() -> None:
    full = "0123456789" * 4

    assert [fields.sha({"id": value}, "id") for value in (full, full[1:], full + "a" * 24, full.replace("0", "g"))] == [
        full,
        "",
        full + "a" * 24,
        "",
    ]


def test_times_are_read_in_every_zone_and_with_every_number_of_digits() -> None:
    moment = datetime(2026, 11, 9, 1, tzinfo=UTC)
    row = {
        "z": "2026-11-09T01:00:00.000Z",
        "east": "2026-11-09T03:00:00+02:00",
        "bare": "2026-11-09 01:00:00",
        "long": "2026-11-09T01:00:00.0000003Z",
    }

    assert [fields.when(row, name) for name in row] == [moment] * 4
    assert fields.when({"short": "2026-11-09T01:00:00.32Z"}, "short") == moment + timedelta(milliseconds=320)
    assert fields.when({"bad": "soon"}, "bad", "none") is None
    assert fields.when({"early": "0001-01-01T00:00:00+14:00"}, "early") is None
    assert fields.iso(moment) == "2026-11-09T01:00:00Z"
