"""What a made-up team did last week, this Monday and on Tuesday morning, in three projects of a GitLab, of which one is private."""

from datetime import UTC, datetime, timedelta

from tests.servers.gitlab.nouns import Item, Project, User
from tests.servers.gitlab.world import World


class Work:
    """The team's GitLab. Ana and Ben read everything; `billing` is private, the others everybody may read."""

    def __init__(self, now: datetime) -> None:
        self.world = World(now)
        self.ana, self.ben = self.world.user("ana", "Ana Lima"), self.world.user("ben", "Ben Okafor")
        team = [self.ana, self.ben]
        self.web = self.world.project("acme/web", visibility="public", members=team)
        self.docs = self.world.project("acme/docs", visibility="public", members=team)
        self.billing = self.world.project("acme/billing", members=team)
        for project in (self.web, self.docs, self.billing):
            self.world.commit(project, self.ben, "Begin", datetime(2026, 3, 2, 9, tzinfo=UTC))
        self._last_week()
        self._this_week()

    def _last_week(self) -> None:
        sso = self._request(
            self.web, self.ana, "Add single sign-on", day(1), "sso", "Test the login", "Refresh tokens", "Add the login form"
        )
        self.world.approve(sso, self.ben, day(2))
        self.world.merge(sso, self.ben, day(2, 11), is_squashed=True)
        self._pushed(self.docs, self.ana, "Document single sign-on", day(3))
        cache = self._request(self.billing, self.ben, "Cache invoices", day(2, 9), "cache", "Cache invoices for an hour")
        self.world.comment(cache, self.ana, "The cache must be emptied when an invoice changes.", day(3, 11))
        self._request(self.billing, self.ana, "Export invoices as CSV", day(4), "export", "Write invoices as CSV", is_draft=True)
        self._request(self.web, self.ben, "Fix the logout redirect", day(3, 15), "logout", "Fix the logout redirect")

    def _this_week(self) -> None:
        self._request(self.web, self.ana, "Remember the last team at login", day(7, 14), "team", "Remember the last team")
        self._pushed(self.docs, self.ben, "Correct the guide to logging out", day(7, 15))

    def _request(
        self, project: Project, author: User, title: str, at: datetime, branch: str, *messages: str, is_draft: bool = False
    ) -> Item:
        commits = [
            self.world.commit(project, author, text, at - timedelta(minutes=30 * count), branch=branch)
            for count, text in reversed(list(enumerate(messages, 1)))
        ]
        self.world.push(project, author, at - timedelta(minutes=10), branch=branch)
        return self.world.request(project, author, title, at, branch=branch, commits=commits, is_draft=is_draft)

    def _pushed(self, project: Project, author: User, message: str, at: datetime) -> None:
        self.world.commit(project, author, message, at)
        self.world.push(project, author, at)


def day(number: int, hour: int = 10) -> datetime:
    """Return a time on a day, counted from Monday of last week."""
    return datetime(2026, 11, 9, hour, tzinfo=UTC) + timedelta(days=number)
