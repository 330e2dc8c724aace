"""An organisation in which people work: what they do leaves the traces that it leaves in the real one."""

import itertools
from collections.abc import Sequence
from datetime import datetime

from tests.servers.azure.nouns import Item, Project, Push, Remark, Repository, Request, Tag, Talk, User, number_of
from tests.servers.commits import Commit, name_of

NOTHING = "0" * 40


class World:
    """Everything in one organisation, and its clock."""

    def __init__(self, now: datetime, *, name: str = "acme") -> None:
        self.now = now
        self.name = name
        self.users: dict[str, User] = {}
        self.projects: dict[str, Project] = {}
        self.repositories: dict[str, Repository] = {}
        self.requests: dict[int, Request] = {}
        self.items: dict[int, Item] = {}
        self.has_closing_fields = True
        self._numbers = itertools.count(1)

    def user(self, login: str, name: str, *, emails: Sequence[str] = ()) -> User:
        made = User(number_of(self.name, login), login, name, tuple(emails) or (login,))
        self.users[made.id] = made
        return made

    def project(self, name: str, *, members: Sequence[User], visibility: str = "private") -> Project:
        made = Project(number_of(self.name, "project", name), name, visibility, {member.id for member in members})
        self.projects[made.id] = made
        return made

    def repository(self, project: Project, name: str) -> Repository:
        made = Repository(number_of(project.id, "repository", name), name, project)
        self.repositories[made.id] = made
        return made

    def commit(
        self,
        repository: Repository,
        author: User | tuple[str, str],
        message: str,
        at: datetime,
        *,
        branch: str = "",
        committed: datetime | None = None,
        parents: Sequence[str] | None = None,
    ) -> Commit:
        """Commit to a branch, which begins where the default one is; it is seen with the next push."""
        name = branch or repository.default
        who = author if isinstance(author, tuple) else (author.name, author.emails[0])
        base = repository.heads.get(name) or repository.heads.get(repository.default, "")
        above = tuple(parents) if parents is not None else ((base,) if base else ())
        made = Commit(name_of(repository.id, message, at, who, above), message, who, who, at, committed or at, above)
        repository.commits[made.id] = made
        repository.heads[name] = made.id
        return made

    def push(self, repository: Repository, by: User, at: datetime, *, branch: str = "") -> Push:
        """Push a branch as it stands."""
        name = branch or repository.default
        return self._pushed(repository, by, at, f"refs/heads/{name}", repository.heads[name])

    def delete(self, repository: Repository, by: User, at: datetime, branch: str) -> None:
        """Delete a branch; its commits stay."""
        del repository.heads[branch]
        self._pushed(repository, by, at, f"refs/heads/{branch}", NOTHING)

    def tag(self, repository: Repository, by: User, name: str, at: datetime, *, message: str = "", commit: str = "") -> None:
        """Push a tag, annotated where it has a message."""
        points_at = commit or repository.heads[repository.default]
        made = Tag(name_of(repository.id, "tag", name), name, message, (by.name, by.emails[0]), at, points_at)
        if message:
            repository.tags[made.id] = made
        self._pushed(repository, by, at, f"refs/tags/{name}", made.id if message else points_at)

    def request(
        self,
        repository: Repository,
        author: User,
        title: str,
        at: datetime,
        *,
        branch: str,
        commits: Sequence[Commit] = (),
        description: str = "",
        labels: Sequence[str] = (),
        is_draft: bool = False,
        reviewers: Sequence[User] = (),
    ) -> Request:
        names = tuple(commit.id for commit in commits)
        made = Request(
            next(self._numbers), repository, author, title, description, at, branch, names, is_draft=is_draft, labels=tuple(labels)
        )
        made.reviewers = {one.id: (one, 0) for one in reviewers}
        self.requests[made.number] = made
        return made

    def complete(self, request: Request, by: User, at: datetime, *, is_squashed: bool = False) -> Commit:
        """Merge a request; its branch goes, and where it was squashed its commits are on no branch any more."""
        repository = request.repository
        head = repository.heads.pop(request.branch, "")
        base = repository.heads.get(repository.default, "")
        message = f"Merged PR {request.number}: {request.title}\n\n{request.description}".rstrip()
        parents = [base] if is_squashed else [name for name in (base, head) if name]
        made = self.commit(repository, request.author if is_squashed else by, message, at, parents=parents)
        request.status, request.closed, request.merge = "completed", (by, at), made.id
        self.push(repository, by, at)
        return made

    def abandon(self, request: Request, by: User, at: datetime) -> None:
        request.status, request.closed = "abandoned", (by, at)

    def vote(self, request: Request, by: User, value: int, at: datetime) -> None:
        """Vote; who does is a reviewer from then on."""
        request.reviewers[by.id] = (by, value)
        request.talks.append(Talk(next(self._numbers), at, vote=(by, value)))

    def remark(self, request: Request, by: User, body: str, at: datetime) -> Talk:
        """Begin a thread of comments, which makes nobody a reviewer."""
        number = next(self._numbers)
        made = Talk(number, at, [Remark(1, by, body, at)])
        request.talks.append(made)
        return made

    def answer(self, talk: Talk, by: User, body: str, at: datetime) -> Remark:
        made = Remark(len(talk.comments) + 1, by, body, at)
        talk.comments.append(made)
        return made

    def item(self, project: Project, by: User, title: str, at: datetime, *, kind: str = "Task", tags: Sequence[str] = ()) -> Item:
        made = Item(next(self._numbers), project, title, (by, at), [(by, at)], kind, tags=tuple(tags))
        self.items[made.number] = made
        return made

    def resolve(self, item: Item, by: User, at: datetime) -> None:
        item.state, item.resolved = "Resolved", (by, at)
        item.changes.append((by, at))

    def close(self, item: Item, by: User, at: datetime) -> None:
        item.state, item.closed = "Closed", (by, at)
        item.changes.append((by, at))

    def comment(self, item: Item, by: User, body: str, at: datetime) -> Remark:
        made = Remark(next(self._numbers), by, body, at)
        item.comments.append(made)
        item.changes.append((by, at))
        return made

    def _pushed(self, repository: Repository, by: User, at: datetime, ref: str, head: str) -> Push:
        before = next((update[2] for push in reversed(repository.pushes) for update in push.updates if update[0] == ref), NOTHING)
        made = Push(next(self._numbers), by, at, ((ref, before, head),))
        repository.pushes.append(made)
        return made
