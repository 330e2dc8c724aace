"""What is alive in what was posted, as the test servers' own readers of it see: in every state that a message ever had.

More is asked than the platforms do: a mention counts even where a message lets nobody be called, a link even where its preview is off.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.servers.discord import alive
from tests.servers.discord.markdown import Piece, pieces
from tests.servers.discord.markup import components, texts
from tests.servers.discord.nouns import NO_FLAGS
from tests.servers.discord.nouns import Message as DiscordMessage
from tests.servers.slack.markup import marks_of
from tests.servers.slack.nouns import Message as SlackMessage

_NATIVE = re.compile(r"https://(?:github\.(?:com|example)|git\.example)(?:/[!-~]*)?")  # where the facts are
_SHOWS_NOTHING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2061-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_OURS = {"### ", "-# ", "**"}  # marks of Discord's that we write: titles, notes, bold
_FULL = {"link_names": True, "parse": "full"}
_UNREAD = {"plain_text", "text"}  # kinds of Slack's text in which nothing is read


def in_slack(message: SlackMessage) -> list[str]:
    """Return all that is alive in a message, or was."""
    found = []
    for state in message.edits:
        found += in_parts(state.text, state.blocks)
        alone = replace(message, edits=[state])
        found += [f"mention {one}" for one in alone.mentions] + [f"unfurl {one}" for one in alone.unfurls]
    return found


def in_parts(text: str, blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return all that is alive in text and blocks of Slack, were every name and address in them looked for."""
    marks = marks_of(text, blocks, _FULL)
    found = [f"mention {one}" for one in marks.mentions] + [f"link {one}" for one in marks.links if _is_foreign(one)]
    found += [f"text that is read: {one['type']}" for one in _texts(blocks) if one["type"] not in _UNREAD]
    return found + _hidden([text, *(str(one["text"]) for one in _texts(blocks))])


def in_discord(message: DiscordMessage) -> list[str]:
    """Return all that is alive in a message, or was."""
    found = []
    for state in message.edits:
        real = replace(message, edits=[state])
        bare = replace(real, edits=[replace(state, allowed_mentions=None, may_mention_everyone=True, flags=NO_FLAGS)], replies_to=None)
        found += [f"mention {one}" for one in (*real.mentions, *bare.mentions)] + [f"unfurl {one}" for one in real.unfurls]
        found += [f"link {one}" for one in real.links if _is_foreign(one)]
        if state.content or state.embeds or state.components:  # what only says that an answer is on its way holds nothing
            found += ["mentions are allowed"] * (state.allowed_mentions != {"parse": [], "replied_user": False})
        found += in_texts(list(alive.written(real)))
        found += _hidden(list(_labels(state.components)))
    return found


def in_texts(written: Sequence[str]) -> list[str]:
    """Return all that is alive in texts of Discord, were every mention allowed and every preview on."""
    read = [one for text in written for one in pieces(text)]
    return [offence for one in read if (offence := _offence(one))] + _hidden(written)


def in_form(form: Mapping[str, Any]) -> list[str]:
    """Return all that is alive in a form of Discord."""
    parts = form["components"]
    return in_texts(list(texts(parts))) + _hidden([str(form["title"]), *_labels(parts)])


def _offence(one: Piece) -> str:
    if one.sort in {"all", "pill"}:
        return f"mention {one.text}"
    if one.sort == "link":
        return f"link {one.url}" * _is_foreign(one.url) or f"unfurl {one.url}" * one.unfurls
    return f"{one.sort} {one.text!r}" * (one.sort == "code" or (one.sort == "mark" and one.text not in _OURS))


def _is_foreign(url: str) -> bool:
    return not _NATIVE.fullmatch(url)


def _hidden(written: Sequence[str]) -> list[str]:
    return [f"hidden {found[0]!r}" for text in written if (found := _SHOWS_NOTHING.search(text))]


def _texts(part: object) -> Iterator[Mapping[str, Any]]:
    """Yield everything in blocks that holds text of its own."""
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str) and part.get("type") != "link":
            yield part
        yield from (one for value in part.values() for one in _texts(value))
    elif isinstance(part, Sequence) and not isinstance(part, str):
        yield from (one for value in part for one in _texts(value))


def _labels(parts: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield what components say beside markdown: in it nothing is read."""
    for one in components(parts):
        yield from (str(one[name]) for name in ("label", "description", "placeholder", "value") if one.get(name))
        yield from (str(option[name]) for option in one.get("options") or () for name in ("label", "description") if option.get(name))
