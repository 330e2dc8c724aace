"""Pages, as https://docs.gitlab.com/api/rest/#pagination tells them: by number with totals, and by the last id where that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web
from multidict import MultiDict

from tests.servers.gitlab.rows import Row

MOST_COUNTED = 10_000  # beyond it the service does not count


@dataclass(frozen=True, slots=True)
class Cut:
    """One page and its headers."""

    rows: list[Row]
    headers: dict[str, str]


def cut(request: web.Request, url: str, found: Sequence[Row], *, has_totals: bool = True) -> Cut:
    """Return the page that was asked for."""
    size = min(int(request.query.get("per_page", "20")), 100)
    if request.query.get("pagination") == "keyset":
        return _after(request, url, found, size)
    page = int(request.query.get("page", "1"))
    last = max(-(-len(found) // size), 1)
    links = {"prev": page - 1 if page > 1 else 0, "next": page + 1 if page < last else 0, "first": 1, "last": last}
    is_counted = has_totals and len(found) <= MOST_COUNTED
    if not is_counted:
        del links["last"]
    headers = {
        "Link": ", ".join(f'<{_address(request, url, page=str(to))}>; rel="{name}"' for name, to in links.items() if to),
        "X-Page": str(page),
        "X-Per-Page": str(size),
        "X-Next-Page": str(links["next"] or ""),
        "X-Prev-Page": str(links["prev"] or ""),
    }
    if is_counted:
        headers |= {"X-Total": str(len(found)), "X-Total-Pages": str(last)}
    return Cut(list(found[(page - 1) * size : page * size]), headers)


def _after(request: web.Request, url: str, found: Sequence[Row], size: int) -> Cut:
    assert request.query["order_by"] == "id", "keyset pages of projects go by id alone"
    assert request.query["sort"] == "asc"
    after = int(request.query.get("id_after", "0"))
    ordered = sorted((row for row in found if _id(row) > after), key=_id)
    page = ordered[:size]
    headers = {"X-Per-Page": str(size)}
    if len(ordered) > size:
        headers["Link"] = f'<{_address(request, url, id_after=str(_id(page[-1])))}>; rel="next"'
    return Cut(page, headers)


def _id(row: Row) -> int:
    number = row["id"]
    assert isinstance(number, int)
    return number


def _address(request: web.Request, url: str, **changed: str) -> str:
    query = MultiDict(request.query)
    for name, value in changed.items():
        query[name] = value
    return f"{url}{request.rel_url.raw_path}?{urlencode(list(query.items()))}"
