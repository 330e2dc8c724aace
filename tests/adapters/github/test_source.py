"""What Ana did in a week, as GitHub shows it to her."""

from datetime import timedelta

from adapters.github.source import GitHubSource, graphql_of
from core.model import EventKind, Identity, ThreadState, Verdict, Visibility, Window
from tests.adapters.github.house import NOW, WEEK, asker, at, lines
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


async def test_a_week_holds_commits_of_all_branches_requests_reviews_comments_issues_and_releases(
    world: World, server: GitHubServer
) -> None:
    ana, bob = world.users["ana"], world.users["bob"]
    web, api = world.repositories["acme/web"], world.repositories["acme/api"]
    world.commit(web, ana, "Add login\n\nFixes #7", at(0))
    world.push(web, ana, at(0, 10.5))
    feature = world.commit(web, ana, "Add token refresh", at(1), branch="refresh")
    pull = world.pull(web, ana, "Refresh tokens", at(1, 11), branch="refresh", commits=[feature])
    world.push(web, ana, at(1, 10.5), branch="refresh")
    world.merge(pull, bob, at(1, 15))
    world.commit(web, ana, "Try the billing export", at(2), branch="billing")
    world.push(web, ana, at(2, 10.5), branch="billing")
    theirs = world.pull(api, bob, "Cache invoices", at(2, 11), branch="cache")
    world.review(theirs, ana, at(2, 13), state="CHANGES_REQUESTED", body="See below", lines=2)
    world.remark(theirs, ana, at(2, 14))
    world.review(theirs, ana, at(2, 16), state="APPROVED")
    issue = world.issue(api, ana, "Export fails", at(3))
    world.close(issue, ana, at(3, 12))
    world.release(api, ana, "v1.2.0", at(4))

    found = await asker(server, ana).asks()

    assert lines(found) == [
        "Mon 10:00 commit acme/web Add login",
        "Tue 10:00 commit acme/web Add token refresh",
        "Tue 11:00 pull_opened acme/web #1",
        "Tue 15:00 pull_merged acme/web #1",
        "Wed 10:00 commit acme/web Try the billing export",
        "Wed 12:59 review_comment acme/api #1",
        "Wed 13:00 review acme/api #1",
        "Wed 13:00 review_comment acme/api #1",
        "Wed 14:00 comment acme/api #1",
        "Wed 16:00 review acme/api #1",
        "Thu 10:00 issue_opened acme/api #2",
        "Thu 12:00 issue_closed acme/api #2",
        "Fri 10:00 release acme/api v1.2.0",
    ]
    assert {event.visibility for event in found} == {Visibility.PRIVATE, Visibility.PUBLIC}
    assert [event.verdict for event in found if event.kind is EventKind.REVIEW] == [Verdict.CHANGES_REQUESTED, Verdict.APPROVED]
    assert all(event.url.startswith("https://github.example/acme/") for event in found)
    assert sorted(call.path for call in server.calls) == ["/graphql", "/graphql", "/users/ana/events"]


async def test_a_window_goes_by_the_date_of_the_author_and_is_half_open(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Before", WEEK.start - timedelta(seconds=1), committed=at(2))
    world.commit(web, ana, "First", WEEK.start)
    world.commit(web, ana, "Rebased later", at(6, 23), committed=at(8))
    world.commit(web, ana, "After", WEEK.end)
    world.push(web, ana, at(8, 1))

    found = await asker(server, ana).asks()

    assert [event.title for event in found] == ["First", "Rebased later"]
    assert all(event.change and event.change.is_merged and event.change.branch == "main" for event in found)
    assert found[0].change
    assert (found[0].change.added, found[0].change.removed) == (3, 1)


async def test_an_impossible_date_is_the_committers_and_says_so(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "From the future", NOW + timedelta(days=400), committed=at(3))
    world.push(web, ana, at(3))

    found = await asker(server, ana).asks()

    assert [(event.title, event.at) for event in found] == [("From the future", at(3))] or not found  # contributions go by author dates
    assert all(event.doubt for event in found)


async def test_a_branch_that_was_deleted_after_its_push_is_still_told(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Try it", at(1), branch="try")
    world.push(web, ana, at(1, 11), branch="try")
    del web.heads["try"]

    assert lines(await asker(server, ana).asks()) == ["Tue 10:00 commit acme/web Try it"]


async def test_a_merge_by_a_bot_is_the_authors_and_one_by_a_colleague_is_both_their_work(world: World, server: GitHubServer) -> None:
    ana, bob, bot, web = world.users["ana"], world.users["bob"], world.users["renovate[bot]"], world.repositories["acme/web"]
    first, second = (world.pull(web, ana, title, at(0), branch=title) for title in ("one", "two"))
    world.merge(first, bot, at(1), squash=True)
    world.merge(second, bob, at(2), squash=True)

    merged = [event for event in await asker(server, ana).asks() if event.kind is EventKind.PULL_MERGED]

    assert [(event.actor.login, [one.login for one in event.others]) for event in merged] == [
        ("github:ana", []),
        ("github:bob", ["github:ana"]),
    ]
    assert merged[0].thread
    assert merged[0].thread.state is ThreadState.MERGED
    assert merged[0].thread.commits == (first.merge,)


async def test_drafts_turns_and_closings_are_told_when_they_were_made(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    begun = world.pull(web, ana, "Begun as a draft", at(0), branch="a", is_draft=True)
    world.turn(begun, ana, at(1), draft=False)
    put_back = world.pull(web, ana, "Put back", at(0, 11), branch="b")
    world.turn(put_back, ana, at(2), draft=True)
    given_up = world.pull(web, ana, "Given up", at(0, 12), branch="c", is_draft=True)
    world.close(given_up, ana, at(3))
    theirs = world.pull(web, bob, "Not wanted", at(0, 13), branch="d")
    world.close(theirs, ana, at(4))
    asked = world.issue(web, bob, "Please", at(-5), assignees=[ana])
    solving = world.pull(web, ana, "Solve", at(4, 11), branch="e", closes=[asked])
    world.merge(solving, bob, at(4, 12), squash=True)

    events = await asker(server, ana).asks()

    assert [line for line in lines(events) if " commit " not in line] == [
        "Mon 10:00 pull_drafted acme/web #1",
        "Mon 11:00 pull_opened acme/web #2",
        "Mon 12:00 pull_drafted acme/web #3",
        "Tue 10:00 pull_opened acme/web #1",
        "Wed 10:00 pull_drafted acme/web #2",
        "Thu 10:00 pull_closed acme/web #3",
        "Fri 10:00 pull_closed acme/web #4",
        "Fri 11:00 pull_opened acme/web #6",
        "Fri 12:00 issue_closed acme/web #5",
        "Fri 12:00 pull_merged acme/web #6",
    ]
    threads = {event.ref: event.thread for event in events if event.thread}
    assert [threads[f"#{number}"].state for number in (1, 2, 3, 6)] == [
        ThreadState.OPEN,
        ThreadState.DRAFT,
        ThreadState.CLOSED,
        ThreadState.MERGED,
    ]
    assert threads["#6"].closes == ("#5",)


async def test_a_single_remark_without_words_is_a_reply_and_no_review(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    pull = world.pull(web, bob, "Theirs", at(0), branch="a")
    world.review(pull, ana, at(1), state="COMMENTED", lines=1)
    world.review(pull, ana, at(2), state="PENDING", body="Not sent yet")

    assert lines(await asker(server, ana).asks()) == ["Tue 10:00 review_comment acme/web #1"]


async def test_text_is_inert_masked_and_carries_links(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    token = "ghp_" + "a1B2" * 9
    message = f"Add \x1b[31mlogin\u202e with {token}\n\nFixes #7 and acme/api#8\n\nCo-authored-by: Bob Berg <bob@example.org>"
    world.commit(web, ana, message, at(0))
    world.push(web, ana, at(0))

    (event,) = await asker(server, ana).asks()

    assert event.title == "Add login with [masked: GitHub token]"
    assert token not in repr(event)
    assert {link.ref: link.url for link in event.mentions} == {
        "#7": "https://github.example/acme/web/issues/7",
        "acme/api#8": "https://github.example/acme/api/issues/8",
    }
    assert event.others == (Identity("Bob Berg", "bob@example.org"),)


async def test_visibility_comes_with_the_answer(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    inner = world.repository("acme/inner", visibility="internal", readers=[ana])
    world.commit(inner, ana, "Inside", at(1))
    (event,) = await asker(server, ana).asks()
    assert event.visibility is Visibility.INTERNAL


async def test_years_are_asked_one_by_one(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    for days in (-30, -500, -900):
        world.commit(web, ana, f"Long ago {-days}", at(days))
    window = Window(at(-1000), NOW, "UTC", "years")
    asking = asker(server, ana)
    assert len(await asking.asks(window)) == 3
    assert "keeps events for 30 days" in asking.problem
    await asking.asks(Window(at(-1400), NOW, "UTC", "years"))
    assert "three years are looked at" in asking.problem


async def test_a_long_thread_is_read_to_its_end(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    issue = world.issue(web, bob, "Busy", at(0))
    pull = world.pull(web, ana, "Busy too", at(0, 11), branch="busy")
    for number in range(95):
        world.remark(issue, bob, at(1) + timedelta(minutes=number))
        world.remark(pull, bob, at(1) + timedelta(minutes=number))
    world.remark(issue, ana, at(2))
    world.close(pull, ana, at(3))

    assert lines(await asker(server, ana).asks()) == [
        "Mon 11:00 pull_opened acme/web #2",
        "Wed 10:00 comment acme/web #1",
        "Thu 10:00 pull_closed acme/web #2",
    ]


async def test_a_window_that_has_not_begun_asks_nobody(world: World, server: GitHubServer) -> None:
    window = Window(NOW + timedelta(days=1), NOW + timedelta(days=2), "UTC", "tomorrow")
    assert await asker(server, world.users["ana"]).asks(window) == []
    assert server.calls == []


def test_graphql_is_beside_the_rest_interface() -> None:
    assert [graphql_of(api) for api in ("https://api.github.com", "https://git.example.org/api/v3/")] == [
        "https://api.github.com/graphql",
        "https://git.example.org/api/graphql",
    ]


async def test_a_source_is_called_by_its_host_and_login_and_gives_commits_their_sizes_at_once(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Mine", at(1), added=7, removed=2)
    asking = asker(server, ana)
    found = await asking.asks()
    source = GitHubSource(asking.account, budget=asking.budget, memory=asking.memory)

    assert source.name == "github.com (ana)"
    assert await source.measured(found) == found
