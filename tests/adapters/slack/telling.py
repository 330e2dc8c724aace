"""What Slack tells of a message, and what a test puts below one."""

import asyncio
from typing import Any

from core.model.chat import Button, Field, Form
from tests.adapters.slack.conftest import House
from tests.servers.slack import payloads
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.nouns import Message


def told(house: House, message: Message, kind: str = "message", **more: Any) -> Delivery:
    """An event about a message, as Slack would make it."""
    inner = payloads.message(message) | {"channel": message.channel.id, "channel_type": message.channel.kind, "type": kind, **more}
    return Delivery("events_api", payloads.event(house.acme.users[message.user], inner))


async def hears(house: House, *deliveries: Delivery) -> None:
    await asyncio.gather(*(house.server.deliveries.send(one) for one in deliveries))
    assert all(one.is_taken for one in deliveries)


def buttons(*names: str, url: str = "") -> tuple[Button, ...]:
    return tuple(Button(name=name, label=name, value="" if url else f"v{number}", url=url) for number, name in enumerate(names))


def form(token: str) -> Form:
    fields = (Field(name="zone", label="Zone", value="UTC"),)
    return Form(name="settings", title="Settings", fields=fields, submit="Save", token=token, buttons=buttons("code"))
