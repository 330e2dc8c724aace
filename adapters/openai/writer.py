"""Chat completions, streamed, with our own patience: the SDK's would be ten minutes and three requests.

It also takes a clean end without `finish_reason`, `length`, `content_filter` and an empty answer for success. Here success is
`finish_reason == "stop"` and text; all else is a WriterError. The SDK is imported by the first write.
"""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from typing_extensions import override

from adapters.openai import connection
from adapters.openai.answer import Answer
from adapters.openai.failures import AttemptError, translated
from adapters.openai.options import Options
from core.errors import WriterError
from core.messages import telling as messages
from core.model import Prompt, Secret
from core.ports import Writer

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam

    _Opened: TypeAlias = ChatCompletion | AsyncStream[ChatCompletionChunk]

_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, and how much, one answer may take."""

    first: float = 60.0  # seconds without a chunk before the text begins: some models think in silence, or are loaded first
    idle: float = 20.0  # seconds without a chunk in the text
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
        self._options = Options()

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
                opened = await self._opened(client, prompt, until)
            async with aclosing(self._chunks(opened, answer, until)) as chunks:
                async for chunk in chunks:
                    if text := answer.take(chunk):
                        yield text
        answer.judge()

    async def _chunks(self, opened: "_Opened", answer: Answer, until: float) -> AsyncGenerator[object, None]:
        """Yield what came, piece by piece where it is a stream."""
        from openai import AsyncStream

        if not isinstance(opened, AsyncStream):
            yield opened
            return
        answer.is_known = "event-stream" in opened.response.headers.get("content-type", "")
        async with opened as stream:
            while not answer.reason and (chunk := await self._next(stream, answer, until)) is not None:
                yield chunk

    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._key.reveal() or "none",
            base_url=self._base_url or None,
            max_retries=0,
            http_client=connection.client(max(self._limits.first, self._limits.idle)),
        )

    async def _opened(self, client: "AsyncOpenAI", prompt: Prompt, until: float) -> "_Opened":
        """Ask; an option that the model does not take is left out from then on, and costs no attempt."""
        from openai import APIStatusError

        while True:
            options = self._options.given(prompt.limit)
            try:
                async with asyncio.timeout(self._patience(until, self._limits.first)):
                    return await self._asked(client, prompt, options)
            except APIStatusError as error:
                if not self._options.without(error, {*options}):
                    raise

    async def _asked(self, client: "AsyncOpenAI", prompt: Prompt, options: Mapping[str, float]) -> "_Opened":
        from openai import Omit

        return await client.chat.completions.create(
            model=self._model,
            messages=self._messages(prompt),
            stream=self._options.is_streamed,
            extra_headers=None if self._key else {"Authorization": Omit()},
            extra_body=options,
        )

    def _messages(self, prompt: Prompt) -> "list[ChatCompletionMessageParam]":
        if not self._options.has_system:
            return [{"role": "user", "content": f"{prompt.system}\n{prompt.user}"}]
        return [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]

    async def _next(self, stream: "AsyncStream[ChatCompletionChunk]", answer: Answer, until: float) -> "ChatCompletionChunk | None":
        """Return the next chunk; nothing at the stream's end."""
        patience = self._patience(until, self._limits.idle if answer.has_text else self._limits.first)
        late = messages.STALLED if answer.has_text and patience == self._limits.idle else messages.LATE
        with translated(self._model, lost=messages.CUT, late=late):
            async with asyncio.timeout(patience):
                return await anext(stream, None)

    def _patience(self, until: float, most: float) -> float:
        return min(most, until - self._clock())
