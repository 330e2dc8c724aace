"""A person's settings, as they are written, and every problem in them at once."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SettingsError
from core.model import Identity, Length, Sprint
from core.preferences import KEYS, Preferences, changed, preferences, zone_named


def test_preferences_read_every_setting() -> None:
    written = {
        "zone": "Europe/Lisbon",
        "week-start": "Sunday",
        "quarter-start": "4",
        "sprint": "14 from 2026-01-05",
        "name": "Ana Silva",
        "email": "ana@example.org, silva@example.net",
        "country": "pt",
        "language": "Spanish",
        "style": "playful",
        "bullets": 5,
        "length": "SHORT",
        "colour": ["a key of some later version"],
    }
    assert preferences(written) == Preferences(
        zone="Europe/Lisbon",
        week_start=6,
        quarter_start=4,
        sprint=Sprint(14, date(2026, 1, 5)),
        name="Ana Silva",
        emails=("ana@example.org", "silva@example.net"),
        country="PT",
        language="Spanish",
        style="playful",
        bullets=5,
        length=Length.SHORT,
    )


@pytest.mark.parametrize(("written", "read"), [("pt", "PT"), ("de-by", "DE-BY"), ("PT-11", "PT-11")])
def test_preferences_read_a_country_or_its_region(written: str, read: str) -> None:
    assert preferences({"country": written}).country == read


def test_preferences_of_nothing_are_the_defaults() -> None:
    assert preferences({}) == Preferences()
    assert Preferences().identities == ()


def test_preferences_join_a_name_and_its_addresses() -> None:
    assert Preferences(name="Ana", emails=("a@x",)).identities == (Identity("Ana"), Identity("", "a@x"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("zone", "Mars"),
        ("zone", "Europe"),
        ("zone", "../../etc/passwd"),
        ("week-start", "friday"),
        ("quarter-start", "13"),
        ("quarter-start", "²"),
        ("sprint", "14"),
        ("sprint", "0 from 2026-01-05"),
        ("sprint", "14 from May"),
        ("email", "ana"),
        ("country", "Portugal"),
        ("country", "DE-"),
        ("country", "DE-BAYERN"),
        ("bullets", "16"),
        ("bullets", True),
        ("bullets", ["5"]),
        ("length", "endless"),
        ("name", "x" * 101),
        ("name", "a\x1b[31mb"),
    ],
)
def test_preferences_name_what_they_do_not_understand(key: str, value: object) -> None:
    with pytest.raises(SettingsError, match=key):
        preferences({key: value})


def test_preferences_name_every_problem_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        preferences({"zone": "Mars", "bullets": "99"})
    assert len(raised.value.problems) == 2


def test_changed_sets_replaces_unsets_and_keeps_what_nobody_knows() -> None:
    before = {"zone": "UTC", "style": "playful", "colour": 7}
    after = changed(before, ["zone=Europe/Lisbon", "STYLE=", "name=Ana Silva"])
    assert after == {"zone": "Europe/Lisbon", "colour": 7, "name": "Ana Silva"}
    assert before["zone"] == "UTC"


@pytest.mark.parametrize(("word", "said"), [("zone", "key=value"), ("colour=red", "no setting"), ("zone=Mars", "zone=Mars")])
def test_changed_refuses_what_is_no_setting(word: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        changed({}, [word])


@given(st.dictionaries(st.sampled_from(KEYS), st.text()))
def test_preferences_never_fail_but_with_a_sentence(written: dict[str, str]) -> None:
    with suppress(SettingsError):
        assert preferences(written)


def test_zone_named_finds_a_zone() -> None:
    assert zone_named("America/New_York").key == "America/New_York"
