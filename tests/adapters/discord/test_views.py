"""Forms fit into Discord's modals, and what is filled in comes back."""

from typing import Any

from adapters.discord.views import modal, values
from core.model.chat import Button, Choice, Field, FieldKind, Form
from tests.servers.discord.limits import of_callback

CHOICES = tuple(Choice(f"v{number}", f"Label {number}") for number in range(30))


def test_a_form_has_its_lines_and_a_field_of_each_kind() -> None:
    fields = (
        Field(name="zone", label="Zone", value="UTC", hint="Like Europe/Lisbon"),
        Field(name="notes", label="Notes", kind=FieldKind.LONG, limit=9_000),
        Field(name="length", label="Length", kind=FieldKind.CHOICE, value="v1", choices=CHOICES[:3], is_optional=True),
        Field(name="allowed", label="Allowed", kind=FieldKind.CHOICES, value="v0\nv2", choices=CHOICES),
    )
    link = Button(name="oauth", label="Sign in", url="https://recap.example/go")
    made = modal(Form(name="settings", title="Settings", lines=("Hi <@1>",), fields=fields, submit="Save", token="t", buttons=(link,)))  # noqa: S106
    assert not list(of_callback({"type": 9, "data": made}, is_v2=False))
    said, zone, notes, length, allowed = made["components"]
    assert made["custom_id"] == "settings:t"
    assert said["content"].startswith("Hi \\<")
    assert said["content"].endswith("Sign in: <https://recap.example/go>")
    assert (zone["description"], zone["component"]["value"], zone["component"]["required"]) == ("Like Europe/Lisbon", "UTC", True)
    assert (notes["component"]["style"], notes["component"]["max_length"]) == (2, 4_000)
    assert [one["default"] for one in length["component"]["options"]] == [False, True, False]
    assert (length["component"]["required"], len(allowed["component"]["options"]), allowed["component"]["max_values"]) == (False, 25, 25)
    assert allowed["description"] == "The rest does not fit into a form."


def test_an_address_that_a_line_names_is_alive_there_and_told_once() -> None:
    field, leads = Field(name="token", label="Token"), Button(name="made-at", label="Make one", url="https://git.example/-/tokens")
    made = modal(
        Form(name="t", title="t", lines=(f"Make one at {leads.url} and paste it.",), fields=(field,), submit="s", buttons=(leads,))
    )
    assert made["components"][0]["content"] == "Make one at <https://git.example/-/tokens> and paste it."


def test_five_fields_leave_no_room_for_lines() -> None:
    fields = tuple(Field(name=f"f{number}", label="x") for number in range(5))
    assert len(modal(Form(name="s", title="t", lines=("x",), fields=fields, submit="s"))["components"]) == 5


def test_what_was_filled_in_comes_back_by_field() -> None:
    parts: list[dict[str, Any]] = [
        {"type": 10},
        {"type": 18, "component": {"type": 4, "custom_id": "zone", "value": "UTC"}},
        {"type": 18, "component": {"type": 3, "custom_id": "allowed", "values": ["a", "b"]}},
        {"type": 18, "component": {"type": 4, "custom_id": "empty", "value": None}},
    ]
    assert values(parts) == {"zone": "UTC", "allowed": "a\nb", "empty": ""}
