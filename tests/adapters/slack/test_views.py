"""Forms become modals inside Slack's limits, and come back with what was filled in."""

import pytest

from adapters.slack.replies import Marks
from adapters.slack.views import modal, values
from core.model import Secret
from core.model.chat import Button, Choice, Field, FieldKind, Form
from tests.servers.slack.checks import problems_of

HOSTILE = "<!channel> <https://evil.example|x> \u202etxt" * 40
CHOICES = tuple(Choice(f"v{n}", f"Label {n}") for n in range(3))


@pytest.mark.fault("F164")
def test_whatever_stands_in_a_form_is_clipped_and_plain() -> None:
    many = tuple(Choice(f"v{n}" * 40, HOSTILE) for n in range(150))
    form = Form(
        name="settings",
        title=HOSTILE,
        lines=(HOSTILE * 9, ""),
        fields=(
            Field(name="a", label=HOSTILE * 2, value=HOSTILE, hint=HOSTILE, limit=50),
            Field(name="b", label="", kind=FieldKind.LONG, value="two\nlines", limit=99_999),
            Field(name="c", label="C", kind=FieldKind.CHOICE, choices=many, value=many[0].value),
            Field(name="d", label="D", kind=FieldKind.CHOICES, choices=many, value="v1\nv2"),
        ),
        submit=HOSTILE,
        buttons=(Button(name="page", label="Sign in", url="https://recap.example"),),
    )
    made = modal(form, "m")
    assert not problems_of(made["blocks"], "view")
    assert len(made["title"]["text"]) <= 24
    assert len(made["submit"]["text"]) <= 24
    one, two, three, _ = (block for block in made["blocks"] if block["type"] == "input")
    assert len(one["element"]["initial_value"]) <= 50
    assert two["element"]["initial_value"] == "two\nlines"
    assert two["element"]["max_length"] == 3_000
    assert (len(three["element"]["options"]), three["hint"]["text"]) == (100, "The rest does not fit into a form.")
    assert "mrkdwn" not in str(made)


def test_fields_show_what_stands_there_already() -> None:
    fields = (
        Field(name="token", label="Token", kind=FieldKind.SECRET, is_optional=True),
        Field(name="one", label="One", kind=FieldKind.CHOICE, choices=CHOICES, value="v1"),
        Field(name="some", label="Some", kind=FieldKind.CHOICES, choices=CHOICES, value="v0\nv2"),
        Field(name="none", label="None", kind=FieldKind.CHOICE, choices=CHOICES, value="gone"),
    )
    elements = [block["element"] for block in modal(Form(name="f", title="T", fields=fields, submit="Save"), "m")["blocks"]]
    assert [one["type"] for one in elements] == ["plain_text_input", "static_select", "checkboxes", "static_select"]
    assert elements[1]["initial_option"]["value"] == "v1"
    assert [one["value"] for one in elements[2]["initial_options"]] == ["v0", "v2"]
    assert "initial_option" not in elements[3]


def test_what_was_filled_in_comes_back_by_field() -> None:
    state = {
        "a": {"a": {"type": "plain_text_input", "value": "words"}},
        "b": {"b": {"type": "plain_text_input", "value": None}},
        "c": {"c": {"type": "static_select", "selected_option": {"value": "v1"}}},
        "d": {"d": {"type": "static_select", "selected_option": None}},
        "e": {"e": {"type": "checkboxes", "selected_options": [{"value": "v0"}, {"value": "v2"}]}},
        "f": {"f": {"type": "checkboxes", "selected_options": None}},
    }
    assert values(state) == {"a": "words", "b": "", "c": "v1", "d": "", "e": "v0\nv2", "f": ""}


@pytest.mark.fault("F146")
def test_a_form_brings_back_its_token_and_place_to_the_person_it_was_given_to_and_nobody_else() -> None:
    marks = Marks(Secret("xoxb-1"))
    sealed = marks.sealed("tok|en", "U1", "C1", "1.2")
    assert marks.opened(sealed, "U1") == ("tok|en", "C1", "1.2")
    assert marks.opened(sealed, "U2") is None
    assert marks.opened(sealed.replace("C1", "C2"), "U1") is None
    assert marks.opened(sealed.replace("tok", "kot"), "U1") is None
    assert marks.opened("", "U1") is None
    assert marks.opened("ü|ü|ü|ü", "U1") is None
    assert Marks(Secret("xoxb-2")).opened(sealed, "U1") is None
