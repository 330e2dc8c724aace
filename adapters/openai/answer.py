"""One answer as it arrives: its text, its size, how it ended.

The SDK builds chunks without checking them, so that any field may be missing or of another type.
"""

from dataclasses import dataclass

from adapters.openai.failures import AttemptError
from core.messages import telling as messages


@dataclass(slots=True)
class Answer:
    """Takes chunks; knows whether the text is whole."""

    room: int  # bytes of text that may come
    has_text: bool = False
    reason: str = ""  # the finish reason, once there is one

    def take(self, chunk: object) -> str:
        """Return the text of a chunk; what a model thinks aloud, or counts, is none.

        Raises:
            AttemptError: the model refuses, or does not come to an end.
        """
        choices = getattr(chunk, "choices", None)
        choice = choices[0] if isinstance(choices, list) and choices else None
        delta = getattr(choice, "delta", None)
        if _text(delta, "refusal"):
            raise AttemptError(messages.REFUSED)
        self.reason = _text(choice, "finish_reason")
        text = _text(delta, "content")
        self.room -= len(text.encode(errors="replace"))
        if self.room < 0:
            raise AttemptError(messages.ENDLESS)
        self.has_text = self.has_text or bool(text.strip())
        return text

    def judge(self) -> None:
        """Say whether the stream that is over was a success.

        Raises:
            AttemptError: it was not.
        """
        match self.reason:
            case "stop" if self.has_text:
                return
            case "stop":
                raise AttemptError(messages.EMPTY)
            case "":
                raise AttemptError(messages.CUT, may_retry=True)
            case "length":
                raise AttemptError(messages.TOO_LONG)
            case "content_filter":
                raise AttemptError(messages.FILTERED)
            case _:
                raise AttemptError(messages.NOT_TEXT)


def _text(thing: object, name: str) -> str:
    value = getattr(thing, name, None)
    return value if isinstance(value, str) else ""
