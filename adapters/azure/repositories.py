"""Repositories as an account sees them: where they are, and who may read their project."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from adapters.azure.api import Api, Paging
from core.answers import Good
from core.model import Visibility
from core.reading.fields import Json, flag, inner, number, text
from core.reading.inert import inert

HOUR = Good(seconds=3_600)
PATH = "/_apis/git/repositories"
_SHOWN = {
    "public": Visibility.PUBLIC,
    "organization": Visibility.INTERNAL,  # everybody in the organisation's Entra tenant
    "enterprise": Visibility.INTERNAL,
    "private": Visibility.PRIVATE,
}
_HEADS = "refs/heads/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project, which holds repositories and work items."""

    id: str
    name: str
    path: str  # "acme/plan"
    web: str
    visibility: Visibility

    def item(self, name: int) -> str:
        """Return where a work item is shown."""
        return f"{self.web}/_workitems/edit/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """One repository of a project."""

    id: str
    path: str  # "acme/plan/web"
    web: str
    branch: str  # the default one; empty where there is no commit yet
    project: Project
    is_open: bool  # it may be read and holds something

    @property
    def api(self) -> str:
        """Return where the API has it."""
        return f"/{quote(self.project.id)}{PATH}/{quote(self.id)}"

    def commit(self, name: str) -> str:
        """Return where a commit is shown."""
        return f"{self.web}/commit/{name}"

    def request(self, count: int) -> str:
        """Return where a pull request is shown."""
        return f"{self.web}/pullrequest/{count}"

    def tag(self, name: str) -> str:
        """Return where a tag is shown."""
        return f"{self.web}?version=GT{quote(name, safe='')}"

    def reference(self, ref: str) -> str:
        """Return where "#45", a work item, or "!12", a pull request, leads; empty for what is no reference here."""
        if not ref[1:].isdigit():
            return ""
        return self.project.item(int(ref[1:])) if ref[0] == "#" else self.request(int(ref[1:]))


async def seen_by(api: Api, *, good: Good | None = None) -> list[Repository]:
    """Return all repositories that the account may read.

    Raises:
        OutsideError: they could not be listed.
    """
    listed = await api.many(PATH, {}, "repositories", paging=Paging(top="", skip=""), good=good)
    return [found for row in listed if (found := repository(row, api.url))]


async def projects_of(api: Api) -> list[Project]:
    """Return all projects that the account may see, as they were within the last hour.

    Raises:
        OutsideError: they could not be listed.
    """
    listed = await api.many("/_apis/projects", {}, "projects", good=HOUR)
    return [found for row in listed if (found := project(row, api.url))]


def unknown(name: str, url: str) -> Project:
    """Return all that is known of a project of which only the name is."""
    shown = inert(name, limit=250)
    web = f"{url}/{quote(shown, safe='')}"
    return Project(id="", name=shown, path=f"{organisation(url)}/{shown}", web=web, visibility=Visibility.UNKNOWN)


def repository(row: Json, url: str) -> Repository | None:
    """Read a repository of the organisation at `url`; nothing where it has no number, name or project."""
    name = inert(text(row, "name"), limit=250)
    owner = project(inner(row, "project"), url)
    if not text(row, "id") or not name or owner is None:
        return None
    return Repository(
        id=text(row, "id"),
        path=f"{owner.path}/{name}",
        web=f"{owner.web}/_git/{quote(name, safe='')}",
        branch=text(row, "defaultBranch").removeprefix(_HEADS),
        project=owner,
        is_open=not flag(row, "isDisabled") and bool(text(row, "defaultBranch") or number(row, "size")),
    )


def project(row: Json, url: str) -> Project | None:
    """Read a project of the organisation at `url`; its last part is the organisation's name, or the collection's on a server."""
    name = inert(text(row, "name"), limit=250)
    if not text(row, "id") or not name:
        return None
    return Project(
        id=text(row, "id"),
        name=name,
        path=f"{organisation(url)}/{name}",
        web=f"{url}/{quote(name, safe='')}",
        visibility=_SHOWN.get(text(row, "visibility").casefold(), Visibility.UNKNOWN),
    )


def organisation(url: str) -> str:
    """Return the organisation's name from its address."""
    return inert(unquote(url.rstrip("/").rpartition("/")[2]), limit=250)


def branch_of(ref: str) -> str:
    """Return a branch's name; empty for what is no branch."""
    return ref.removeprefix(_HEADS) if ref.startswith(_HEADS) else ""
