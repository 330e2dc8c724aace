"""The message of a report on its platform: found by its mark, and taken away where it will never have a content."""

from collections.abc import Sequence
from contextlib import suppress

from core.errors import OutsideError
from core.model import Secret
from core.model.standup import Report, Stage
from core.ports.chat import Posts
from core.standup.hand import Hand
from core.standup.mark import mark
from core.standup.plan import looked_from


class Anchor:
    """The message of whatever report a hand has."""

    def __init__(self, hand: Hand, posts: Posts, key: Secret) -> None:
        self._hand = hand
        self._posts = posts
        self._key = key

    def mark(self, report: Report) -> str:
        """Return by what a report's message is found: the same for its date, whoever posts it."""
        return mark(self._hand.standup, report.day.isoformat(), self._key)

    async def found(self, report: Report) -> Sequence[str]:
        """Return the ids of a report's messages, the oldest first.

        Raises:
            OutsideError: it could not be looked.
        """
        standup = self._hand.standup
        return await self._posts.find(standup.place, self.mark(report), since=looked_from(report, standup))

    async def take_away(self) -> None:
        """Take a message away that will never have a content, if that can be done; one that has stays."""
        report = self._hand.progress.report
        if report is None or report.stage not in {Stage.SENDING, Stage.POSTED}:
            return
        with suppress(OutsideError):
            for message in await self.found(report):
                await self._posts.delete(self._hand.standup.place, message)
