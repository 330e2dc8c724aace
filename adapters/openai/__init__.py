"""A model behind any OpenAI-compatible endpoint. Importing this imports no SDK."""

from adapters.openai.writer import Limits, OpenAIWriter

__all__ = ["Limits", "OpenAIWriter"]
