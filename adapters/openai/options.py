"""What of a request a model may refuse: such options are left out, or said otherwise, from then on."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import APIStatusError

_TEMPERATURE = 0.2
_CAPS = ("max_completion_tokens", "max_tokens")  # the same limit, by OpenAI's name and by that of many others
_TOO_LONG = re.compile(r"(?i)context (?:length|window|size)|tokens per (?:minute|day)|reduce the length|prompt is too long|too many tokens")
_NO_SYSTEM = re.compile(
    r"(?i)system (?:role|messages?|prompts?|instructions?)\b.{0,40}\bnot\b|developer instruction is not enabled"
)  # Gemma's
_TOO_MUCH = 413
_REFUSING = frozenset([400, _TOO_MUCH, 422])


class Options:
    """What is asked for beside the messages, less what was refused."""

    def __init__(self) -> None:
        self._refused: set[str] = set()

    @property
    def is_streamed(self) -> bool:
        """Whether the text is asked for piece by piece."""
        return "stream" not in self._refused

    @property
    def has_system(self) -> bool:
        """Whether the task may be a message of its own; else it stands before the facts."""
        return "system" not in self._refused

    def given(self, limit: int) -> dict[str, float]:
        """Return the options to send; `limit` is in tokens."""
        cap = next((name for name in _CAPS if name not in self._refused), "")
        return ({} if "temperature" in self._refused else {"temperature": _TEMPERATURE}) | ({cap: limit} if cap else {})

    def without(self, error: "APIStatusError", sent: set[str]) -> bool:
        """Leave out what a refusal names of what was sent; say whether that was anything.

        The room for an answer counts among what is too long, at vLLM and at Groq; so it is given up first.
        """
        if error.status_code not in _REFUSING:
            return False
        text = _said(error)
        refused = {name for name in sent if name in text} | ({*_CAPS} if is_too_long(error) and sent.intersection(_CAPS) else set())
        if self.is_streamed and (error.param == "stream" or "to stream this model" in text):  # OpenAI's, of who is not verified
            refused.add("stream")
        if self.has_system and _NO_SYSTEM.search(text):
            refused.add("system")
        self._refused |= refused
        return bool(refused)


def is_too_long(error: "APIStatusError") -> bool:
    """Say whether a refusal is about the length of a request, in the words of some server."""
    return error.status_code == _TOO_MUCH or _TOO_LONG.search(_said(error)) is not None


def _said(error: "APIStatusError") -> str:
    """Return all of a refusal: Mistral's message is an object, which the SDK leaves out of its own."""
    return f"{error} {error.body}"
