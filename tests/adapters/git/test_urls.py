"""Which clone URLs are taken, and which are refused before git sees them."""

from pathlib import Path

import pytest

from adapters.git import urls
from adapters.git.cloned import ClonedSource
from adapters.git.opening import source
from adapters.git.source import GitSource
from core.errors import PermanentError
from tests.adapters.git.conftest import query


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


REFUSED = [
    "--upload-pack=touch /tmp/x",
    "-u",
    "--config=core.fsmonitor=evil",
    "ext::sh -c touch% /tmp/x",
    "fd::17",
    "file:///etc",
    "file://localhost/etc",
    "FILE:///etc",
    "ssh://host.example/web",
    "ssh://-oProxyCommand=evil/web",
    "git://host.example/web",
    "git@host.example:acme/web.git",
    "host.example:acme/web",
    "http://host.example/acme/web",
    "http://127.0.0.1/web",
    "ftp://host.example/web",
    "https::https://host.example/web",
    "transport::address",
    "https://user@host.example/web",
    "https://user:secret@host.example/web",
    "https://:secret@host.example/web",
    "https://host.example\\@evil.example/web",
    "https://host.example",
    "https://",
    "https:///web",
    "https://-host.example/web",
    "https://host.example:port/web",
    "https://host.example/web?service=x",
    "https://host.example/web#main",
    "https://host.example/../web",
    "https://host.example/we b",
    "https://host.example/web\n--upload-pack=evil",
    "https://host.example/web\x1b[31m",
    "https://host.example/web\x00",
    "https://①②⑦.⓪.⓪.①/web",
    "https://hоst.example/web",  # a Cyrillic letter
    "https://host.example/" + "a" * 2_000,
]


@pytest.mark.fault("F182")
@pytest.mark.parametrize("url", REFUSED)
def test_address_that_could_lead_git_astray_is_refused(url: str) -> None:
    with pytest.raises(PermanentError, match=r"is refused: .*\.$") as refused:
        urls.checked(url)

    assert "secret" not in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "url",
    ["https://github.com/acme/web", "https://gitlab.com/a/b/c.git", "https://host.example:8443/~ana/web", "https://[2001:db8::1]/web"],
)
def test_https_address_is_taken_as_it_is(url: str) -> None:
    assert urls.checked(url) == url


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/web", "http://localhost/web", "http://[::1]/web"])
def test_plain_http_is_for_this_machine_alone_and_only_where_allowed(url: str) -> None:
    assert urls.checked(url, allowed=("https", "http")) == url
    with pytest.raises(PermanentError):
        urls.checked("http://host.example/web", allowed=("https", "http"))


@pytest.mark.fault("F182")
@pytest.mark.parametrize("place", REFUSED)
async def test_refused_place_is_never_taken_for_a_folder_and_starts_nothing(place: str, tmp_path: Path) -> None:
    opened = source(place, folder=tmp_path, cache=tmp_path / "cache")

    assert isinstance(opened, ClonedSource)
    with pytest.raises(PermanentError, match="is refused"):
        [event async for event in opened.events(query())]
    assert names(tmp_path) == []
    assert "secret" not in opened.name


@pytest.mark.parametrize("place", ["", ".", "web", "../web", "/srv/web", "~/web", "C--web"])
def test_path_is_a_folder(place: str, tmp_path: Path) -> None:
    opened = source(place, folder=tmp_path, cache=tmp_path / "cache")

    assert isinstance(opened, GitSource)
    assert opened.name == (place or ".")


def test_folder_whose_name_looks_like_an_address_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "-odd").mkdir()

    assert isinstance(source("-odd", folder=tmp_path, cache=tmp_path / "cache"), GitSource)


def test_name_too_long_for_a_path_is_refused_as_an_address(tmp_path: Path) -> None:
    assert isinstance(source("-" + "a" * 5_000, folder=tmp_path, cache=tmp_path / "cache"), ClonedSource)
