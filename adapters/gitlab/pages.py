"""Pages of a list, and where the next one is.

https://docs.gitlab.com/api/rest/#pagination: Link headers first, then X-Next-Page; where a proxy dropped both, a full page has a next one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from adapters.gitlab.calls import Parameters
from core.reading.fields import Json, text

SIZE = 100
HEADERS = ("link", "x-next-page", "x-total-pages")
_NEXT = re.compile(r'<([^<>]*)>;\s*rel="?next"?')


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, how to ask for the next page of its list, and how many there are where the host counts them."""

    value: object
    following: Parameters | None = None
    total: int = 0


def page(value: object, headers: Json, parameters: Parameters) -> Page:
    """Read an answer to a call with these parameters."""
    total = text(headers, "x-total-pages")
    size = len(value) if isinstance(value, list) else 0
    return Page(value, _following(headers, parameters, size), int(total) if total.isdigit() and len(total) < 6 else 0)  # noqa: PLR2004


def _following(headers: Json, parameters: Parameters, size: int) -> Parameters | None:
    """Return the next page's parameters: of a link only the query is taken, so that no link leads elsewhere."""
    if "link" in headers:
        link = _NEXT.search(text(headers, "link"))
        query: Mapping[str, list[str]] = parse_qs(urlsplit(link[1]).query) if link else {}
        return {name: values if name.endswith("[]") else values[0] for name, values in query.items()} or None
    if "x-next-page" in headers:
        following = text(headers, "x-next-page")
        return {**parameters, "page": following} if following.isdigit() else None
    current = parameters.get("page", "1")
    is_full = size >= SIZE and isinstance(current, str) and current.isdigit()
    return {**parameters, "page": str(int(str(current)) + 1)} if is_full else None
