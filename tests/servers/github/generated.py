"""Worlds of any size, made up: a team of ten at work in many repositories, the same on every run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from tests.servers.github.nouns import Commit, Item, Repository, User
from tests.servers.github.world import World

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
NAMES = (
    "Ana Silva", "Bob Berg", "Cat Cole", "Dan Diaz", "Eva Engel", "Fay Ford", "Gus Gray", "Hal Horn", "Ida Ivers", "Jon Juul",
)  # fmt: skip
_VERBS = ("Add", "Fix", "Update", "Refactor", "Test", "Document", "Speed up", "Remove")
_THINGS = ("login", "billing", "search", "export", "tokens", "invoices", "the cache", "themes", "uploads", "reports", "filters", "webhooks")
_PLACES = ("on mobile", "behind a proxy", "for guests", "in the admin page", "when offline", "under load", "for old clients", "in CI")


@dataclass(slots=True)
class Shares:
    """How much the first of the team does in the week; the others do a third of it."""

    defaults: int
    pulls: int
    branches: int
    others: int  # reviews, comments, issues


SHARES = {60: Shares(12, 7, 3, 8), 600: Shares(36, 18, 6, 24)}


def world_of(size: int, *, shares: Shares | None = None) -> World:
    """Return a world with so many repositories that all of the team read."""
    return _Maker(size, shares or SHARES.get(size, SHARES[60])).world


class _Maker:
    def __init__(self, size: int, shares: Shares) -> None:
        self._random = Random(size)  # noqa: S311  the same on every run
        self.world = World(NOW)
        self._team = [self.world.user(name.split()[0].lower(), name) for name in NAMES]
        self._repositories = [self._repository(number) for number in range(size)]
        for place, user in enumerate(self._team):
            self._week(user, shares if place == 0 else _third(shares))

    def _repository(self, number: int) -> Repository:
        visibility = "public" if number % 4 == 0 else "private"
        made = self.world.repository(f"team{number % 6}/project-{number}", visibility=visibility, readers=self._team)
        for step in range(20):
            self.world.commit(made, self._someone(), self._title(), MONDAY - timedelta(days=120 - 5 * step, hours=number % 24))
        made.pushed = MONDAY - timedelta(days=20)
        for step in range(6):
            self._old_pull(made, MONDAY - timedelta(days=80 - 10 * step))
        return made

    def _old_pull(self, repository: Repository, at: datetime) -> None:
        author = self._someone()
        branch = f"old-{at:%m%d}"
        commits = [self.world.commit(repository, author, self._title(), at, branch=branch)]
        pull = self.world.pull(repository, author, self._title(), at + timedelta(hours=1), branch=branch, commits=commits)
        self.world.merge(pull, self._someone(), at + timedelta(hours=5), squash=True)
        del repository.heads[branch]

    def _week(self, user: User, shares: Shares) -> None:
        """Let somebody work for a week: on default branches, in requests of their own, on branches, and with others."""
        for repository in self._random.sample(self._repositories, shares.defaults):
            at = self._moment()
            self.world.commit(repository, user, self._message(), at)
            rebased = self.world.commit(repository, user, self._message(), at + timedelta(hours=1), committed=at + timedelta(days=2))
            self.world.push(repository, user, rebased.committed)
        for place, repository in enumerate(self._random.sample(self._repositories, shares.pulls)):
            self._own_pull(user, repository, place)
        for place, repository in enumerate(self._random.sample(self._repositories, shares.branches)):
            branch = f"{user.login}-try-{place}"
            self._commits(repository, user, branch, 3)
            self.world.push(repository, user, repository.commits[repository.heads[branch]].committed, branch=branch)
        self._with_others(user, shares.others)
        released = self._random.choice(self._repositories)
        self.world.release(released, user, f"v{self._random.randrange(9)}.{len(released.releases)}.{user.id}", self._moment())

    def _own_pull(self, user: User, repository: Repository, place: int) -> None:
        branch = f"{user.login}-{place}"
        commits = self._commits(repository, user, branch, 3)
        at = commits[-1].authored + timedelta(hours=1)
        self.world.push(repository, user, at - timedelta(minutes=5), branch=branch)
        issue = self.world.issue(repository, self._other(user), self._title(), at - timedelta(days=9), assignees=[user])
        closes = [issue] if place % 3 == 0 else []
        draft = place % 4 == 3
        pull = self.world.pull(
            repository, user, self._title(), at, branch=branch, commits=commits, is_draft=draft, closes=closes, labels=["team"]
        )
        if place % 3 == 0:
            self.world.merge(pull, self._other(user), at + timedelta(hours=3), squash=place % 2 == 0)
        elif place % 5 == 1:
            self.world.close(pull, user, at + timedelta(hours=4))
        self.world.check(commits[-1], "failure" if place % 4 == 1 else "success", at)
        self.world.review(pull, self._other(user), at + timedelta(hours=2), lines=1)

    def _with_others(self, user: User, count: int) -> None:
        for place in range(count):
            repository = self._random.choice(self._repositories)
            other = self._other(user)
            at = self._moment()
            commits = self._commits(repository, other, f"{other.login}-for-{user.login}-{place}", 1, at=at - timedelta(days=12))
            pull = self.world.pull(repository, other, self._title(), at - timedelta(days=11), branch=f"x-{place}", commits=commits)
            self._answer(user, pull, place, at)
            issue = self.world.issue(repository, user if place % 2 else other, self._title(), at - timedelta(days=place % 3))
            self.world.remark(issue, user, at + timedelta(minutes=40))
            if place % 3 == 0:
                self.world.close(issue, user, at + timedelta(hours=1))

    def _answer(self, user: User, pull: Item, place: int, at: datetime) -> None:
        state = ("APPROVED", "CHANGES_REQUESTED", "COMMENTED")[place % 3]
        self.world.review(pull, user, at, state=state, body="See the lines" if place % 3 else "", lines=place % 3)
        if place % 4 == 0:
            self.world.remark(pull, user, at + timedelta(hours=1))
        if place % 5 == 0:
            self.world.merge(pull, user, at + timedelta(hours=2), squash=True)

    def _commits(self, repository: Repository, user: User, branch: str, count: int, *, at: datetime | None = None) -> Sequence[Commit]:
        begin = at or self._moment()
        return [
            self.world.commit(repository, user, self._message(), begin + timedelta(minutes=25 * step), branch=branch)
            for step in range(count)
        ]

    def _moment(self) -> datetime:
        return MONDAY + timedelta(days=self._random.randrange(5), hours=8 + self._random.randrange(8), minutes=self._random.randrange(60))

    def _someone(self) -> User:
        return self._random.choice(self._team)

    def _other(self, user: User) -> User:
        return self._random.choice([one for one in self._team if one is not user])

    def _title(self) -> str:
        return f"{self._random.choice(_VERBS)} {self._random.choice(_THINGS)} {self._random.choice(_PLACES)}"

    def _message(self) -> str:
        reason = (
            f"\n\nIt failed {self._random.choice(_PLACES)} since {self._random.choice(_THINGS)} changed."
            if self._random.random() < 0.4
            else ""
        )
        return self._title() + reason


def _third(shares: Shares) -> Shares:
    return Shares(*(max(getattr(shares, name) // 3, 1) for name in ("defaults", "pulls", "branches", "others")))
