"""What a feed of events shows: pointers, as the real one does since its payloads were trimmed."""

from tests.servers.github.nouns import Happening, Item
from tests.servers.github.paging import stamp
from tests.servers.github.resources import Object, Resources


class Happenings:
    """Shows the entries of feeds."""

    def __init__(self, shows: Resources, base: str) -> None:
        self._shows = shows
        self._base = base

    def shown(self, one: Happening) -> Object:
        """Show an entry of a feed: a push without its commits, a pull request without its title."""
        repository = one.repository
        payload = dict(one.payload)
        if one.item is not None and "PullRequest" in one.kind:
            payload["pull_request"] = self._minimal(one.item)
        elif one.item is not None:
            payload["issue"] = self._shows.issue(one.item)
        if one.remark is not None and one.item is not None:
            payload["comment"] = self._shows.remark(one.item, one.remark)
        if one.release is not None:
            payload["release"] = self._shows.release(repository, one.release)
        if one.kind == "PullRequestReviewEvent":
            payload["review"] = {}
        actor = self._shows.user(one.actor) or {}
        return {
            "id": str(one.id),
            "type": one.kind,
            "actor": {name: actor[name] for name in ("id", "login", "gravatar_id", "url", "avatar_url")},
            "repo": {"id": repository.id, "name": repository.name, "url": f"{self._base}/repos/{repository.name}"},
            "payload": payload,
            "public": repository.visibility == "public",
            "created_at": stamp(one.at),
        }

    def _minimal(self, item: Item) -> Object:
        head, base = item.head or item.repository, item.repository
        last = item.commits[-1] if item.commits else ""
        return {
            "id": base.id * 1000 + item.number,
            "number": item.number,
            "url": f"{self._base}/repos/{base.name}/pulls/{item.number}",
            "head": {"ref": item.branch, "sha": last, "repo": {"id": head.id, "url": head.name, "name": head.name.split("/")[1]}},
            "base": {"ref": base.default, "sha": "", "repo": {"id": base.id, "url": base.name, "name": base.name.split("/")[1]}},
        }
