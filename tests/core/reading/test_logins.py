"""Logins of one kind at two hosts are two people, until a question means both."""

from dataclasses import replace

import pytest

from core.finding.asked import asked_people, hints
from core.finding.people import joined
from core.model import EventKind, Identity, Provider, Who, WhoKind
from core.reading.logins import login_at, placed, written
from tests.facts import ANA, BOB
from tests.threads import did, request

PUBLIC = Identity("ana", login="gitlab:ana")
OWN = Identity("Ana M.", login="gitlab:git.acme.dev/ana")
SEEN = {PUBLIC: 2, OWN: 1, Identity("Bob Berg", login="gitlab:git.acme.dev/bob"): 1}


def asked(text: str) -> list[tuple[Identity, ...]]:
    return [person.identities for person in asked_people([Who(WhoKind.PERSON, text)], [], SEEN)]


def test_equal_logins_at_two_hosts_are_two_people() -> None:
    assert [person.identities for person in joined({PUBLIC: 2, OWN: 1})] == [(PUBLIC,), (OWN,)]


@pytest.mark.parametrize("typed", ["gitlab:ana", "@ana"])
def test_a_typed_login_is_meant_at_each_host_of_its_kind(typed: str) -> None:
    assert [set(identities) for identities in asked(typed)] == [{PUBLIC, OWN}]
    assert all(login_at(hint, Provider.GITLAB, host) == "ana" for hint in hints([Who(WhoKind.PERSON, "gitlab:ana")], []) for host in _HOSTS)


def test_a_typed_login_may_name_its_host() -> None:
    assert asked("gitlab:git.acme.dev/ana") == [(OWN,)]
    assert asked("gitlab:git.acme.dev/eve") == asked("github:ana") == [()]
    assert login_at(Identity("", login="gitlab:git.acme.dev/ana"), Provider.GITLAB, "gitlab.com") == ""


def test_who_links_an_account_at_one_host_is_nobody_at_another() -> None:
    me = [Identity("ana", login="gitlab:ana")]
    (person,) = asked_people([Who(WhoKind.ME)], me, SEEN)
    assert person.identities == (PUBLIC,)
    assert [login_at(me[0], Provider.GITLAB, host) for host in _HOSTS] == ["ana", ""]
    assert login_at(me[0], Provider.GITHUB, "github.com") == ""


def test_an_asker_who_typed_a_login_is_meant_at_each_host() -> None:
    (person,) = asked_people([Who(WhoKind.ME)], [Identity("", login="gitlab:ana")], SEEN)
    assert set(person.identities) == {PUBLIC, OWN}


def test_all_who_are_named_by_an_event_are_placed_at_its_host() -> None:
    author = replace(ANA, login="gitlab:ana")
    event = did(EventKind.PULL_MERGED, request("!4", "Add login", author=author), actor=replace(BOB, login="gitlab:bob"))
    event = replace(event, others=(author, Identity("Eve", "eve@example.org")))

    there = placed(event, Provider.GITLAB, "Git.acme.dev")

    assert there.thread
    assert there.actor.login == "gitlab:git.acme.dev/bob"
    assert there.thread.author.login == there.others[0].login == "gitlab:git.acme.dev/ana"
    assert there.others[1].login == ""
    assert placed(event, Provider.GITLAB, "gitlab.com") == event


def test_organisations_of_one_host_have_the_same_people() -> None:
    assert written(Provider.AZURE, "dev.azure.com/acme", "ana@acme.dev") == "azure:ana@acme.dev"
    assert written(Provider.AZURE, "tfs.acme.dev/main", "ana@acme.dev") == "azure:tfs.acme.dev/ana@acme.dev"


_HOSTS = ("gitlab.com", "git.acme.dev")
