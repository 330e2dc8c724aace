"""Where commits, references and tags lead at the hosts that are known."""

import pytest

from adapters.git.hosts import Remote, chosen, remote

HASH = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("url", "path", "web"),
    [
        ("https://github.com/acme/web.git", "acme/web", "https://github.com/acme/web"),
        ("https://user:secret@github.com/acme/web", "acme/web", "https://github.com/acme/web"),
        ("git@github.com:acme/web.git", "acme/web", "https://github.com/acme/web"),
        ("ssh://git@github.com:22/acme/web/", "acme/web", "https://github.com/acme/web"),
        ("git://GitHub.com/acme/web", "acme/web", "https://github.com/acme/web"),
        ("https://github.acme.example/team/web", "team/web", "https://github.acme.example/team/web"),
        ("git@gitlab.com:acme/team/web.git", "acme/team/web", "https://gitlab.com/acme/team/web"),
        ("https://gitlab.acme.example/team/web.git", "team/web", "https://gitlab.acme.example/team/web"),
        ("git@bitbucket.org:acme/web.git", "acme/web", "https://bitbucket.org/acme/web"),
        ("https://codeberg.org/acme/web", "acme/web", "https://codeberg.org/acme/web"),
        ("https://acme@dev.azure.com/acme/Big%20Plan/_git/web", "acme/Big Plan/web", "https://dev.azure.com/acme/Big%20Plan/_git/web"),
        ("git@ssh.dev.azure.com:v3/acme/plan/web", "acme/plan/web", "https://dev.azure.com/acme/plan/_git/web"),
        ("https://acme.visualstudio.com/DefaultCollection/plan/_git/web", "acme/plan/web", "https://dev.azure.com/acme/plan/_git/web"),
        ("https://acme.visualstudio.com/_git/web", "acme/web/web", "https://dev.azure.com/acme/web/_git/web"),
        ("https://dev.azure.com/acme", "acme", ""),
        ("https://host.example/acme/web", "acme/web", ""),
        ("https://notgithub.com/acme/web", "acme/web", ""),
        ("/srv/git/web.git", "", ""),
        ("../web", "", ""),
        ("file:///srv/git/web.git", "", ""),
        ("C:/git/web", "", ""),
        ("", "", ""),
    ],
)
def test_remote_is_known_by_its_path_and_its_page(url: str, path: str, web: str) -> None:
    found = remote(url)

    assert (found.path, found.web) == (path, web)


@pytest.mark.parametrize(
    ("url", "commit", "issue", "change", "tag"),
    [
        ("https://github.com/a/w", f"/commit/{HASH}", "/issues/12", "", "/releases/tag/v1/x"),
        ("https://gitlab.com/a/w", f"/-/commit/{HASH}", "/-/issues/12", "/-/merge_requests/12", "/-/tags/v1/x"),
        ("https://bitbucket.org/a/w", f"/commits/{HASH}", "/pull-requests/12", "", "/src/v1/x"),
        ("https://codeberg.org/a/w", f"/commit/{HASH}", "/issues/12", "/pulls/12", "/releases/tag/v1/x"),
        ("https://dev.azure.com/o/a/_git/w", f"/commit/{HASH}", "", "/pullrequest/12", "?version=GTv1/x"),
    ],
)
def test_each_host_has_its_own_addresses(url: str, commit: str, issue: str, change: str, tag: str) -> None:
    found = remote(url)

    assert found.commit(HASH) == url + commit
    assert found.reference("#12") == (issue and url + issue)
    assert found.reference("!12") == (change and url + change)
    assert found.tag("v1/x") == url + tag


def test_reference_to_another_repository_leads_there() -> None:
    assert remote("git@github.com:acme/web.git").reference("acme/api#7") == "https://github.com/acme/api/issues/7"
    assert remote("git@gitlab.com:acme/web.git").reference("acme/team/api!7") == "https://gitlab.com/acme/team/api/-/merge_requests/7"
    assert remote("https://dev.azure.com/o/a/_git/w").reference("o/b#7") == ""


def test_ticket_and_unknown_host_have_no_address() -> None:
    assert remote("https://github.com/acme/web").reference("ABC-12") == ""
    assert (Remote().commit(HASH), Remote().reference("#1"), Remote().tag("v1")) == ("", "", "")


def test_origin_is_chosen_before_upstream_before_the_first() -> None:
    assert chosen({"fork": "f", "upstream": "u", "origin": "o"}) == "origin"
    assert chosen({"fork": "f", "upstream": "u"}) == "upstream"
    assert chosen({"fork": "f", "mine": "m"}) == "fork"
    assert chosen({}) == ""
