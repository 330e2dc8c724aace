"""One line of JSON in the public format, whatever the answer or the refusal."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.document import document, refusal
from core.errors import AskError, NoSourceError, PermanentError
from core.model import (
    Bullet,
    By,
    Copies,
    Coverage,
    Event,
    EventKind,
    Failure,
    Folded,
    Identity,
    Link,
    Noise,
    Shape,
    State,
    Visibility,
    Where,
    Who,
    WhoKind,
    WorkItem,
    WorkKind,
)
from tests.core.recaps import recap

ANA = Identity("Ana", "ana@example.org")


def commit(number: int) -> Event:
    return Event(
        id=f"E{number}",
        kind=EventKind.COMMIT,
        at=datetime(2021, 7, 13, 8, 30, tzinfo=UTC),
        actor=ANA,
        ref=str(number) * 40,
        title=f"Fix #{number}",
        repository="acme/web",
        visibility=Visibility.PUBLIC,
        url=f"https://github.com/acme/web/commit/{number}",
    )


@pytest.mark.origin("S04")
def test_document_is_the_public_format() -> None:
    one, copy, bump = commit(1), commit(2), commit(3)
    links = (Link("#1", "https://github.com/acme/web/issues/1"),)
    item = WorkItem(
        id="W1", title="Fix #1", repository="acme/web", kind=WorkKind.FIX, state=State.MERGED, events=(one,), links=links, weight=2.5
    )
    start = recap()
    asked = replace(
        start.request,
        who=(Who(WhoKind.ME), Who(WhoKind.PERSON, "@bob"), Who(WhoKind.EVERYONE)),
        where=Where(("acme/web",), ("release-*",), ("web/**",), ("payments",), ("acme/old",)),
        shape=Shape.STANDUP,
    )
    whole = replace(
        start,
        request=asked,
        notes=("a note",),
        bullets=(Bullet("Fixed it (#1)", ("W1",), links, By.MODEL), Bullet("Rest", (), section="Done")),
        smaller=("W9",),
        coverage=Coverage(3, 2, 1, 0),
        footer=("gitlab failed",),
        folded=Folded(items=(item,), copies=(Copies(one, (copy,)),), noise=(Noise("bot", "1 bump", (bump,)),)),
        events=(one, copy, bump),
        failures=(Failure("gitlab", "token expired"),),
    )

    found = json.loads(document(whole))

    assert found == {
        "version": 1,
        "request": {
            "who": ["@me", "@bob", "everyone"],
            "window": {
                "start": "2021-07-12T00:00:00+00:00",
                "end": "2021-07-19T00:00:00+00:00",
                "zone": "UTC",
                "label": "Mon 12 – Sun 18 Jul 2021",
            },
            "where": ["acme/web", "branch:release-*", "path:web/**", "topic:payments", "not acme/old"],
            "shape": "standup",
        },
        "header": "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)",
        "notes": ["a note", "gitlab failed"],
        "bullets": [
            {
                "text": "Fixed it (#1)",
                "items": ["W1"],
                "links": [{"ref": "#1", "url": "https://github.com/acme/web/issues/1"}],
                "by": "model",
            },
            {"text": "Rest", "items": [], "links": [], "by": "plain", "section": "Done"},
        ],
        "smaller": ["W9"],
        "noise": [{"why": "bot", "text": "1 bump", "events": ["E3"]}],
        "copies": [{"of": "E1", "events": ["E2"]}],
        "items": [
            {
                "id": "W1",
                "title": "Fix #1",
                "repository": "acme/web",
                "kind": "fix",
                "state": "merged",
                "url": "https://github.com/acme/web/issues/1",
                "events": ["E1"],
                "weight": 2.5,
            }
        ],
        "events": [
            {
                "id": f"E{number}",
                "kind": "commit",
                "at": "2021-07-13T08:30:00+00:00",
                "actor": "Ana",
                "ref": str(number) * 40,
                "title": f"Fix #{number}",
                "url": f"https://github.com/acme/web/commit/{number}",
                "repository": "acme/web",
                "visibility": "public",
            }
            for number in (1, 2, 3)
        ],
        "coverage": {"events": 3, "told": 2, "noise": 1, "hidden": 0},
        "failures": [{"source": "gitlab", "why": "token expired"}],
        "finished": True,
    }


@given(st.text(st.characters(codec=None)))
def test_document_is_one_printable_line_that_any_encoding_takes(text: str) -> None:
    written = document(recap(text))
    assert written.isprintable()
    told = json.loads(written.encode())["bullets"][0]["text"]
    assert told == "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)


def test_refusal_of_a_question_names_the_word() -> None:
    error = AskError("What is “wek”?", word="wek", position=6, nearest=("week",))
    assert json.loads(refusal(error, str(error))) == {
        "version": 1,
        "error": "What is “wek”?",
        "word": "wek",
        "position": 6,
        "nearest": ["week"],
        "finished": False,
    }


def test_refusal_keeps_what_was_understood_and_what_failed() -> None:
    error = NoSourceError("web is not a git repository", failures=[("web", "not a git repository")])
    found = json.loads(refusal(error, str(error), request=recap().request))
    assert found["failures"] == [{"source": "web", "why": "not a git repository"}]
    assert found["request"]["who"] == ["@me"]


def test_refusal_of_anything_else_is_a_sentence() -> None:
    assert json.loads(refusal(PermanentError("no"), "It broke.")) == {"version": 1, "error": "It broke.", "finished": False}


@pytest.mark.parametrize("name", ["", "Ana"])
def test_document_names_an_actor_by_address_where_there_is_no_name(name: str) -> None:
    event = replace(commit(1), actor=Identity(name, "ana@example.org"))
    assert json.loads(document(replace(recap(), events=(event,))))["events"][0]["actor"] == (name or "ana@example.org")
