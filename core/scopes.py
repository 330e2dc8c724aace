"""What a token's scopes let Recap read, what they do not, and what they let it do that it needs not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model import Provider


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope that Recap asks for."""

    name: str
    reads: str  # what it opens
    held_in: tuple[str, ...] = ()  # wider scopes that hold it
    is_needed: bool = False  # nothing can be read without


# https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps, https://docs.gitlab.com/integration/oauth_provider/,
# https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/oauth#available-scopes
WANTED: Mapping[Provider, Sequence[Scope]] = {
    Provider.GITHUB: (
        Scope("repo", "private repositories"),
        Scope("read:org", "your organisations and teams", ("write:org", "admin:org")),
        Scope("user:email", "your e-mail addresses", ("user",)),
    ),
    Provider.GITLAB: (Scope("read_api", "projects, merge requests and issues, private ones too", ("api",), is_needed=True),),
    Provider.AZURE: (
        Scope("vso.code", "repositories and pull requests", ("vso.code_write", "vso.code_manage", "vso.code_full"), is_needed=True),
        Scope("vso.work", "work items", ("vso.work_write", "vso.work_full")),
        Scope("vso.profile", "your profile", ("vso.profile_write",)),
    ),
}
ALWAYS: Mapping[Provider, Sequence[str]] = {Provider.GITHUB: ("public repositories",), Provider.GITLAB: (), Provider.AZURE: ()}
HARMLESS = frozenset(
    ("read:user", "public_repo", "read_user", "read_repository", "openid", "profile", "email", "offline_access", "vso.project")
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a token lets Recap do."""

    reads: tuple[str, ...]
    missing: tuple[str, ...]  # with the scope that would
    more: tuple[str, ...]  # scopes beyond what is needed
    lacks: str = ""  # a scope without which nothing can be read


def reach(provider: Provider, scopes: Sequence[str]) -> Reach:
    """Read scopes as the host names them; those of Microsoft Entra may stand behind their resource's address."""
    has = {scope.rpartition("/")[2] for scope in scopes}
    wanted = WANTED[provider]
    held = [scope for scope in wanted if has & {scope.name, *scope.held_in}]
    known = {scope.name for scope in wanted}
    return Reach(
        reads=(*ALWAYS[provider], *(scope.reads for scope in held)),
        missing=tuple(f"{scope.reads} ({scope.name})" for scope in wanted if scope not in held),
        more=tuple(sorted(has - known - HARMLESS)),
        lacks=next((scope.name for scope in wanted if scope.is_needed and scope not in held), ""),
    )
