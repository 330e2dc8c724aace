"""One answer as it arrives: its text, its size, how it ended.

The SDK builds chunks without checking them, so that any field may be missing or of another type.
"""

from dataclasses import dataclass

from adapters.openai.failures import AttemptError
from core.messages import telling as messages

# How others than OpenAI call the end of an answer: Text Generation Inference, Mistral, Gemini, and servers that pass on Anthropic's words.
_REASONS = {
    **dict.fromkeys(["stop", "eos", "eos_token", "end_turn", "stop_sequence"], "stop"),
    **dict.fromkeys(["length", "max_tokens", "model_length"], "length"),
    **dict.fromkeys(["content_filter", "safety", "sensitive"], "content_filter"),
}


@dataclass(slots=True)
class Answer:
    """Takes chunks; knows whether the text is whole."""

    room: int  # bytes of text that may come
    is_known: bool = False  # it has the form of such an endpoint's answers
    has_text: bool = False
    reason: str = ""  # the finish reason, once there is one

    def take(self, chunk: object) -> str:
        """Return the text of a chunk, or of an answer in one piece; what a model thinks aloud, or counts, is none.

        Raises:
            AttemptError: the model refuses, or does not come to an end.
        """
        choices = getattr(chunk, "choices", None)
        choice = choices[0] if isinstance(choices, list) and choices else None
        delta = getattr(choice, "delta", None) or getattr(choice, "message", None)
        self.is_known = self.is_known or choice is not None
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
        match _REASONS.get(self.reason.lower(), self.reason):
            case "stop" if self.has_text:
                return
            case "stop":
                raise AttemptError(messages.EMPTY)
            case "":
                raise AttemptError(messages.CUT if self.is_known else messages.FOREIGN, may_retry=True)
            case "error":
                raise AttemptError(messages.BROKEN, may_retry=True)
            case "length":
                raise AttemptError(messages.TOO_LONG)
            case "content_filter":
                raise AttemptError(messages.FILTERED)
            case _:
                raise AttemptError(messages.NOT_TEXT)


def _text(thing: object, name: str) -> str:
    """Return a field's text; of a list of parts, as Mistral's reasoning models send it, that of those which are text."""
    value = getattr(thing, name, None)
    if isinstance(value, list):
        return "".join(str(part.get("text", "")) for part in value if isinstance(part, dict) and part.get("type") == "text")
    return value if isinstance(value, str) else ""
