"""Which of the people who were seen somebody means."""

from collections import Counter

import pytest

from core.finding.asked import asked_people, matcher
from core.model import Identity, Who, WhoKind
from tests.facts import ANA, BOB

WORK = Identity("Ana Lima", "ana@work.example")
FIVE, FIFTY = Identity("Person 5", "person5@example.org"), Identity("Person 50", "person50@example.org")


def asked(text: str) -> Who:
    return Who(WhoKind.PERSON, text)


@pytest.mark.parametrize(
    ("text", "identity", "meant"),
    [
        ("person  5", FIVE, True),
        ("Person 5", FIFTY, False),
        ("Person", FIVE, False),
        ("PERSON5@example.org", FIVE, True),
        ("person5@example", FIVE, False),
        ("@person5", FIVE, True),
        ("@ana", Identity("ana", "other@example.org"), True),
        ("@lima", Identity("Ana Lima", "x@example.org"), False),
        ("@ana", Identity("x", "y@example.org", login="gitlab:Ana"), True),
        ("github:ana", Identity("x", "12+Ana@users.noreply.github.com"), True),
        ("gitlab:ana", Identity("x", "12+ana@users.noreply.github.com"), False),
        ("azure:ana@acme.dev", Identity("x", "y@example.org", login="azure:Ana@acme.dev"), True),
        ("azure:ana@acme.dev", Identity("x", "ana@acme.dev"), False),
        ("Subject: matter", Identity("subject: matter", "x@example.org"), True),
    ],
)
def test_a_word_means_a_whole_name_an_address_or_a_login(text: str, identity: Identity, *, meant: bool) -> None:
    assert matcher(text)(identity) is meant


def test_an_asked_person_has_all_identities_that_were_joined() -> None:
    (person,) = asked_people([asked("ana@work.example")], [], Counter([ANA, WORK, BOB]))
    assert person.name == "Ana Lima"
    assert set(person.identities) == {ANA, WORK}


def test_several_names_of_the_asker_are_one_person() -> None:
    me = [Identity("Person 5", ""), Identity("", "bob@example.org")]
    (person,) = asked_people([Who(WhoKind.ME)], me, Counter([FIVE, FIFTY, BOB, ANA]))
    assert person.name == "Person 5"
    assert set(person.identities) == {FIVE, BOB}


def test_several_asked_people_are_several_persons_and_none_twice() -> None:
    people = asked_people([asked("Bob Berg"), asked("@ana"), asked("bob@example.org")], [], Counter([ANA, BOB]))
    assert [person.name for person in people] == ["Bob Berg", "Ana Lima"]


def test_the_asker_s_one_word_name_does_not_mean_everybody_of_that_name() -> None:
    me = Identity("dev", "dev@one.example")
    (person,) = asked_people([Who(WhoKind.ME)], [me], Counter([me, Identity("dev", "dev@two.example")]))
    assert person.identities == (me,)
    (person,) = asked_people([Who(WhoKind.ME)], [Identity("dev")], Counter([me]))
    assert person.identities == (me,)


def test_somebody_who_was_not_seen_is_named_as_asked() -> None:
    zoe = Identity("Zoe", "zoe@example.org")
    assert [(person.name, person.identities) for person in asked_people([asked("Zoe")], [], Counter([ANA]))] == [("Zoe", ())]
    assert [(person.name, person.identities) for person in asked_people([Who(WhoKind.ME)], [zoe], Counter([ANA]))] == [("Zoe", (zoe,))]
    by_address = [Identity("", "bob@example.org")]
    assert asked_people([Who(WhoKind.ME)], by_address, Counter([BOB]))[0].name == "Bob Berg"
    assert asked_people([Who(WhoKind.ME)], by_address, Counter([ANA]))[0].name == "bob@example.org"
    nameless = Identity("", "", login="github:zoe")
    assert asked_people([Who(WhoKind.ME)], [nameless], Counter([ANA]))[0].name == "github:zoe"
