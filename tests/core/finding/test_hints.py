"""Asked people as a host can look for them."""

from core.finding.asked import hints
from core.model import Identity, Who, WhoKind
from tests.facts import ANA


def test_hints_are_the_asker_s_own_names_and_what_others_were_called() -> None:
    asked = [Who(WhoKind.ME), Who(WhoKind.PERSON, "gitlab:bob"), Who(WhoKind.PERSON, "bob@example.org"), Who(WhoKind.PERSON, "Bob Berg")]

    assert hints(asked, [ANA]) == (ANA, Identity("", login="gitlab:bob"), Identity("", "bob@example.org"), Identity("Bob Berg"))


def test_a_login_that_is_an_address_is_a_login() -> None:
    assert hints([Who(WhoKind.PERSON, "azure:bob@acme.dev")], []) == (Identity("", login="azure:bob@acme.dev"),)


def test_a_bare_login_is_looked_for_at_every_kind_of_host() -> None:
    assert [identity.login for identity in hints([Who(WhoKind.PERSON, "@bob")], [])] == ["github:bob", "gitlab:bob", "azure:bob"]
