"""What GraphQL objects are made of: times, and lists that page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from graphql import GraphQLError

Object = Mapping[str, Any]
SITE = "https://github.example"


def stamp(at: datetime | None) -> str | None:
    """Write a time as the service does."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def connection(things: Sequence[Any], show: Callable[[Any], Any], *, most: int | None = None) -> Callable[..., Object]:
    """Return a field that pages: its cursors are places in the list."""

    def page(_info: object, *, first: int | None = None, last: int | None = None, after: str | None = None, **_: object) -> Object:
        size = first if first is not None else last
        if size is None or not 0 <= size <= 100:
            raise GraphQLError("`first` or `last` from 1 to 100 is needed", extensions={"code": "EXCESSIVE_PAGINATION"})
        seen = list(things)[:most]
        start = int(after or 0) if first is not None else max(len(seen) - size, 0)
        shown = seen[start : start + size]
        info = {"hasNextPage": start + len(shown) < len(seen), "endCursor": str(start + len(shown)), "hasPreviousPage": start > 0}
        return {"nodes": [show(one) for one in shown], "pageInfo": info, "totalCount": len(things), "issueCount": len(things)}

    return page
