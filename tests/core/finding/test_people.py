"""Names and addresses join to people, and nobody is joined by what many share."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.finding.people import author_key, joined
from core.model import Identity
from core.reading.addresses import is_personal, login


def names(*identities: Identity) -> list[set[str]]:
    """Return the addresses of each person that the identities are joined into."""
    return [{identity.email for identity in person.identities} for person in joined(Counter(identities))]


def test_one_address_in_any_case_is_one_person() -> None:
    assert names(Identity("Ana", "ana@example.org"), Identity("Ana Lima", "ANA@Example.org")) == [{"ana@example.org", "ANA@Example.org"}]


def test_a_full_name_joins_addresses_and_a_single_word_does_not() -> None:
    assert names(Identity("Ana Lima", "a@one.org"), Identity("ana  lima", "a@two.org")) == [{"a@one.org", "a@two.org"}]
    assert len(names(Identity("dev", "a@one.org"), Identity("dev", "b@two.org"))) == 2


def test_names_and_addresses_join_through_one_another() -> None:
    first, second, third = Identity("Ana Lima", "a@one.org"), Identity("Ana Lima", "a@two.org"), Identity("al", "a@two.org")
    assert names(third, first, second) == [{"a@one.org", "a@two.org"}]


@pytest.mark.parametrize("address", ["noreply@github.com", "root@localhost", "", "user@example.com", "nobody", "you@(none)"])
def test_a_shared_address_joins_nobody(address: str) -> None:
    assert len(joined(Counter([Identity("Ana Lima", address), Identity("Bob Berg", address)]))) == 2


def test_a_stand_in_address_is_personal_and_carries_its_login() -> None:
    address = "123+ana@users.noreply.github.com"
    assert is_personal(address)
    assert login(address) == "github:ana"
    assert login("12-ana.silva@users.noreply.gitlab.com") == "gitlab:ana.silva"
    assert login("ana@users.noreply.gitlab.com") == login("12-ana@users.noreply.github.com.evil.org") == ""
    assert login("ana@example.org") == ""
    people = joined(Counter([Identity("al", address), Identity("Ana Lima", "a@one.org", login="github:Ana")]))
    assert [person.name for person in people] == ["Ana Lima"]


def test_a_generic_name_is_no_chain_between_people() -> None:
    everybody = [Identity("Your Name", f"dev{number}@example.org") for number in range(20)]
    assert len(names(*everybody)) == 20


def test_an_address_under_many_names_is_no_chain_between_people() -> None:
    pair = [Identity(f"Person {number}", "pair@example.org") for number in range(6)]
    assert len(joined(Counter(pair))) == 6


def test_a_person_is_called_by_the_full_name_used_most() -> None:
    counts = {Identity("ana", "a@one.org"): 90, Identity("Ana Lima", "a@one.org"): 5, Identity("Ana B. Lima", "a@one.org"): 2}
    assert [person.name for person in joined(counts)] == ["Ana Lima"]


@pytest.mark.fault("F067")
def test_somebody_without_a_name_is_called_by_the_address() -> None:
    assert [person.name for person in joined({Identity("", "ghost@example.org"): 1})] == ["ghost@example.org"]


def test_an_author_is_told_by_a_full_name_else_an_address() -> None:
    assert author_key(Identity("Ana Lima", "a@one.org")) == author_key(Identity("ANA LIMA", "a@two.org"))
    assert author_key(Identity("dev", "A@one.org")) == "a@one.org"
    assert author_key(Identity("root", "root@localhost")) == "root"


@given(st.lists(st.builds(Identity, st.sampled_from(["Ana Lima", "al", "Bob Berg", ""]), st.sampled_from(["a@b.org", "c@d.org", ""]))))
def test_everybody_is_in_exactly_one_person_in_any_order(identities: list[Identity]) -> None:
    people = joined(Counter(identities))
    assert sorted(map(repr, set(identities))) == sorted(repr(identity) for person in people for identity in person.identities)
    assert joined(Counter(reversed(identities))) == people
