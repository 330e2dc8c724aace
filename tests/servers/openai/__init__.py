"""A chat completions endpoint on loopback, and the turns that it takes."""

from tests.servers.openai.server import MODEL, Asked, Exchange, OpenAIServer, Turn
from tests.servers.openai.turns import (
    Json,
    answers,
    body,
    bomb,
    chunk,
    floods,
    never_ends,
    refuses,
    refuses_with,
    resets,
    says,
    sends,
    shows,
    stalls,
)

__all__ = [
    "MODEL",
    "Asked",
    "Exchange",
    "Json",
    "OpenAIServer",
    "Turn",
    "answers",
    "body",
    "bomb",
    "chunk",
    "floods",
    "never_ends",
    "refuses",
    "refuses_with",
    "resets",
    "says",
    "sends",
    "shows",
    "stalls",
]
