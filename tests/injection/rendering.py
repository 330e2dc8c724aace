"""From a stranger's text to what both platforms would be sent, without sending it: facts, a model that obeys, snapshots, pages."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace

from adapters.discord import blocks as discord
from adapters.discord import views as discord_views
from adapters.slack import blocks as slack
from adapters.slack import views as slack_views
from core.model import Bullet, Link, Recap
from core.model.chat import Button, Choice, Field, FieldKind, Form, Page
from core.telling.grounding import grounded, prepare
from core.telling.prompt import build
from core.telling.write import written
from tests.core.telling.carriers import carried
from tests.core.telling.week import ASKED, Pen, Week
from tests.injection.judge import in_form, in_parts, in_texts

Show = Callable[[Page], list[str]]
_WEB = "https://github.com/acme/web"


async def snapshots(text: str, carrier: str, told: str, *, end: int | None = None) -> AsyncIterator[Recap]:
    """Yield everything that is shown on the way while a model writes, one character at a time, until it is cut after `end`."""
    week = Week(facts=carried(text, carrier))
    plain = week.recap()
    yield plain
    prompt, given = build(week.facts, ASKED, count=len, budget=100_000)
    pen = Pen(told[:end], size=1)
    async for recap in written(plain, prompt, given, pen, compose=week.recap, check=grounded, carry=lambda *_: None, prepare=prepare):
        yield recap


def page(recap: Recap, text: str) -> Page:
    """Return a message that quotes the text wherever a message has words: as a title, a sentence, a note, a button, a link's name."""
    links = (Link("#1", f"{_WEB}/pull/1"), Link("#2", f"{_WEB}/tree/{text}"), Link(text, f"{_WEB}/pull/3"))
    bullets = (Bullet(text=f"{text} (#1, #2) {text}", items=("W1",), links=links), *recap.bullets)
    quoted = replace(recap, header=text, notes=(text,), bullets=bullets, rest=text, covered=text, footer=(text,))
    button = Button(name="why", label=text[:30], value="v")
    return Page(title=text, lines=(text, f"I do not understand “{text}”."), recaps=(recap, quoted), footer=(text,), buttons=(button,))


def form(text: str) -> Form:
    """Return a form that quotes the text wherever a form has words."""
    choices = tuple(Choice(f"v{number}", f"{text} {number}"[:75]) for number in range(3))
    fields = (
        Field(name="typed", label=text[:45], value=text, hint=text[:100], limit=100),
        Field(name="long", label="Long", kind=FieldKind.LONG, value=text * 20, limit=100),
        Field(name="one", label="One", kind=FieldKind.CHOICE, value="v1", choices=choices),
        Field(name="some", label="Some", kind=FieldKind.CHOICES, value="v1\nv2", choices=choices),
    )
    return Form(name="settings", title=text[:24], lines=(text,), fields=fields, submit="Save")


def on_slack(shown: Page) -> list[str]:
    """Return what is alive in the messages that Slack would be sent for a page."""
    return [offence for part in slack.parts(shown) for offence in in_parts(part.text, part.blocks)]


def on_discord(shown: Page) -> list[str]:
    """Return what is alive in the messages that Discord would be sent for a page."""
    return [
        offence
        for part in discord.parts(shown)
        for offence in in_form({"title": "", "components": discord.components(part, None)}) + in_texts(part.texts)
    ]


PLATFORMS: Mapping[str, Show] = {"slack": on_slack, "discord": on_discord}


def in_forms(asked: Form) -> Iterator[str]:
    """Yield what is alive in a form on either platform."""
    yield from in_parts("", [slack_views.modal(asked, "m")])
    yield from in_form(discord_views.modal(asked))
