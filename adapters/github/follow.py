"""Takes answers, and asks for what they leave open: further pages, pushed branches, threads that feeds name, remarks in reviews."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from adapters.github import documents, feed, rest
from adapters.github.answer import Json, flag, number, part, rows, text
from adapters.github.asking import Asking, Part
from adapters.github.documents import Span
from adapters.github.facts import named
from adapters.github.feed import Pointers, Push
from adapters.github.found import Found
from adapters.github.listed import Listed
from adapters.github.people import Sought
from adapters.github.remarks import Remarks
from core.messages import github as messages
from core.model import Window

_AT_ONCE = 150  # parts of one document
_PAGE = 60  # results
_WITH_COMMITS = frozenset(["authored", "everything"])
_ROUNDS = 12
_RESULTS = 1_000  # that a search gives, however many there are
_REPOSITORIES = 100  # that a collection of contributions lists


def sizes_for(people: Sequence[Sought]) -> documents.Sizes:
    """Return how large pages may be: a query for many may not cost more than one for a single person."""
    return documents.ALONE if len(people) == 1 else documents.IN_A_TEAM


@dataclass(slots=True)
class Following:
    """What was taken so far, and what it leaves open."""

    asking: Asking
    found: Found
    people: Sequence[Sought]
    is_wide: bool = False  # many people or places: their threads are listed by ids first, and each is asked for once
    _open: list[Part] = field(default_factory=list)
    _pointers: Pointers = field(default_factory=Pointers)
    _listed: Listed = field(default_factory=Listed)
    _unread: set[object] = field(default_factory=set)  # keys of what was pointed to, and was not looked at yet
    _remarked: Remarks = field(default_factory=Remarks)
    _defaults: dict[str, str] = field(default_factory=dict)  # repository: its default branch, where its commits were listed

    async def all(self) -> None:
        """Ask until nothing is open.

        Raises:
            OutsideError: the host answers nothing more.
        """
        for _ in range(_ROUNDS):
            if not await self.once():
                return
        self._say(messages.too_many_pages(self._host))

    async def once(self) -> bool:
        """Ask for what is open now, as far as one document holds it; say whether there was anything.

        Raises:
            OutsideError: the host answers nothing more.
        """
        self._open += [self._detail(ids, has_commits=has_commits) for ids, has_commits in self._listed.new()]
        if not self._open or not self.is_wide:  # with the rest of a team's lists most of what feeds name is known
            self._open += self._pointed()
        self._open += self._remarks()
        now, self._open = self._open[:_AT_ONCE], self._open[_AT_ONCE:]
        if now:
            await self.asking.all(now)
        return bool(now)

    def contributions(self, one: Sought, span: Span, most: int, window: Window) -> Part:
        """Make the part that asks for a person's commits on default branches."""
        take = partial(self._contributed, one, span, most, window)
        instead = partial(rest.commits, self.asking.client, self.found, one, window)
        return Part(documents.contributions(one.node, span, most, one.emails), take, instead=instead)

    def repository(self, name: str) -> Part:
        """Make the part that asks for everybody's commits on a default branch."""
        instead = partial(rest.branch, self.asking.client, self.found, name, head="", one=None, values=self.asking.values)
        return Part(documents.repository(name), partial(self._everybody, name), instead=instead)

    def search(self, kind: str, login: str, query: str, *, size: int, after: str = "", before: int = 0) -> Part:
        """Make the part that asks for a page of a search; so many results stand before it."""
        take = partial(self._searched, kind, login, query, before)
        instead = partial(rest.threads, self.asking.client, self.found, query, has_commits=kind in _WITH_COMMITS)
        names = documents.names(query, size=size, after=after) if self.is_wide else ""
        return Part(names or documents.search(kind, login, query, size=size, after=after), take, is_search=True, instead=instead)

    def _detail(self, ids: Sequence[str], *, has_commits: bool) -> Part:
        def take(answer: object) -> None:
            self._threads_of(answer if isinstance(answer, list) else ())

        async def instead() -> None:
            for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
                await self.asking.all([self._detail(half, has_commits=has_commits)])

        return Part(documents.details(ids, has_commits=has_commits), take, is_search=True, instead=instead if len(ids) > 1 else None)

    def point(self, events: Sequence[Json], window: Window) -> None:
        """Take what feeds point to, newest events first, and open what was not found yet."""
        logins = {one.login.casefold() for one in self.people}
        known = {*self._pointers.pushes, *self._pointers.threads}
        feed.pointed(self._pointers, events, window, lambda login: not logins or login.casefold() in logins)
        self.found.releases = self._pointers.releases
        self._unread |= {*self._pointers.pushes, *self._pointers.threads} - known

    def _pointed(self) -> list[Part]:
        """Make the parts that ask for what feeds point to and nothing else has brought."""
        unread, self._unread = self._unread, set()
        pushes = [push for key, push in self._pointers.pushes.items() if key in unread]
        threads = {key: login for key, login in self._pointers.threads.items() if key in unread}
        held = feed.heads(self.found.threads.values())
        return [*(self._push(push) for push in pushes if not self._is_listed(push, held)), *self._threads(threads)]

    def _threads(self, pointed: Mapping[tuple[str, int], str]) -> list[Part]:
        told = [node for node in self.found.threads.values() if "timelineItems" in node]
        known = {(text(node, "repository", "nameWithOwner"), number(node, "number")) for node in told}
        return [
            Part(documents.thread(name, place, login), lambda answer: self._thread(part(answer, "issueOrPullRequest")), is_search=True)
            for (name, place), login in pointed.items()
            if (name, place) not in known
        ]

    def _push(self, push: Push) -> Part:
        one = self._person(push.login)
        take = partial(self._pushed, push)
        instead = partial(rest.branch, self.asking.client, self.found, push.repository, head=push.head, one=one, values=self.asking.values)
        ask = documents.pushed(push.repository, push.head, one.node if one else "", one.emails if one else (), branch=push.branch)
        return Part(ask, take, instead=instead)

    def _is_listed(self, push: Push, held: Container[tuple[str, str, str]]) -> bool:
        """Say whether a push's commits came with a default branch or with a request that holds its head."""
        one = self._person(push.login)
        if one is not None and one.emails:
            return False  # nobody but these addresses leads to some of them
        return self._defaults.get(push.repository) == push.branch or (push.repository, push.branch, push.head) in held

    def _person(self, login: str) -> Sought | None:
        return next((one for one in self.people if one.login.casefold() == login.casefold()), None)

    def _contributed(self, one: Sought, span: Span, most: int, window: Window, answer: object) -> None:
        collection = part(answer, "contributionsCollection")
        listed, total = rows(collection, "commitContributionsByRepository"), number(collection, "totalRepositoriesWithContributedCommits")
        if not part(answer) and one.node and not self.asking.client.trouble:
            self._say(messages.nobody(self._host, [one.login]))
        if total > len(listed) and most < _REPOSITORIES:
            self._open.append(self.contributions(one, span, min(total, _REPOSITORIES), window))
            return
        if total > len(listed):
            self._say(messages.too_many_repositories(self._host, len(listed), total - len(listed)))
        for row in listed:
            self._branch(part(row, "repository"), one)

    def _everybody(self, asked: str, repository: object) -> None:
        """Take everybody's commits; who asks for an older name is told the newer one, for nothing else is found under it."""
        name = named(part(repository))
        if name and name.casefold() != asked.casefold():
            self._say(messages.renamed(self._host, asked, name))
        self._branch(repository, None)

    def _branch(self, repository: object, one: Sought | None) -> None:
        """Take the commits of a default branch, and open its next page."""
        name, branch = text(repository, "nameWithOwner"), text(repository, "defaultBranchRef", "name")
        self._defaults[name] = branch
        for alias, node, emails in (("history", one.node if one else "", ()), ("mine", "", one.emails if one else ())):
            history = part(repository, "defaultBranchRef", "target", alias)
            for commit in rows(history, "nodes"):
                self.found.add_commit(commit, part(repository), branch=branch, is_merged=True)
            if flag(history, "pageInfo", "hasNextPage"):
                ask = documents.more_history(name, node, emails, text(history, "pageInfo", "endCursor"))
                self._open.append(Part(ask, lambda answer: self._branch(answer, one)))

    def _pushed(self, push: Push, answer: object) -> None:
        """Take the commits below a push; a fork's default branch is merged nowhere else."""
        is_merged = text(answer, "defaultBranchRef", "name") == push.branch and not flag(answer, "isFork")
        for node in rows(answer, "ref", "associatedPullRequests", "nodes"):
            self.found.add_thread(node)
        for alias in ("history", "mine"):
            history = part(answer, "object", alias)
            for commit in rows(history, "nodes"):
                self.found.add_commit(commit, part(answer), branch=push.branch, is_merged=is_merged)
            if alias == "history" and flag(history, "pageInfo", "hasNextPage"):
                one, after = self._person(push.login), text(history, "pageInfo", "endCursor")
                ask = documents.pushed(push.repository, push.head, one.node if one else "", (), after=after)
                self._open.append(Part(ask, partial(self._pushed, push)))

    def _searched(self, kind: str, login: str, query: str, before: int, answer: object) -> None:
        seen = before + len(rows(answer, "nodes"))
        if self.is_wide:
            self._listed.add(rows(answer, "nodes"), has_commits=kind in _WITH_COMMITS)
        else:
            self._threads_of(rows(answer, "nodes"))
        total, after = number(answer, "issueCount"), text(answer, "pageInfo", "endCursor")
        if total > _RESULTS:
            self._say(messages.too_many_results(self._host, _RESULTS, total))
        if flag(answer, "pageInfo", "hasNextPage") and after:
            size = min(max(total - seen, 1), _PAGE)  # as many as there are: each is paid for
            self._open.append(self.search(kind, login, query, size=size, after=after, before=seen))

    def _threads_of(self, nodes: Iterable[Json]) -> None:
        for node in nodes:
            self._thread(node)

    def _thread(self, node: Json) -> None:
        """Take a request or issue with its commits; one with more commits than came is listed as a branch."""
        if not text(node, "url") or not text(node, "repository", "nameWithOwner"):
            return
        self.found.add_thread(node)
        self._timeline(node, part(node, "timelineItems"))
        repository, branch = part(node, "repository"), text(node, "headRefName")
        commits = [part(one, "commit") for one in rows(node, "commits", "nodes")]
        for commit in commits:
            self.found.add_commit(commit, repository, branch=branch, is_merged=False)
        head, login = text(node, "headRefOid"), text(node, "author", "login")
        if number(node, "commits", "totalCount") > len(commits) and head:
            self._open.append(self._push(Push(login, text(repository, "nameWithOwner"), branch, head)))

    def _timeline(self, node: Json, page: Json) -> None:
        """Open the next page of what happened to a thread."""
        after = text(page, "pageInfo", "endCursor")
        if not flag(page, "pageInfo", "hasNextPage") or not after:
            return
        name, is_request = text(node, "repository", "nameWithOwner"), text(node, "__typename") == "PullRequest"

        def take(answer: object) -> None:
            more = part(answer, "issueOrPullRequest", "timelineItems")
            self.found.add_entries(text(node, "url"), rows(more, "nodes"))
            self._timeline(node, more)

        self._open.append(Part(documents.more_of_thread(name, number(node, "number"), after, is_request=is_request), take, is_search=True))

    def _remarks(self) -> list[Part]:
        told = (review for node in self.found.threads.values() for review in rows(node, "reviews", "nodes"))
        wanted = (review for review in told if not self.people or self._person(text(review, "author", "login")))
        return self._remarked.new({text(review, "id"): review for review in wanted})

    @property
    def _host(self) -> str:
        return self.asking.client.account.host

    def _say(self, sentence: str) -> None:
        self.asking.client.gaps[sentence] = None
