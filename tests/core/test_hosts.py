"""Which hosts a person may name: the list, the spelling, the address."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import PermanentError
from core.hosts import Allowed, address_of, allowed, is_name, is_public

LIST = allowed("ghe.example.org, gitlab.corp.example=10.1.0.0/16=fd00::/8\nado.example.org")

PLAIN = """
127.0.0.1 127.1 0 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 localhost foo.localhost 127.0.0.1.
①②⑦.⓪.⓪.① ⓛocalhost 127。0。0。1 127．0．0．1 [::1] ::1 [::ffff:127.0.0.1] ::ffff:7f00:1 [64:ff9b::7f00:1] [2002:7f00:1::] 100.64.0.1
169.254.169.254 192.0.0.192 0.0.0.0 1.2.3.0x4 8.8.8.8 example..org .example.org example.org. -example.org example-.org exa_mple.org
user@ghe.example.org ghe.example.org@evil.org ana:token@ghe.example.org ghe.example.org:443 ghe.example.org:22 ghe.example.org#x
ghe.example.org?x https://ghe.example.org //ghe.example.org ghe.example.org\\evil ghe.example.org%00 ghe.example.org%2f.evil.org
xn--ghe.example.org.evil.org ghe.еxample.org ghe.example.org\u202e ghe.example.org\u3002evil.org GHE.example.org\u0130
"""
SPELLINGS = [
    *PLAIN.split(),
    "",
    " ",
    "ghe.example.org\r\nHost: evil.org",
    "ghe.example.org\nx",
    "ghe.example.org evil.org",
    "ghe.example.org\x00",
    "a" * 64 + ".org",
    ("a" * 60 + ".") * 5 + "org",
    "ghe.example.org/../admin",
    "ghe.example.org//x",
    "ghe.example.org/a/b",
    "ghe.example.org/\r\nx",
    "ghe.example.org/",
]


@pytest.mark.fault("F180")
@pytest.mark.parametrize("text", SPELLINGS)
def test_what_is_no_plain_name_on_the_list_is_refused(text: str) -> None:
    with pytest.raises(PermanentError):
        LIST.host(text)


@pytest.mark.fault("F180")
@pytest.mark.parametrize("text", [text for text in SPELLINGS if "xn--" not in text and "evil.org.evil" not in text])
def test_an_administrator_cannot_list_a_spelling_of_an_address_by_accident(text: str) -> None:
    if text.strip() and not any(mark in text for mark in ("\n", " ", "=")) and is_name(text.lower()):
        assert text == "ghe.example.org"
    elif text.strip() and not any(mark in text for mark in ("\n", " ", "\r")):
        with pytest.raises(ValueError, match="names of hosts"):
            allowed(text)


def test_a_host_on_the_list_is_taken_in_any_case_with_its_collection() -> None:
    assert LIST.host(" GHE.Example.org ") == "ghe.example.org"
    assert LIST.host("ado.example.org/Default Collection") == "ado.example.org/Default Collection"
    assert LIST.host("github.com", public="github.com") == "github.com"


def test_a_host_that_nobody_listed_is_refused_by_name() -> None:
    with pytest.raises(PermanentError, match=r"github\.com is not among"):
        LIST.host("github.com", public="gitlab.com")


@pytest.mark.parametrize(
    "text", ["ghe", "ghe.example.org=10", "ghe.example.org=10.0.0.0/99", "https://x.org", "10.0.0.1", "x.org=", "1.0x7f"]
)
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names of hosts"):
        allowed(text)


def test_a_list_that_is_none_is_refused_by_the_entry_and_not_by_its_words() -> None:
    with pytest.raises(ValueError, match="entry 2 is none") as error:
        allowed("ghe.example.org, https://ana:canary@x.org")
    assert "canary" not in str(error.value)


def test_an_empty_list_allows_nobody() -> None:
    assert allowed(" , ").networks == {}


INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.192 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::
2002:808:808:: fc00::1 fd12::1 fe80::1 fe80::1%eth0 2606:4700::1%1 fec0::1 ff02::1 5f00::1
""".split()


@pytest.mark.fault("F180")
@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert not LIST.admits("ghe.example.org", ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "140.82.121.4", "2606:50c0:8000::153"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))
    assert LIST.admits("ghe.example.org", ip_address(address))


def test_a_host_with_networks_is_in_these_alone() -> None:
    assert LIST.admits("gitlab.corp.example", ip_address("10.1.2.3"))
    assert LIST.admits("gitlab.corp.example", ip_address("fd00::3"))
    assert not LIST.admits("gitlab.corp.example", ip_address("10.2.0.1"))
    assert not LIST.admits("gitlab.corp.example", ip_address("8.8.8.8"))


def test_what_is_no_address_is_none() -> None:
    assert address_of("example.org") is None
    assert address_of("::1") == ip_address("::1")


@given(st.text(max_size=40))
def test_no_text_gets_a_host_that_is_not_on_the_list(text: str) -> None:
    try:
        host = LIST.host(text)
    except PermanentError:
        return
    assert host.partition("/")[0] in Allowed(LIST.networks).networks
