"""Tickets lead to their tracker, and to nowhere else."""

from dataclasses import replace

from core.finding.tickets import tracked
from core.model import Link
from tests.facts import commit

JIRA = "https://jira.example.org/browse/{key}"


def test_tickets_without_an_address_lead_to_the_tracker() -> None:
    (event,) = tracked([replace(commit("Add login"), mentions=(Link("ABC-12"), Link("A_B2-1234567")))], JIRA)
    assert event.mentions == (
        Link("ABC-12", "https://jira.example.org/browse/ABC-12"),
        Link("A_B2-1234567", "https://jira.example.org/browse/A_B2-1234567"),
    )


def test_what_is_no_ticket_or_leads_somewhere_stays_as_it_is() -> None:
    mentions = (
        Link("#412", "https://github.com/acme/web/issues/412"),
        Link("!7"),
        Link("acme/api#3"),
        Link("ABC-1", "https://t.example/1"),
    )
    event = replace(commit("Add login"), mentions=mentions)
    assert tracked([event, commit("Fix it")], JIRA) == (event, commit("Fix it"))


def test_only_a_whole_key_is_put_into_an_address() -> None:
    event = replace(commit("Add login"), mentions=(Link("ABC-1/../x"), Link("ABC-1\n"), Link("abc-1")))
    assert tracked([event], JIRA) == (event,)
