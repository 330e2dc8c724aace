"""Repositories of one name at several hosts, or under a strange one, are told apart too."""

from dataclasses import replace

from core.finding.fold import fold
from core.model import Length
from core.telling.pages import text
from tests.core.telling.several import answered, review, shown, week, work


def test_repositories_of_one_name_at_two_hosts_have_the_host_before_it() -> None:
    events = [
        work("Add login (#1)"),
        work("Add logout (#3)", hours=1),
        work("Add export (#1)", host="git.acme.dev", hours=2),
        replace(work("Add import (#4)", hours=3), host=""),  # on a disk: where its address leads
        work("Fix acme/web#1 in the menu", "acme/app", host="git.acme.dev", hours=4),
    ]
    recap = answered(events, length=Length.LONG)

    assert shown(recap) == {
        ("#1", "https://gitlab.com/acme/web/-/issues/1"),
        ("#3", "https://gitlab.com/acme/web/-/issues/3"),
        ("#4", "https://gitlab.com/acme/web/-/issues/4"),
        ("git.acme.dev/acme/web#1", "https://git.acme.dev/acme/web/-/issues/1"),
    }
    assert len(recap.folded.items) == 4  # what names the far one is that one's work
    assert [event.repository for event in recap.events[:4]] == ["acme/web"] * 4


def test_what_is_on_a_disk_is_at_the_host_of_an_account_there() -> None:
    on_disk = replace(work("Add import (#4)"), host="", url="https://me:x@git.acme.dev/acme/web/-/commit/1")
    unknown = replace(work("Add a menu (#5)", hours=3), host="", url="")
    events = [on_disk, work("Add export (#1)", host="git.acme.dev:8443", hours=1), work("Add login (#1)", hours=2), unknown]
    names = {item.title: item.repository for item in fold(events).items}

    assert names == {
        "Add import": "git.acme.dev:8443/acme/web",
        "Add export": "git.acme.dev:8443/acme/web",
        "Add login": "gitlab.com/acme/web",
        "Add a menu": "acme/web",
    }


def test_what_a_request_closes_at_one_of_two_hosts_is_its_work_alone() -> None:
    closing = review("!8", "Add login", "acme/app", host="git.acme.dev")
    assert closing.thread
    closing = replace(closing, thread=replace(closing.thread, closes=("acme/web#1", "#9")))
    events = [closing, work("Add login (#1)", hours=1), work("Add the login (#1)", host="git.acme.dev", hours=2)]

    assert sorted(len(item.events) for item in fold(events).items) == [1, 2]


def test_a_mention_may_stand_for_repositories_at_two_hosts_in_which_nothing_was_done() -> None:
    events = [work("Fix libs/x#1 in the menu"), work("Fix libs/x#1 in the list", "acme/app", host="git.acme.dev", hours=1)]

    assert {ref for ref, _ in shown(answered(events))} == {"gitlab.com/libs/x#1", "git.acme.dev/libs/x#1"}


def test_a_repository_with_a_space_in_its_name_is_named_once() -> None:
    recap = answered([*week(), work("Revert #3", "acme/My Project/app", hours=30)], length=Length.LONG, limit=15)

    assert text(recap).count("acme/My Project/app#3") == text(recap).count("#3") == 1


def test_work_in_two_repositories_for_one_ticket_keeps_both_its_requests() -> None:
    events = [work("ABC-7 Add login (#1)"), work("ABC-7 Add sessions (#1)", "acme/api", hours=1), work("Fix it (#2)", hours=2)]
    recap = answered(events)

    (both,) = [item for item in recap.folded.items if len(item.events) == 2]
    assert [link.ref for link in both.links] == ["#1", "acme/api#1", "ABC-7"] or [link.ref for link in both.links] == [
        "acme/api#1",
        "#1",
        "ABC-7",
    ]
