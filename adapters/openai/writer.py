"""Chat completions, streamed, with our own patience: the SDK's would be ten minutes and three requests.

It also takes a clean end without `finish_reason`, `length`, `content_filter` and an empty answer for success. Here success is
`finish_reason == "stop"` and text; all else is a WriterError. The SDK is imported by the first write.
"""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from typing_extensions import override

from adapters.openai import connection
from adapters.openai.answer import Answer
from adapters.openai.failures import AttemptError, translated
from core.errors import WriterError
from core.messages import telling as messages
from core.model import Prompt, Secret
from core.ports import Writer

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk

_ATTEMPTS = 2
_TEMPERATURE = 0.2
_OPTIONAL = ("temperature", "max_completion_tokens")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, and how much, one answer may take."""

    idle: float = 20.0  # seconds without a chunk
    total: float = 120.0  # seconds from the question to the last chunk
    size: int = 64_000  # bytes of text


class OpenAIWriter(Writer):
    """Writes with one model. The key may be left out, as endpoints of one's own may need none; nothing is logged."""

    def __init__(
        self,
        model: str,
        *,
        api_key: Secret | None = None,
        base_url: str = "",
        limits: Limits | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._key = api_key or Secret("")
        self._base_url = base_url
        self._limits = limits or Limits()
        self._sleep = sleep
        self._jitter = jitter
        self._clock = clock
        self._unwanted: set[str] = set()  # options that this model does not take

    @override
    async def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        until = self._clock() + self._limits.total
        for attempt in count(1):  # pragma: no branch  the loop ends by return or raise
            answer = Answer(self._limits.size)
            try:
                async with aclosing(self._attempt(prompt, answer, until)) as pieces:
                    async for piece in pieces:
                        yield piece
            except AttemptError as failure:
                wait = failure.wait(self._jitter())
                if wait is None or answer.has_text or attempt == _ATTEMPTS or self._clock() + wait >= until:
                    raise WriterError(failure.sentence) from None
                await self._sleep(wait)
            else:
                return

    async def _attempt(self, prompt: Prompt, answer: Answer, until: float) -> AsyncGenerator[str, None]:
        with translated(self._model, lost=messages.UNREACHABLE, late=messages.LATE):
            client = self._client()
        async with client:
            with translated(self._model, lost=messages.UNREACHABLE, late=messages.LATE):
                stream = await self._opened(client, prompt, until)
            async with stream:
                while not answer.reason and (chunk := await self._next(stream, answer, until)) is not None:
                    if text := answer.take(chunk):
                        yield text
        answer.judge()

    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._key.reveal() or "none",
            base_url=self._base_url or None,
            max_retries=0,
            timeout=self._limits.idle,
            http_client=connection.client(self._limits.idle),
        )

    async def _opened(self, client: "AsyncOpenAI", prompt: Prompt, until: float) -> "AsyncStream[ChatCompletionChunk]":
        """Ask; an option that the model does not take is left out from then on, and costs no attempt."""
        from openai import BadRequestError, UnprocessableEntityError

        while True:
            try:
                async with asyncio.timeout(self._patience(until)):
                    return await self._asked(client, prompt)
            except (BadRequestError, UnprocessableEntityError) as error:
                unwanted = {option for option in _OPTIONAL if option in str(error)} - self._unwanted
                if not unwanted:
                    raise
                self._unwanted |= unwanted

    async def _asked(self, client: "AsyncOpenAI", prompt: Prompt) -> "AsyncStream[ChatCompletionChunk]":
        from openai import Omit, omit

        return await client.chat.completions.create(
            model=self._model,
            messages=[{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
            stream=True,
            extra_headers=None if self._key else {"Authorization": Omit()},
            temperature=omit if "temperature" in self._unwanted else _TEMPERATURE,
            max_completion_tokens=omit if "max_completion_tokens" in self._unwanted else prompt.limit,
        )

    async def _next(self, stream: "AsyncStream[ChatCompletionChunk]", answer: Answer, until: float) -> "ChatCompletionChunk | None":
        """Return the next chunk; nothing at the stream's end."""
        patience = self._patience(until)
        late = messages.STALLED if answer.has_text and patience == self._limits.idle else messages.LATE
        with translated(self._model, lost=messages.CUT, late=late):
            async with asyncio.timeout(patience):
                return await anext(stream, None)

    def _patience(self, until: float) -> float:
        return min(self._limits.idle, until - self._clock())
