"""The state behind the GitLab server, and the verbs that change it: each also writes the list of actions, as the real service does."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

from tests.servers.commits import Commit, name_of
from tests.servers.gitlab.nouns import DEVELOPER, Happening, Item, Note, Project, Release, Tag, User

NOTHING = "0" * 40


class World:
    """People, projects and what happened; `now` is the server's time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.users: dict[str, User] = {}
        self.projects: dict[str, Project] = {}
        self.feed: list[Happening] = []
        self.moved: dict[str, Project] = {}  # former paths
        self._numbers = count(1)

    def user(self, login: str, name: str = "", *, emails: Sequence[str] = (), is_bot: bool = False) -> User:
        made = User(1000 + next(self._numbers), login, name or login.title(), tuple(emails or (f"{login}@example.org",)), is_bot)
        self.users[login] = made
        return made

    def project(
        self,
        path: str,
        *,
        visibility: str = "private",
        members: Sequence[User] = (),
        level: int = DEVELOPER,
        levels: Mapping[str, str] | None = None,
        forked_from: Project | None = None,
    ) -> Project:
        made = Project(5000 + next(self._numbers), path, visibility, levels=dict(levels or {}), forked_from=forked_from)
        made.members = {member.id: level for member in members}
        self.projects[path] = made
        return made

    def rename(self, project: Project, path: str) -> None:
        self.moved[project.path] = self.projects[path] = self.projects.pop(project.path)
        project.path = path

    def commit(
        self,
        project: Project,
        author: User | tuple[str, str],
        message: str,
        at: datetime,
        *,
        branch: str = "main",
        committed: datetime | None = None,
        committer: User | None = None,
        parents: Sequence[str] | None = None,
        lines: tuple[int, int] = (3, 1),
    ) -> Commit:
        """Put a commit on a branch, which begins at the default one where it is new; nobody hears of it until it is pushed."""
        who = (author.name, author.emails[0]) if isinstance(author, User) else author
        by = (committer.name, committer.emails[0]) if committer else who
        before = project.heads.get(branch) or project.heads.get(project.default)
        known = tuple(parents) if parents is not None else ((before,) if before else ())
        made = Commit(name_of(project.path, message, who, at, known), message, who, by, at, committed or at, known, *lines)
        project.commits[made.id] = made
        project.heads[branch] = made.id
        return made

    def push(self, project: Project, actor: User, at: datetime, *, branch: str = "main", before: str = NOTHING) -> None:
        project.active = max(at, project.active or at)
        head = project.heads[branch]
        data: dict[str, object] = {
            "commit_count": 1,
            "action": "created" if before == NOTHING else "pushed",
            "ref_type": "branch",
            "commit_from": None if before == NOTHING else before,
            "commit_to": head,
            "ref": branch,
            "commit_title": project.commits[head].message.partition("\n")[0][:70],
            "ref_count": None,
        }
        self._happened(project, actor, "pushed new" if before == NOTHING else "pushed to", at, push=data)

    def tag(self, project: Project, actor: User, name: str, at: datetime, *, message: str = "", commit: str = "") -> Tag:
        made = Tag(name, commit or project.heads[project.default], at, message)
        project.tags[name] = made
        data: dict[str, object] = {
            "commit_count": 0, "action": "created", "ref_type": "tag", "commit_from": None,
            "commit_to": made.commit, "ref": name, "commit_title": None, "ref_count": None,
        }  # fmt: skip
        self._happened(project, actor, "pushed new", at, push=data)
        return made

    def release(self, project: Project, actor: User, tag: str, at: datetime, *, name: str = "", description: str = "") -> Release:
        """Publish a release; the list of actions does not tell it."""
        made = Release(tag, name or tag, description, actor, at, at)
        project.releases.append(made)
        return made

    def request(
        self,
        project: Project,
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
        source: Project | None = None,
    ) -> Item:
        made = self._item(project, author, title, at, description, is_request=True)
        made.branch, made.source, made.labels = branch, source or project, tuple(labels)
        made.commits, made.reviewers, made.is_draft = tuple(commit.id for commit in commits), tuple(reviewers), is_draft
        self._happened(project, author, "opened", at, target=made)
        return made

    def issue(
        self, project: Project, author: User, title: str, at: datetime, *, description: str = "", is_confidential: bool = False
    ) -> Item:
        made = self._item(project, author, title, at, description, is_request=False)
        made.is_confidential = is_confidential
        self._happened(project, author, "opened", at, target=made)
        return made

    def merge(self, item: Item, actor: User, at: datetime, *, is_squashed: bool = False) -> None:
        """Merge a request; its branch goes, and where it was squashed its commits are on no branch any more."""
        project, source = item.project, item.source or item.project
        head = source.heads.pop(item.branch, "")
        project.commits |= {name: source.commits[name] for name in item.commits}
        project.hidden.add(head)
        if is_squashed and item.author:
            made = self.commit(project, item.author, f"{item.title}\n\nSee merge request {project.path}!{item.number}", at, committer=actor)
            item.squash_commit = made.id
        else:
            base = project.heads.get(project.default, "")
            message = f"Merge branch '{item.branch}' into '{project.default}'"
            made = self.commit(project, actor, message, at, parents=[name for name in (base, head) if name])
            item.merge_commit = made.id
        item.state, item.merged, item.updated = "merged", (actor, at), at
        self._happened(project, actor, "accepted", at, target=item)

    def close(self, item: Item, actor: User, at: datetime) -> None:
        item.state, item.closed, item.updated = "closed", (actor, at), at
        self._happened(item.project, actor, "closed", at, target=item)

    def approve(self, item: Item, actor: User, at: datetime) -> None:
        item.approvals.append((actor, at))
        item.updated = max(at, item.updated)
        self._happened(item.project, actor, "approved", at, target=item)

    def comment(self, item: Item, actor: User, body: str, at: datetime, *, kind: str = "", is_internal: bool = False) -> Note:
        made = Note(next(self._numbers), actor, body, at, kind, is_internal)
        item.notes.append(made)
        item.updated = max(at, item.updated)
        self._happened(item.project, actor, "commented on", at, note=(made, item))
        return made

    def remark(self, project: Project, commit: Commit, actor: User, body: str, at: datetime) -> Note:
        made = Note(next(self._numbers), actor, body, at)
        self._happened(project, actor, "commented on", at, note=(made, commit.id))
        return made

    def _item(self, project: Project, author: User, title: str, at: datetime, description: str, *, is_request: bool) -> Item:
        number = 1 + sum(item.is_request == is_request for item in project.items)
        made = Item(next(self._numbers), number, project, is_request, title, description, author, at, at)
        project.items.append(made)
        return made

    def _happened(
        self,
        project: Project,
        author: User,
        action: str,
        at: datetime,
        *,
        target: Item | None = None,
        note: tuple[Note, Item | str] | None = None,
        push: dict[str, object] | None = None,
    ) -> None:
        project.active = max(at, project.active or at)
        self.feed.append(Happening(next(self._numbers), project, author, action, at, target, note, push))
