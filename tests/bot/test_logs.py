"""Logs are objects in a line each, as grave as was asked for, and safe to show."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import INFO, WARNING, configure, log, new_recap


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    before = logging.getLogger().handlers[:]
    yield
    configure("", StringIO())
    logging.getLogger().handlers[:] = before


def test_logs_are_silent_until_they_are_asked_for() -> None:
    out = StringIO()
    configure("", out)
    log(WARNING, "source failed", source="acme/web")
    assert out.getvalue() == ""


@pytest.mark.origin("S29")
def test_logs_are_objects_with_the_recap_that_they_belong_to() -> None:
    out = StringIO()
    configure("info", out)
    recap_id = new_recap()
    log(INFO, "recap", events=12, seconds=0.25)
    line = json.loads(out.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "info", "event": "recap", "recap_id": recap_id, "events": 12, "seconds": 0.25}


def test_logs_leave_out_what_is_less_grave_and_what_others_say() -> None:
    out = StringIO()
    configure("warning", out)
    log(INFO, "recap")
    logging.getLogger("openai").error("the prompt was …")
    assert out.getvalue() == ""


@pytest.mark.fault("F169")
@given(st.text(st.characters(codec=None)))
def test_logs_escape_whatever_a_value_holds(text: str) -> None:
    out = StringIO()
    configure("info", out)
    log(INFO, "source failed", source=text)
    assert out.getvalue().removesuffix("\n").isprintable()
    assert out.getvalue().isascii()
    assert json.loads(out.getvalue())["source"] == text
