"""Fields of what an Azure DevOps answers: what they should be, or nothing."""

from datetime import UTC, datetime, timedelta

from adapters.azure import fields


def test_fields_are_what_they_should_be_or_nothing() -> None:
    row = {"a": "x", "n": 7, "t": True, "l": ["x", {"name": "y"}, 1], "o": {"k": {"v": "w"}}, "e": ""}

    assert (fields.text(row, "e", "a"), fields.text(row, "n")) == ("x", "")
    assert [fields.number(row, name) for name in ("n", "t", "a", "none")] == [7, 0, 0, 0]
    assert (fields.flag(row, "n"), fields.flag(row, "t")) == (False, True)
    assert (fields.texts(row, "l"), fields.texts(row, "a")) == (("x",), ())
    assert (fields.inner(row, "o", "k"), fields.inner(row, "a", "k")) == ({"v": "w"}, {})
    assert fields.rows([row, 1, None]) == [row]
    assert fields.rows("x") == []


def test_times_are_read_in_every_zone_and_with_every_number_of_digits() -> None:
    moment = datetime(2026, 11, 9, 1, tzinfo=UTC)
    row = {
        "z": "2026-11-09T01:00:00Z",
        "east": "2026-11-09T03:00:00+02:00",
        "bare": "2026-11-09 01:00:00",
        "long": "2026-11-09T01:00:00.0000003Z",
    }

    assert [fields.when(row, name) for name in row] == [moment] * 4
    assert fields.when({"short": "2026-11-09T01:00:00.32Z"}, "short") == moment + timedelta(milliseconds=320)
    assert fields.when({"bad": "soon"}, "bad", "none") is None
    assert fields.when({"early": "0001-01-01T00:00:00+14:00"}, "early") is None
