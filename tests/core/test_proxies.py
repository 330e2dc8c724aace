"""Through which proxy a host is asked."""

import os

import pytest

from core.proxies import proxy_for


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [one for one in os.environ if one.lower().endswith("_proxy")]:
        monkeypatch.delenv(variable)


@pytest.mark.parametrize(
    ("named", "proxy"),
    [
        ("http://proxy.example.org:3128", "http://proxy.example.org:3128"),
        ("http://ana:secret@proxy.example.org:3128", "http://ana:secret@proxy.example.org:3128"),
        ("proxy.example.org:3128", "http://proxy.example.org:3128"),
        ("", None),
    ],
)
def test_a_proxy_is_what_the_environment_names(monkeypatch: pytest.MonkeyPatch, named: str, proxy: str | None) -> None:
    monkeypatch.setenv("HTTPS_PROXY", named)
    monkeypatch.setenv("NO_PROXY", "inside.example.org")

    assert proxy_for("https://api.github.com/user") == proxy
    assert proxy_for("https://inside.example.org/user") is None
    assert proxy_for("http://api.github.com/user") is None


def test_without_a_proxy_hosts_are_asked_directly() -> None:
    assert proxy_for("https://api.github.com") is None
