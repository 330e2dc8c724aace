"""The state behind the GitHub server, and the verbs that change it: each also writes the feed of events, as the real service does."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from tests.servers.github.nouns import Check, Commit, Happening, Item, Moment, Release, Remark, Repository, Review, User, oid_of

NOBODY = "0" * 40


class World:
    """People, repositories and what happened; `now` is the server's time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.users: dict[str, User] = {}
        self.repositories: dict[str, Repository] = {}
        self.feed: list[Happening] = []
        self._numbers = count(1)

    def user(self, login: str, name: str = "", *, emails: Sequence[str] = (), kind: str = "User") -> User:
        number = 1000 + next(self._numbers)
        noreply = f"{number}+{login}@users.noreply.github.com"
        self.users[login] = User(number, login, name or login.title(), (*(emails or (f"{login}@example.org",)), noreply), kind)
        return self.users[login]

    def repository(self, name: str, *, visibility: str = "private", readers: Sequence[User] = (), is_fork: bool = False) -> Repository:
        made = Repository(id=5000 + next(self._numbers), name=name, visibility=visibility, is_fork=is_fork)
        made.readers = {reader.id for reader in readers}
        self.repositories[name] = made
        return made

    def commit(
        self,
        repository: Repository,
        author: User | tuple[str, str],
        message: str,
        at: datetime,
        *,
        branch: str = "main",
        committed: datetime | None = None,
        parents: Sequence[str] | None = None,
        added: int = 3,
        removed: int = 1,
    ) -> Commit:
        """Put a commit on a branch, which begins at the default one where it is new; nothing of it shows in the feed until it is pushed."""
        name, email = (author.name, author.emails[0]) if isinstance(author, User) else author
        before = repository.heads.get(branch) or repository.heads.get(repository.default)
        known = tuple(parents) if parents is not None else ((before,) if before else ())
        oid = oid_of(repository.name, message, email, at, known)
        made = Commit(oid, message, name, email, at, committed or at, known, added, removed)
        repository.commits[oid] = made
        repository.heads[branch] = oid
        return made

    def check(self, commit: Commit, outcome: str, at: datetime, *, name: str = "ci") -> None:
        """Report how a check went; neither a feed nor the request's time of change shows it."""
        commit.checks.append(Check(name, outcome, at))

    def push(self, repository: Repository, actor: User, at: datetime, *, branch: str = "main", before: str = NOBODY) -> None:
        repository.pushed = max(at, repository.pushed or at)
        head = repository.heads[branch]
        payload: dict[str, object] = {
            "repository_id": repository.id,
            "push_id": next(self._numbers),
            "ref": f"refs/heads/{branch}",
            "head": head,
            "before": before,
        }
        self._happened("PushEvent", actor, repository, at, payload)

    def pull(
        self,
        repository: Repository,
        author: User,
        title: str,
        at: datetime,
        *,
        branch: str,
        commits: Sequence[Commit] = (),
        is_draft: bool = False,
        head: Repository | None = None,
        body: str = "",
        closes: Sequence[Item] = (),
        labels: Sequence[str] = (),
    ) -> Item:
        item = self._item(repository, author, title, at, is_pull=True, body=body, labels=labels)
        item.is_draft, item.branch, item.head, item.closes = is_draft, branch, head or repository, list(closes)
        item.commits = [commit.oid for commit in commits]
        self._happened("PullRequestEvent", author, repository, at, {"action": "opened", "number": item.number}, item=item)
        return item

    def issue(self, repository: Repository, author: User, title: str, at: datetime, *, assignees: Sequence[User] = ()) -> Item:
        item = self._item(repository, author, title, at, assignees=assignees)
        self._happened("IssuesEvent", author, repository, at, {"action": "opened"}, item=item)
        return item

    def merge(self, item: Item, merger: User, at: datetime, *, squash: bool = False) -> Commit:
        """Merge a pull request into the default branch: by a merge commit, or squashed into one of its author."""
        repository = item.repository
        before = repository.heads.get(repository.default, "")
        if squash and item.author:
            made = self.commit(repository, item.author, f"{item.title} (#{item.number})", at)
        else:
            message = f"Merge pull request #{item.number} from acme/{item.branch}\n\n{item.title}"
            made = self.commit(repository, merger, message, at, parents=[before, *item.commits[-1:]])
        item.merged = item.closed = at
        item.merger, item.merge = merger, made.oid
        item.moments.append(Moment("closed", merger, at))
        self._touch(item, at)
        self._happened("PullRequestEvent", merger, repository, at, {"action": "merged", "number": item.number}, item=item)
        for issue in item.closes:
            self.close(issue, merger, at, by=item)
        return made

    def close(self, item: Item, actor: User, at: datetime, *, by: Item | None = None) -> None:
        item.closed = at
        item.moments.append(Moment("closed", actor, at, by))
        self._touch(item, at)
        kind = "PullRequestEvent" if item.is_pull else "IssuesEvent"
        self._happened(kind, actor, item.repository, at, {"action": "closed", "number": item.number}, item=item)

    def turn(self, item: Item, actor: User, at: datetime, *, draft: bool) -> None:
        """Make a pull request a draft, or ready."""
        item.is_draft = draft
        item.moments.append(Moment("drafted" if draft else "ready", actor, at))
        self._touch(item, at)

    def remark(self, item: Item, author: User, at: datetime, body: str = "Looks right") -> Remark:
        made = Remark(next(self._numbers), author, at, body)
        item.remarks.append(made)
        self._touch(item, at)
        self._happened("IssueCommentEvent", author, item.repository, at, {"action": "created"}, item=item, remark=made)
        return made

    def review(self, item: Item, author: User, at: datetime, *, state: str = "APPROVED", body: str = "", lines: int = 0) -> Review:
        remarks = [Remark(next(self._numbers), author, at - timedelta(minutes=place), "Here") for place in range(lines)]
        made = Review(next(self._numbers), author, at, state, body, remarks)
        item.reviews.append(made)
        self._touch(item, at)
        self._happened("PullRequestReviewEvent", author, item.repository, at, {"action": "created"}, item=item)
        return made

    def release(self, repository: Repository, author: User, tag: str, at: datetime) -> Release:
        made = Release(next(self._numbers), tag, f"Version {tag}", author, at)
        repository.releases.append(made)
        self._happened("ReleaseEvent", author, repository, at, {"action": "published"}, release=made)
        return made

    def may_read(self, reader: User | None, repository: Repository) -> bool:
        return repository.visibility == "public" or (reader is not None and reader.id in repository.readers)

    def linked(self, commit: Commit) -> User | None:
        """Return whose commit it is, as far as the service can tell from the address."""
        return next((user for user in self.users.values() if commit.email in user.emails), None)

    def named(self, name: str) -> Repository | None:
        """Return a repository under the name that it has or had."""
        repositories = self.repositories.values()
        return next((known for known in repositories if known.name.lower() == name.lower() or name in known.former), None)

    def _item(
        self,
        repository: Repository,
        author: User,
        title: str,
        at: datetime,
        *,
        is_pull: bool = False,
        body: str = "",
        labels: Sequence[str] = (),
        assignees: Sequence[User] = (),
    ) -> Item:
        number = len(repository.items) + 1
        item = Item(repository=repository, number=number, title=title, author=author, created=at, is_pull=is_pull, body=body, updated=at)
        item.labels, item.assignees = list(labels), list(assignees)
        repository.items[number] = item
        return item

    def _touch(self, item: Item, at: datetime) -> None:
        item.updated = max(at, item.updated or at)

    def _happened(
        self,
        kind: str,
        actor: User,
        repository: Repository,
        at: datetime,
        payload: dict[str, object],
        *,
        item: Item | None = None,
        release: Release | None = None,
        remark: Remark | None = None,
    ) -> None:
        self.feed.append(Happening(next(self._numbers), kind, actor, repository, at, payload, item, release, remark))
