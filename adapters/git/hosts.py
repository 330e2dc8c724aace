"""Where a remote's commits and references can be looked at, for the hosts that are known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

_URL = re.compile(r"(?i)^(?:https?|ssh|git|git\+ssh)://(?:[^/@\s]*@)?(?P<host>[^/:@\s]+)(?::\d+)?/(?P<path>[^?#\s]+)")
_SCP = re.compile(r"^(?:[^/@:\s]+@)?(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z0-9.-]+):(?!/{2})(?P<path>[^\s?#]+)$")
_NUMBER = re.compile(r"(?:(?P<project>[\w.-]+(?:/[\w.-]+)+))?(?P<sign>[#!])(?P<number>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One kind of host: which names it goes by, and the shapes of its addresses."""

    names: re.Pattern[str]
    commit: str = "/commit/{hash}"
    issue: str = "/issues/{number}"
    change: str = ""  # "!77"; empty where the host does not write that
    tag: str = "/releases/tag/{name}"
    reaches_others: bool = True  # "acme/api#7" leads to that repository


_HOSTS = (
    Host(names=re.compile(r"(?:^|\.)github\.com$|^github\.")),
    Host(
        names=re.compile(r"^gitlab\.|(?:^|\.)gitlab\.(?:com|io)$"),
        commit="/-/commit/{hash}",
        tag="/-/tags/{name}",
        issue="/-/issues/{number}",
        change="/-/merge_requests/{number}",
    ),
    Host(names=re.compile(r"^bitbucket\.org$"), commit="/commits/{hash}", issue="/pull-requests/{number}", tag="/src/{name}"),
    Host(names=re.compile(r"^dev\.azure\.com$"), issue="", change="/pullrequest/{number}", tag="?version=GT{name}", reaches_others=False),
    Host(names=re.compile(r"^codeberg\.org$|^(?:gitea|forgejo|codeberg)\."), change="/pulls/{number}"),
)


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository's place on the network, without credentials. The empty one knows no address."""

    path: str = ""  # "acme/web", with subgroups
    web: str = ""  # "https://github.com/acme/web"; empty where the host is not known
    host: Host | None = None

    def commit(self, name: str) -> str:
        """Return where a commit is shown."""
        return self.web + self.host.commit.format(hash=name) if self.host else ""

    def tag(self, name: str) -> str:
        """Return where a tag is shown."""
        return self.web + self.host.tag.format(name=_quoted(name)) if self.host else ""

    def reference(self, ref: str) -> str:
        """Return where "#412", "!77" or "acme/api#7" leads; empty for what this host does not have."""
        found = _NUMBER.fullmatch(ref)
        if found is None or self.host is None:
            return ""
        shape = self.host.issue if found["sign"] == "#" else self.host.change
        if not shape or (found["project"] and not self.host.reaches_others):
            return ""
        web = self._beside(found["project"]) if found["project"] else self.web
        return web + shape.format(number=found["number"])

    def _beside(self, project: str) -> str:
        return self.web.removesuffix(_quoted(self.path)) + _quoted(project)


def chosen(urls: Mapping[str, str]) -> str:
    """Return the remote that a repository is known by: origin, else upstream, else the first."""
    return next((name for name in ("origin", "upstream") if name in urls), next(iter(urls), ""))


def remote(url: str) -> Remote:
    """Read a remote's address, as `git remote add` takes it; credentials and ports of ssh are dropped."""
    found = _URL.match(url) or _SCP.match(url)
    if found is None:
        return Remote()
    host, path = found["host"].lower(), _path(unquote(found["path"]))
    if host in {"ssh.dev.azure.com", "vs-ssh.visualstudio.com", "dev.azure.com"} or host.endswith(".visualstudio.com"):
        return _azure(host, path)
    shape = next((shape for shape in _HOSTS if shape.names.search(host)), None)
    return Remote(path, f"https://{host}/{_quoted(path)}" if shape else "", shape)


def _azure(host: str, path: str) -> Remote:
    """Azure DevOps: organisation/project/_git/name over https, v3/organisation/project/name over ssh."""
    parts = [part for part in path.removeprefix("v3/").split("/") if part not in {"_git", "DefaultCollection"}]
    if host.endswith(".visualstudio.com") and host != "vs-ssh.visualstudio.com":
        parts.insert(0, host.partition(".")[0])
    if len(parts) == 2:  # noqa: PLR2004  a project's repository of the same name
        parts.append(parts[1])
    if len(parts) != 3:  # noqa: PLR2004
        return Remote("/".join(parts))
    organisation, project, name = parts
    shape = next(shape for shape in _HOSTS if shape.names.search("dev.azure.com"))
    return Remote("/".join(parts), "https://dev.azure.com/" + _quoted(f"{organisation}/{project}/_git/{name}"), shape)


def _path(path: str) -> str:
    return path.strip("/").removesuffix(".git").strip("/")


def _quoted(path: str) -> str:
    return quote(path, safe="/~")
