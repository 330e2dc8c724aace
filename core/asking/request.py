"""What was found is laid over a request: over the asker's habits, or over the question before."""

from collections.abc import Iterable
from dataclasses import replace

from core.asking.dates import default_window
from core.asking.days import Today
from core.asking.found import Found
from core.model import RecapRequest, Where, Who, WhoKind, Window


def usual(today: Today, window: Window | None = None) -> RecapRequest:
    """Return the request of somebody who says nothing, or only when."""
    asker = today.asker
    return RecapRequest(
        window=window or default_window(today), limit=asker.limit, length=asker.length, language=asker.language, tone=asker.tone
    )


def applied(found: Found, base: RecapRequest) -> RecapRequest:
    """Return the request with each part that was found in place of its own."""
    return replace(
        base,
        who=_who(found) or base.who,
        window=found.window or base.window,
        where=_where(found, base.where),
        shape=found.shape or base.shape,
        limit=found.limit or base.limit,
        length=found.length or base.length,
        language=base.language if found.language is None else found.language,
        tone=base.tone if found.tone is None else found.tone,
        is_here=found.audience == "here" if found.audience else base.is_here,
        is_private=found.audience == "private" if found.audience else base.is_private,
        uses_model=base.uses_model if found.uses_model is None else found.uses_model,
    )


def _who(found: Found) -> tuple[Who, ...]:
    """A repository that stands alone is asked about as a whole; beside people it tells where."""
    return tuple(found.who) or tuple(Who(WhoKind.REPOSITORY, name) for name in _once(found.alone))


def _where(found: Found, base: Where) -> Where:
    return Where(
        repositories=_once([*found.repositories, *found.alone]) or base.repositories,
        branches=_once(found.branches) or base.branches,
        paths=_once(found.paths) or base.paths,
        topics=_once(found.topics) or base.topics,
        excluded=_once(name for name in (*base.excluded, *found.excluded) if name not in found.alone),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
