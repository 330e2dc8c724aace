"""The model's sentences take the place of plain ones, line by line; each snapshot on the way is whole."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace

from core.errors import WriterError
from core.messages import telling as messages
from core.model import Bullet, By, Prompt, Recap, Shape, WorkItem
from core.ports import Writer
from core.telling.doers import doers
from core.telling.draft import Carry, Check, Draft
from core.telling.sections import placed
from core.telling.threads import is_work

_LOG = logging.getLogger("recap")

Compose = Callable[[Sequence[Bullet]], Recap]
"""Make the whole recap around bullets that are given: every other item is told by the plain writer."""
Prepare = Callable[[WorkItem], object]
"""Make a fact ready for the check, so that no line waits for it."""


@dataclass(slots=True)
class Report:
    """What became of the model's lines; counts for `--verbose`, filled while it writes."""

    taken: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


async def written(
    plain: Recap,
    prompt: Prompt,
    given: frozenset[str],
    writer: Writer,
    *,
    compose: Compose,
    check: Check,
    carry: Carry,
    prepare: Prepare,
    report: Report | None = None,
) -> AsyncGenerator[Recap, None]:
    """Yield a snapshot for each line that passes, then the last one, finished, with a footer where the model did not do its part.

    Every snapshot comes from `compose`, and so tells every item once; a model that fails leaves what it told before. While the model
    thinks, `prepare` makes the facts ready for the check.
    """
    if plain.request.shape is Shape.NUMBERS:  # they are not for a model
        yield replace(plain, finished=True)
        return
    draft = _draft(plain, given, check, carry)
    why = messages.NO_ROOM if not given and any(map(is_work, plain.folded.items)) else ""
    try:
        if given:
            async with _preparing(draft, prepare), aclosing(_bullets(writer, prompt, draft)) as bullets:
                async for _ in bullets:
                    yield compose(tuple(draft.taken))
    except WriterError as error:
        why = str(error)
    _LOG.debug("model lines", extra={"fields": {"taken": len(draft.taken), "refused": sum(draft.dropped.values())}})
    if report is not None:
        report.taken, report.dropped = len(draft.taken), draft.dropped
    yield _finished(compose(tuple(draft.taken)), draft, why)


def _draft(plain: Recap, given: frozenset[str], check: Check, carry: Carry) -> Draft:
    facts = {item.id: item for item in plain.folded.items if item.id in given}
    return Draft(
        facts=facts,
        sections={each: placed(Bullet("", (each,)), item, plain.request.shape).section for each, item in facts.items()},
        limit=plain.request.limit,
        check=check,
        carry=carry,
        is_translated=bool(plain.request.language),
        names_actors=len({doers([item]) for item in plain.folded.items}) > 1,
    )


@asynccontextmanager
async def _preparing(draft: Draft, prepare: Prepare) -> AsyncGenerator[None, None]:
    """Make one fact after the other ready whenever nothing else is to be done."""

    async def each() -> None:
        for item in draft.facts.values():
            await asyncio.sleep(0)
            prepare(item)

    task = asyncio.create_task(each())
    try:
        yield
    finally:
        task.cancel()


async def _bullets(writer: Writer, prompt: Prompt, draft: Draft) -> AsyncGenerator[Bullet, None]:
    async with aclosing(writer.write(prompt)) as pieces:
        async for piece in pieces:
            for bullet in draft.feed(piece):
                yield bullet
    for bullet in draft.finish():
        yield bullet


def _finished(recap: Recap, draft: Draft, why: str) -> Recap:
    """Add what went wrong: the model's failure, else that none of its lines could be used, else that some stay English."""
    language = recap.request.language
    footer: tuple[str, ...] = ()
    if why or (draft.facts and not draft.taken):
        footer = (messages.footer(why or messages.UNUSABLE, len(draft.taken)),)
    elif language and (draft.untranslated or any(bullet.by is not By.MODEL for bullet in recap.bullets)):
        footer = (messages.stays_english(language),)
    return replace(recap, footer=(*recap.footer, *footer), finished=True)
