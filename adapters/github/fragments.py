"""What is asked of a commit, a repository, a request and an issue, as GraphQL fragments."""

import re
from typing import Final

_SHARED: Final = """
    __typename number title url createdAt closedAt
    author { login __typename }
    repository { ...R }
    labels(first: 10) { nodes { name } }
"""
_TIMELINE: Final = """
    timelineItems(first: 40, since: $from, itemTypes: [%s]%s) { pageInfo { hasNextPage endCursor } nodes {
        __typename
        ... on IssueComment { author { login __typename } createdAt url }
        ... on ClosedEvent { actor { login __typename } createdAt closer { ... on PullRequest { author { login __typename } } } }
        %s
    } }
"""
_TURNS: Final = """
    ... on ConvertToDraftEvent { actor { login __typename } createdAt }
    ... on ReadyForReviewEvent { actor { login __typename } createdAt }
"""
_STANDING: Final = "reviewDecision mergeable statusCheckRollup { state }"
_REQUEST_TURNS: Final = "ISSUE_COMMENT, CLOSED_EVENT, CONVERT_TO_DRAFT_EVENT, READY_FOR_REVIEW_EVENT"
_OF_ISSUES: Final = _TIMELINE % ("ISSUE_COMMENT, CLOSED_EVENT", "", "")
_OF_REQUESTS: Final = _TIMELINE % (_REQUEST_TURNS, "", _TURNS)

_FRAGMENTS: Final = {
    "C": """fragment C on Commit {
        oid url message authoredDate committedDate additions deletions
        author { name email user { login databaseId } }
    }""",
    "R": "fragment R on Repository { nameWithOwner url visibility isPrivate isFork }",
    "I": f"fragment I on Issue {{ {_SHARED} {_OF_ISSUES} }}",
    "P": f"""fragment P on PullRequest {{
        {_SHARED} isDraft headRefName mergedAt mergedBy {{ login __typename }} mergeCommit {{ oid }} {_OF_REQUESTS}
    }}""",
    "A": f"""fragment A on PullRequest {{
        ...P headRefOid {_STANDING}
        closingIssuesReferences(first: 5) {{ nodes {{ number repository {{ nameWithOwner }} }} }}
        commits(last: 60) {{ totalCount nodes {{ commit {{ ...C }} }} }}
    }}""",
    "H": f"""fragment H on PullRequest {{
        {_SHARED} isDraft headRefName {_STANDING} held: commits(last: 60) {{ nodes {{ commit {{ oid }} }} }}
    }}""",
}


def used(body: str) -> str:
    """Return the fragments that a text uses, and those that they use."""
    found: dict[str, str] = {}
    waiting = [body]
    while waiting:
        for name in re.findall(r"\.\.\.([A-Z])\b", waiting.pop()):
            if name not in found:
                found[name] = " ".join(_FRAGMENTS[name].split())
                waiting.append(found[name])
    return "\n".join(found[name] for name in sorted(found))


def later(after: str, *, is_request: bool) -> str:
    """Return what asks for the next page of a thread's timeline; `after` is a GraphQL string."""
    kinds, turns = (_REQUEST_TURNS, _TURNS) if is_request else ("ISSUE_COMMENT, CLOSED_EVENT", "")
    kind = "PullRequest" if is_request else "Issue"
    return f"... on {kind} {{ url {' '.join((_TIMELINE % (kinds, f', after: {after}', turns)).split())} }}"
