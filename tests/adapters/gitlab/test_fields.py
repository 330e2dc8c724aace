"""Fields of what a GitLab answers: what they should be, or nothing."""

from datetime import UTC, datetime

from adapters.gitlab import fields


def test_fields_are_what_they_should_be_or_nothing() -> None:
    row = {"a": "x", "n": 7, "t": True, "l": ["x", {"name": "y"}, {"title": "z"}, 1], "o": {"k": "v"}, "e": "", "neg": -1}

    assert (fields.text(row, "e", "a"), fields.text(row, "n")) == ("x", "")
    assert [fields.number(row, name) for name in ("n", "t", "neg", "a", "none")] == [7, 0, 0, 0, 0]
    assert (fields.flag(row, "n"), fields.flag(row, "none", "t")) == (False, True)
    assert fields.texts(row, "l") == ("x", "y", "z")
    assert fields.texts(row, "a") == ()
    assert (fields.inner(row, "o"), fields.inner(row, "a")) == ({"k": "v"}, {})
    assert fields.rows([row, 1, None]) == [row]
    assert fields.rows("x") == []


def test_times_are_read_in_every_zone() -> None:
    row = {"z": "2026-11-09T01:00:00.000Z", "east": "2026-11-09T03:00:00+02:00", "bare": "2026-11-09 01:00:00", "bad": "soon"}

    assert [fields.when(row, name) for name in ("z", "east", "bare")] == [datetime(2026, 11, 9, 1, tzinfo=UTC)] * 3
    assert fields.when(row, "bad", "none") is None
    assert fields.when({"early": "0001-01-01T00:00:00+14:00"}, "early") is None
