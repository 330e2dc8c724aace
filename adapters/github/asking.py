"""Parts of a question, asked in as few documents as can be; what is too much for the host is asked in halves, then another way."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from adapters.github import documents
from adapters.github.answer import Json
from adapters.github.client import Client
from adapters.github.failures import OverloadedError, UnknownFieldError
from core.errors import OutsideError, TransientError
from core.messages import github as messages

_FEW = 25  # parts that are not halved any more
_FIELDS = 6  # kinds of missing fields that are dropped, one answer after the other
_NOT_MISSED = frozenset(["visibility", "statusCheckRollup"])  # told otherwise, or no more than a hint


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to ask for, who takes the answer, and how to do without GraphQL."""

    ask: str
    take: Callable[[object], None]
    is_search: bool = False
    instead: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks parts for one client; `values` are those of the documents' variables."""

    client: Client
    values: Mapping[str, str]
    has_labels: bool = True
    lacking: dict[str, None] = field(default_factory=dict)  # fields that an older version does not have, as it said

    async def all(self, parts: Sequence[Part], *, cost: int = 1) -> None:
        """Ask for all parts; one that could not be answered in any way is said among the gaps.

        Raises:
            OutsideError: the host answers nothing at all.
        """
        try:
            await self._once(parts, cost)
        except OverloadedError:
            halves = _halves(parts)
            for half in halves:
                await self.all(half, cost=cost)
            if not halves:
                await self._otherwise(parts)

    async def _once(self, parts: Sequence[Part], cost: int) -> None:
        """Ask for all parts in one document, again without the fields that an older version does not have."""
        document = documents.document([one.ask for one in parts], has_labels=self.has_labels)
        for name in self.lacking:
            document = documents.without(document, name)
        for left in reversed(range(_FIELDS)):
            try:
                data = await self.client.query(document, documents.variables_of(document, self.values), cost=cost)
                break
            except UnknownFieldError as error:
                if not left:
                    raise
                document = self._reduced(document, error.fields)
        self._taken(data, parts)

    def _taken(self, data: Json, parts: Sequence[Part]) -> None:
        for place, one in enumerate(parts):
            one.take(data.get(f"a{place}"))

    def _reduced(self, document: str, fields: Sequence[str]) -> str:
        for name in fields:
            document = documents.without(document, name)
        self.lacking.update(dict.fromkeys(fields))
        if told := [name for name in fields if name not in _NOT_MISSED]:
            self.client.gaps[messages.without_fields(self.client.account.host, told)] = None
        return document

    async def _otherwise(self, parts: Sequence[Part]) -> None:
        self.client.note(TransientError(messages.by_rest(self.client.account.host)))
        for one in parts:
            if one.instead is not None:
                try:
                    await one.instead()
                except OutsideError as error:
                    self.client.note(error)


def _halves(parts: Sequence[Part]) -> list[Sequence[Part]]:
    """Return searches apart from the rest, and many of one sort in two; nothing where there is no other way than another."""
    sorts = [sort for is_search in (False, True) if (sort := [one for one in parts if one.is_search is is_search])]
    if len(sorts) > 1:
        return list(sorts)
    return [parts[: len(parts) // 2], parts[len(parts) // 2 :]] if len(parts) > _FEW else []
