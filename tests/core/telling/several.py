"""A week in several repositories: events whose addresses are those of their references, and answers about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.finding.fold import fold
from core.model import Activity, Event, EventKind, Folded, Identity, Link, Recap, RecapRequest, Shape, Thread, ThreadState
from core.reading.mentions import references
from core.telling.compose import Composer
from tests.core.recaps import WINDOW
from tests.facts import ANA, MONDAY, commit

CLEO = Identity("Cleo Park", "cleo@example.org", "gitlab:cleo")


def address(host: str, repository: str, ref: str) -> str:
    """Return where a reference of a repository leads; one that names a repository leads there."""
    mark = "#" if "#" in ref else "!"
    far, sign, number = ref.partition(mark)
    return (
        f"https://{host}/{far or repository}/-/{'issues' if mark == '#' else 'merges'}/{number}" if sign else f"https://jira.example/{ref}"
    )


def work(title: str, repository: str = "acme/web", *, host: str = "gitlab.com", hours: int = 0, branch: str = "main") -> Event:
    """Return a commit."""
    made = commit(title, at=MONDAY + timedelta(hours=hours), repository=repository, branch=f"{repository}{branch}")
    mentions = tuple(Link(ref, address(host, repository, ref)) for ref in references(title))
    return replace(made, host=host, url=f"https://{host}/{repository}/-/commit/{made.ref}", mentions=mentions)


def review(ref: str, title: str, repository: str, *, host: str = "gitlab.com", hours: int = 0) -> Event:
    """Return a review of somebody else's request."""
    url = address(host, repository, ref)
    thread = Thread(ref=ref, title=title, url=url, is_request=True, state=ThreadState.OPEN, author=CLEO)
    at = MONDAY + timedelta(hours=hours)
    return Event(
        kind=EventKind.REVIEW,
        at=at,
        actor=ANA,
        ref=ref,
        title=title,
        repository=repository,
        host=host,
        url=f"{url}#{hours}",
        thread=thread,
    )


def tag(name: str, repository: str, *, host: str = "gitlab.com", hours: int = 0) -> Event:
    """Return an annotated tag."""
    url = f"https://{host}/{repository}/-/tags/{name}"
    at = MONDAY + timedelta(hours=hours)
    return Event(kind=EventKind.TAG, at=at, actor=ANA, ref=name, title=name, repository=repository, host=host, url=url)


def week() -> list[Event]:
    """Return what Ana did in two repositories whose requests have the same numbers."""
    return [
        work("Add the login form (!1)"),
        work("Add single sign-on (!1)", hours=1),
        work("Fix the export of invoices (!2)", hours=2),
        *(work(f"Fix what part {number} of the export says (!2)", hours=20 + number) for number in range(4)),
        review("!1", "Cache invoices", "acme/billing", hours=3),
        work("Add refunds to orders (!2)", "acme/billing", hours=4),
    ]


def answered(events: Sequence[Event], **asked: object) -> Recap:
    """Return the plain answer about events."""
    folded = fold(events)
    return told(events, folded, **asked)


def told(events: Sequence[Event], folded: Folded, **asked: object) -> Recap:
    """Return the plain answer about what was folded."""
    request = RecapRequest(window=WINDOW, **asked)  # type: ignore[arg-type]  # names are checked when it runs
    return Composer(request, Activity(events=tuple(events)), folded, datetime(2021, 7, 20, tzinfo=UTC)).recap()


def shown(recap: Recap) -> set[tuple[str, str]]:
    """Return every link of an answer: what it is called, and where it leads."""
    return {(link.ref, link.url) for bullet in recap.bullets for link in bullet.links}


SHAPES = list(Shape)
WEB, BILLING = "https://gitlab.com/acme/web/-/merges", "https://gitlab.com/acme/billing/-/merges"
