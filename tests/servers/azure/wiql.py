"""The part of the work item query language that Recap speaks, taken word by word: whatever else is asked is refused."""

import re
from datetime import datetime

from tests.servers.azure.nouns import Item, User

_QUERY = re.compile(
    r"SELECT \[System\.Id\] FROM WorkItems WHERE \[System\.ChangedDate\] >= '(?P<since>[^']+)'"
    r" AND \[System\.CreatedDate\] < '(?P<until>[^']+)'"
    r"(?: AND \((?P<by>.+)\))? ORDER BY \[System\.ChangedDate\] DESC"
)
_EVER = re.compile(r"EVER \[System\.ChangedBy\] = (?:(?P<me>@Me)|'(?P<name>(?:[^']|'')+)')")


def run(query: str, items: list[Item], viewer: User) -> list[Item] | None:
    """Return what a query finds, the latest changed first; nothing where it is no such query."""
    asked = _QUERY.fullmatch(query)
    if asked is None:
        return None
    names: list[str] | None = None
    if asked["by"]:
        clauses = [_EVER.fullmatch(clause) for clause in asked["by"].split(" OR ")]
        if None in clauses:
            return None
        names = [viewer.login if one["me"] else one["name"].replace("''", "'") for one in clauses if one]
    since, until = (datetime.fromisoformat(asked[name]) for name in ("since", "until"))
    found = [one for one in items if _changed(one) >= since and one.created[1] < until and (names is None or _is_by(one, names))]
    return sorted(found, key=_changed, reverse=True)


def _changed(item: Item) -> datetime:
    return max(at for _, at in item.changes)


def _is_by(item: Item, names: list[str]) -> bool:
    wanted = {name.casefold() for name in names}
    return any(wanted & {who.login.casefold(), who.name.casefold()} for who, _ in item.changes)
