"""The GraphQL documents: one that looks at everything, and one that follows up what the first only pointed at.

Sizes of pages are chosen by what a query costs (Rate limits and query limits for the GraphQL API): each connection counts as often as its
parents may come, and a hundred of them are a point.

A search is for requests or for issues: one for both finds nothing with fine-grained tokens and those of applications, and REST refuses it
(GraphQL API, Queries; REST API, Search issues and pull requests).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.github.fragments import later, used

MEMBERS = 10  # whom one document asks for
KINDS = {  # each thing is in the first that tells all of it, so that none is paid for twice
    "authored": "is:pr author:{0}",
    "opened": "is:issue author:{0}",
    "reviewed": "is:pr reviewed-by:{0}",
    "commented": "is:pr commenter:{0} -reviewed-by:{0}",
    "discussed": "is:issue commenter:{0}",
    "assigned": "is:pr assignee:{0} -author:{0} -commenter:{0} -reviewed-by:{0}",
    "taken": "is:issue assignee:{0} -author:{0} -commenter:{0}",
}
IN_A_PLACE = {"everything": "is:pr", "opened": "is:issue"}  # of everybody
_REVIEWS = "reviews(%s) { nodes { id state body author { login __typename } submittedAt url } }"
_ISSUE = "... on Issue { ...I }"
_HOLDER = "associatedPullRequests(first: 1, states: [OPEN]) { nodes { ...H } }"
_VARIABLES = {"from": "DateTime", "since": "GitTimestamp", "until": "GitTimestamp"}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of each list the first look takes; what is left is followed up."""

    repositories: int = 100
    items: int = 30
    assigned: int = 15


ALONE = Sizes()
IN_A_TEAM = Sizes(repositories=5, items=60, assigned=60)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of at most a year, as GraphQL writes times."""

    start: str
    end: str


def document(asks: Sequence[str], *, has_labels: bool = True) -> str:
    """Put asks together into one query, under the names a0, a1 and so on, with the fragments and the variables that they use."""
    named = [f"a{place}: {ask}" for place, ask in enumerate(asks)]
    body = "\n".join(["rateLimit { cost remaining resetAt }", "viewer { databaseId login }", *named])
    whole = f"{{\n{body}\n}}\n" + used(body)
    return _declared(whole if has_labels else whole.replace(" labels(first: 10) { nodes { name } }", ""))


def variables_of(text: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the variables that a document declares."""
    head = text.partition("{")[0]
    return {name: value for name, value in values.items() if f"${name}:" in head}


def contributions(node: str, span: Span, most: int, emails: Sequence[str] = ()) -> str:
    """Ask for a person's commits on default branches, repository by repository."""
    return (
        f"node(id: {quoted(node)}) {{ ... on User {{ databaseId login name "
        f"contributionsCollection(from: {quoted(span.start)}, to: {quoted(span.end)}) {{ totalRepositoriesWithContributedCommits "
        f"commitContributionsByRepository(maxRepositories: {most}) {{ repository {{ ...R {_default_branch(node, emails)} }} }} }} }} }}"
    )


def repository(name: str) -> str:
    """Ask for everybody's commits on a default branch."""
    return f"{_repository(name)} {{ ...R {_default_branch('')} }}"


def readers(name: str) -> str:
    """Ask who may read a repository of this very name."""
    owner, _, own = name.partition("/")
    return f"repository(owner: {quoted(owner)}, name: {quoted(own)}, followRenames: false) {{ isPrivate visibility }}"


def more_history(name: str, node: str, emails: Sequence[str], after: str) -> str:
    """Ask for the next page of commits on a default branch."""
    return f"{_repository(name)} {{ ...R {_default_branch(node, after=after) if node or not emails else _mine_only(emails, after)} }}"


def search(kind: str, login: str, query: str, *, size: int, after: str = "") -> str:
    """Ask for one page of a search; an author's own requests come with their commits, others with that person's reviews."""
    start = f", after: {quoted(after)}" if after else ""
    return (
        f"search(type: ISSUE, first: {size}, query: {quoted(query)}{start}) "
        f"{{ issueCount pageInfo {{ hasNextPage endCursor }} nodes {{ {_shown(kind, login)} }} }}"
    )


def names(query: str, *, size: int, after: str = "") -> str:
    """Ask for one page of a search, only by which ids its results go."""
    start = f", after: {quoted(after)}" if after else ""
    return (
        f"search(type: ISSUE, first: {size}, query: {quoted(query)}{start}) "
        "{ issueCount pageInfo { hasNextPage endCursor } nodes { ... on PullRequest { id } ... on Issue { id } } }"
    )


def details(ids: Sequence[str], *, has_commits: bool) -> str:
    """Ask for requests and issues by their ids, with everybody's reviews: at the cost of one."""
    fragment = "A" if has_commits else "P"
    fields = f"... on PullRequest {{ ...{fragment} {_REVIEWS % 'last: 100'} }} ... on Issue {{ ...I }}"
    return f"nodes(ids: [{', '.join(quoted(one) for one in ids)}]) {{ {fields} }}"


def thread(name: str, number: int, login: str) -> str:
    """Ask for one request or issue."""
    return f"{_repository(name)} {{ issueOrPullRequest(number: {number}) {{ {_shown('commented', login)} {_ISSUE} }} }}"


def more_of_thread(name: str, number: int, after: str, *, is_request: bool) -> str:
    """Ask for the next page of what happened to a request or issue."""
    return f"{_repository(name)} {{ issueOrPullRequest(number: {number}) {{ {later(quoted(after), is_request=is_request)} }} }}"


def pushed(name: str, oid: str, node: str, emails: Sequence[str], *, branch: str = "", after: str = "") -> str:
    """Ask for somebody's commits that a push brought, whether its branch still stands or not, and for the open request of its branch."""
    holder = f"ref(qualifiedName: {quoted(f'refs/heads/{branch}')}) {{ name {_HOLDER} }} " if branch else ""
    more = f" mine: {_history('', emails=emails)}" if emails and node else ""
    fields = f"... on Commit {{ {_history(node, after=after)}{more} }}"
    return f"{_repository(name)} {{ ...R defaultBranchRef {{ name }} {holder}object(oid: {quoted(oid)}) {{ {fields} }} }}"


def remarks(reviews: Sequence[str]) -> str:
    """Ask for what was remarked at lines in reviews."""
    ids = ", ".join(quoted(one) for one in reviews)
    return f"nodes(ids: [{ids}]) {{ ... on PullRequestReview {{ id comments(first: 30) {{ totalCount nodes {{ createdAt url }} }} }} }}"


def user(login: str) -> str:
    """Ask who has a login."""
    return f"user(login: {quoted(login)}) {{ id databaseId login name }}"


def addressee(email: str) -> str:
    """Ask who shows an address."""
    return (
        f"search(type: USER, first: 2, query: {quoted(email + ' in:email')}) {{ nodes {{ ... on User {{ id databaseId login name }} }} }}"
    )


def without(text: str, field: str) -> str:
    """Return a document without a field, its arguments and what it selects."""
    pattern = re.compile(rf"(?<![$\w:]){re.escape(field)}\b(?!:)\s*(?:\([^()]*\))?")
    text = text[text.index("{") :]
    while found := pattern.search(text):
        text = text[: found.start()] + text[_end(text, found.end()) :]
    return _declared(text)


def quoted(text: str) -> str:
    """Write a text as a GraphQL string; nothing in it can end the string."""
    clean = "".join(character for character in text if character.isprintable())
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _declared(text: str) -> str:
    """Put the head before a query: its variables are those that it names."""
    named = [f"${name}: {kind}" for name, kind in _VARIABLES.items() if re.search(rf"\${name}\b", text)]
    head = f"({', '.join(named)})" if named else ""
    return f"query Recap{head} {text}"


def size_of(kind: str, sizes: Sizes) -> int:
    """Return how many results the first page of a search has."""
    return sizes.assigned if kind in {"assigned", "opened", "taken"} else sizes.items


def _repository(name: str) -> str:
    owner, _, own = name.partition("/")
    return f"repository(owner: {quoted(owner)}, name: {quoted(own)})"


def _default_branch(node: str, emails: Sequence[str] = (), *, after: str = "") -> str:
    more = f" mine: {_history('', emails=emails)}" if emails else ""
    return f"defaultBranchRef {{ name target {{ ... on Commit {{ {_history(node, after=after)}{more} }} }} }}"


def _mine_only(emails: Sequence[str], after: str) -> str:
    return f"defaultBranchRef {{ name target {{ ... on Commit {{ mine: {_history('', emails=emails, after=after)} }} }} }}"


def _history(node: str, *, emails: Sequence[str] = (), after: str = "") -> str:
    """Ask for commits that stand below one: of a node id, of addresses, or everybody's."""
    author = f", author: {{id: {quoted(node)}}}" if node else ""
    if emails:
        author = f", author: {{emails: [{', '.join(quoted(email) for email in emails)}]}}"
    start = f", after: {quoted(after)}" if after else ""
    return f"history(first: 50{author}, since: $since, until: $until{start}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ ...C }} }}"


def _shown(kind: str, login: str) -> str:
    reviews = _REVIEWS % (f"first: 30, author: {quoted(login)}" if login else "first: 30")
    if kind in {"opened", "discussed", "taken"}:
        return _ISSUE
    fields = {"authored": "...A", "everything": f"...A {reviews}", "assigned": "...P"}.get(kind, f"...P {reviews}")
    return f"... on PullRequest {{ {fields} }}"


def _end(text: str, start: int) -> int:
    """Return where a field's selection ends, if it has one."""
    opening = re.compile(r"\s*\{").match(text, start)
    if opening is None:
        return start
    depth, place = 1, opening.end()
    while depth and place < len(text):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
    return place
