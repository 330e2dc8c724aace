"""One person's turn in a place: their words become a question, a follow-up, an explanation, help or settings.

The same for every platform, which brings the words and shows what comes back.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from core.asking.grammar import parse
from core.errors import AskError, SettingsError
from core.finding.gather import Report
from core.messages import asking as asking_messages
from core.messages import settings as settings_messages
from core.messages import why as messages
from core.model import Asker, Recap, RecapRequest, WhoKind
from core.ports import ForeignDates
from core.recap import Recapper

if TYPE_CHECKING:
    from core.asking.follow_up import WhyQuestion


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that wants an answer."""

    request: RecapRequest


@dataclass(frozen=True, slots=True)
class Say:
    """Something to show as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Settings to change, as `key=value` words; none asks what is set."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    """The person goes."""


Turn: TypeAlias = Ask | Say | Change | Leave


class Conversation:
    """Remembers what was asked and answered last, so that the next words may lean on it."""

    def __init__(
        self, recapper: Recapper, asker: Callable[[], Asker], *, foreign: ForeignDates | None = None, has_default: bool = True
    ) -> None:
        """Begin to talk; words that name nothing ask the usual question where the conversation `has_default`, before the first answer."""
        self._recapper = recapper
        self._has_default = has_default
        self._asker = asker  # asked for each question: settings change, and so does the time of the last recap
        self._foreign = foreign
        self._last: Recap | None = None

    def go_on_with(self, recapper: Recapper) -> None:
        """Let another answer from here on, as after a change of settings; what was told stays known."""
        self._recapper = recapper

    def take(self, words: str) -> Turn:
        """Understand one turn.

        Raises:
            AskError: a question or follow-up is not understood.
            SettingsError: settings are not written as such.
        """
        first, _, rest = words.strip().partition(" ")
        match first.lower().rstrip("?!."):
            case "help" if not rest:
                return Say(_help())
            case "exit" | "quit" | "bye" if not rest:
                return Leave()
            case "settings":
                return Change(_split(rest))
            case "why" if self._last is None:
                return Say(messages.NOTHING_YET)
        return self._question(words)

    async def answer(self, request: RecapRequest, *, report: Report) -> AsyncIterator[Recap]:
        """Stream the answer's snapshots, and remember the newest.

        Raises:
            NoSourceError: nothing could be looked at.
        """
        async for recap in self._recapper.answer(request, report=report):
            self._last = recap
            yield recap

    def _question(self, words: str) -> Turn:
        asker, now = self._asker(), self._recapper.now()
        changed = changed_by(words, self._last, asker, now, foreign=self._foreign) if self._last is not None else None
        if isinstance(changed, RecapRequest):
            return Ask(_answerable(changed))
        if changed is not None and self._last is not None:
            return Say(_explained(self._last, changed.about))
        return Ask(_answerable(parse(words, asker, now, foreign=self._foreign, has_default=self._has_default)))


def changed_by(
    words: str,
    last: Recap,
    asker: Asker,
    now: datetime,
    *,
    foreign: ForeignDates | None = None,
    leans: bool = True,
    is_beside: bool = True,
) -> "RecapRequest | WhyQuestion | None":
    """Return what words after an answer ask for; nothing where they are a question of their own, as core/asking/follow_up.py says.

    Raises:
        AskError: they are not understood.
    """
    from core.asking.follow_up import follow_up

    before = last.request
    changed = follow_up(words, before, asker, now, foreign=foreign, leans=leans, is_beside=is_beside)
    if isinstance(changed, RecapRequest) and changed.limit < before.limit:  # "shorter" than what was shown, which may be less
        shown = max(1, len(last.bullets))
        before = replace(before, limit=min(before.limit, shown))
        return follow_up(words, before, asker, now, foreign=foreign, leans=leans, is_beside=is_beside)
    return changed


def _answerable(request: RecapRequest) -> RecapRequest:
    """Refuse to look for a team where nothing knows of any."""
    if any(who.kind is WhoKind.TEAM for who in request.who):
        raise AskError(asking_messages.NO_TEAM, word="team")
    return request


def _explained(recap: Recap, about: str) -> str:
    from core.telling.why import why

    return "\n".join(why(recap, about))


def _split(words: str) -> tuple[str, ...]:
    import shlex

    try:
        return tuple(shlex.split(words))
    except ValueError:
        raise SettingsError([settings_messages.bad_quotes(words)]) from None


def _help() -> str:
    from core.asking.help import help_text

    return help_text()
