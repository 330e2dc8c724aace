"""What a token's scopes let Recap read, what they lack, and what they allow beyond it."""

import pytest

from core.model import Provider
from core.scopes import WANTED, reach


@pytest.mark.origin("S02")
@pytest.mark.parametrize(
    ("provider", "scopes", "missing", "more", "lacks"),
    [
        (Provider.GITHUB, "repo read:org user:email", 0, (), ""),
        (Provider.GITHUB, "repo admin:org user gist delete_repo", 0, ("admin:org", "delete_repo", "gist", "user"), ""),
        (Provider.GITHUB, "public_repo", 3, (), ""),
        (Provider.GITHUB, "", 3, (), ""),
        (Provider.GITLAB, "read_api read_user", 0, (), ""),
        (Provider.GITLAB, "api", 0, ("api",), ""),
        (Provider.GITLAB, "read_user read_repository", 1, (), "read_api"),
        (Provider.AZURE, "499b84ac/vso.code 499b84ac/vso.work_write 499b84ac/vso.profile offline_access", 0, ("vso.work_write",), ""),
        (Provider.AZURE, "vso.work", 2, (), "vso.code"),
    ],
)
def test_scopes_are_read_back(provider: Provider, scopes: str, missing: int, more: tuple[str, ...], lacks: str) -> None:
    found = reach(provider, scopes.split())
    assert (len(found.missing), found.more, found.lacks) == (missing, more, lacks)
    assert len(found.reads) == len(WANTED[provider]) - missing + (provider is Provider.GITHUB)
