"""A language model that writes as often and as much as its asker and their workspace may have it in a day."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, asynccontextmanager

from typing_extensions import override

from bot.accounts.linked import Links
from core.errors import RecapError, WriterError
from core.limits import Call
from core.model import Member, Prompt
from core.ports import TokenCounter, Writer

_FRAME = 16  # tokens that an endpoint puts around two messages


class AllowedWriter(Writer):
    """Has a call counted before it is made; where it cannot be, or is too much, nothing is written.

    What was reserved and not used comes back: all of it where the model said nothing. What is written by the clock, and not because
    somebody asked, is not counted as a call of theirs; its tokens are.
    """

    def __init__(
        self,
        writer: Writer,
        tokens: TokenCounter,
        links: Callable[[], AbstractAsyncContextManager[Links]],
        member: Member,
        *,
        is_counted: bool = True,
    ) -> None:
        self._writer = writer
        self._tokens = tokens
        self._links = links
        self._member = member
        self._is_counted = is_counted

    @override
    async def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        async with self._reserved(prompt) as said, aclosing(self._writer.write(prompt)) as pieces:
            async for piece in pieces:
                said.append(piece)
                yield piece

    @asynccontextmanager
    async def _reserved(self, prompt: Prompt) -> AsyncGenerator[list[str], None]:
        """Reserve what a call may need at most, and settle what it did need by what is put into the list."""
        asked = _FRAME + self._tokens.count(prompt.system) + self._tokens.count(prompt.user)
        said: list[str] = []
        async with AsyncExitStack() as stack:
            try:
                links = await stack.enter_async_context(self._links())
                if self._is_counted:
                    await links.admit(self._member, Call.MODEL)
                held = await links.allowance.reserve(self._member, asked + prompt.limit)
            except RecapError as error:
                raise WriterError(str(error).rstrip(".")) from error
            used = asked
            try:
                yield said
            except WriterError:
                used = asked if said else 0
                raise
            finally:
                await links.allowance.settle(held, used + self._tokens.count("".join(said)))
