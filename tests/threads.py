"""Requests and issues made by hand: `did(EventKind.REVIEW, request("#412", "Add login"))`."""

from datetime import datetime

from core.model import Event, EventKind, Identity, Thread, ThreadState, Verdict, Visibility
from tests.facts import ANA, MONDAY


def request(
    ref: str,
    title: str,
    *,
    author: Identity = ANA,
    state: ThreadState = ThreadState.MERGED,
    commits: tuple[str, ...] = (),
    closes: tuple[str, ...] = (),
) -> Thread:
    """Return a pull request."""
    return Thread(
        ref=ref,
        title=title,
        url=f"https://git.example/acme/web/pull/{ref[1:]}",
        is_request=True,
        state=state,
        author=author,
        commits=commits,
        closes=closes,
    )


def issue(ref: str, title: str, *, author: Identity = ANA, state: ThreadState = ThreadState.OPEN) -> Thread:
    """Return an issue."""
    return Thread(ref=ref, title=title, url=f"https://git.example/acme/web/issues/{ref[1:]}", is_request=False, state=state, author=author)


def did(kind: EventKind, thread: Thread, *, actor: Identity = ANA, at: datetime = MONDAY, verdict: Verdict | None = None) -> Event:
    """Return what somebody did to a request or an issue."""
    return Event(
        kind=kind,
        at=at,
        actor=actor,
        ref=thread.ref,
        title=thread.title,
        repository="acme/web",
        visibility=Visibility.PRIVATE,
        url=f"{thread.url}#{kind}-{at:%d%H%M}",
        thread=thread,
        verdict=verdict,
    )
