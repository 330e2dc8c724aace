"""Projects as an account sees them: where they are, and who may read which part of them."""

from dataclasses import dataclass
from urllib.parse import quote

from core.model import Visibility
from core.reading.fields import Json, flag, natural, text
from core.reading.inert import inert

_SHOWN = {"public": Visibility.PUBLIC, "internal": Visibility.INTERNAL, "private": Visibility.PRIVATE}
_CLOSED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project; its parts may be open to fewer people than the project is."""

    id: int
    path: str  # "acme/backend/api"
    web: str
    branch: str  # the default one; empty where there is no commit yet
    code: Visibility
    issues: Visibility
    requests: Visibility
    has_code: bool

    def commit(self, name: str) -> str:
        """Return where a commit is shown."""
        return f"{self.web}/-/commit/{name}"

    def tag(self, name: str) -> str:
        """Return where a tag is shown."""
        return f"{self.web}/-/tags/{quote(name, safe='')}"

    def release(self, name: str) -> str:
        """Return where a release is shown."""
        return f"{self.web}/-/releases/{quote(name, safe='')}"

    def reference(self, ref: str) -> str:
        """Return where "#12", "!77" or "acme/api!77" leads; empty for what is no reference here."""
        path, sign, count = _parted(ref)
        if not count.isdigit():
            return ""
        web = f"{self.web.removesuffix(self.path)}{path}" if path else self.web
        return f"{web}/-/{'issues' if sign == '#' else 'merge_requests'}/{count}"


def project(row: Json, url: str) -> Project | None:
    """Read a project of the host at `url`; nothing where it has no number or path."""
    path = inert(text(row, "path_with_namespace"), limit=500)
    if not natural(row, "id") or not path:
        return None
    shown = _SHOWN.get(text(row, "visibility"), Visibility.UNKNOWN)
    return Project(
        id=natural(row, "id"),
        path=path,
        web=f"{url}/{quote(path, safe='/~')}",
        branch=text(row, "default_branch"),
        code=_narrowed(shown, text(row, "repository_access_level")),
        issues=_narrowed(shown, text(row, "issues_access_level")),
        requests=_narrowed(shown, text(row, "merge_requests_access_level")),
        has_code=text(row, "repository_access_level") != _CLOSED and not flag(row, "empty_repo"),
    )


def _narrowed(shown: Visibility, access: str) -> Visibility:
    """A part that is open to members alone is private, whatever the project is."""
    return Visibility.PRIVATE if access == "private" else shown


def _parted(ref: str) -> tuple[str, str, str]:
    sign = "!" if "!" in ref else "#"
    path, _, count = ref.partition(sign)
    return path, sign, count
