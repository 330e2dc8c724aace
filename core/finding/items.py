"""Makes a work item of events that belong together: the most telling one first, a title, a kind, a state, links."""

from collections.abc import Collection, Sequence
from math import log2

from core.finding.nature import is_change, is_release, is_revert, is_unmerged, landing, lines, tells, version
from core.finding.squashes import carries
from core.finding.subjects import read
from core.finding.threads import is_by_others, is_given_up, remarked, thread_state
from core.finding.titles import cleaned, ported, pull
from core.finding.touched import is_elsewhere
from core.model import Event, EventKind, Link, State, Thread, ThreadState, WorkItem, WorkKind
from core.reading.naming import Naming, is_tag
from core.reading.pulls import whole
from core.reading.versions import is_candidate

_TELLING = {WorkKind.FEATURE: 3, WorkKind.SECURITY: 3, WorkKind.FIX: 2, WorkKind.PERFORMANCE: 2, WorkKind.REMOVAL: 1, WorkKind.CHANGE: 1}
_SHORT = 7  # characters of a hash


def item(events: Sequence[Event], dead: Collection[str], naming: Naming) -> WorkItem:
    """Make a work item of events in order of time; `dead` holds the refs of those that were undone, `naming` writes its references."""
    lead = max(events, key=lambda event: _telling(event, dead))
    title = _pull_title(events) or whole(lead.title, lead.body)
    state = _state(events, dead)
    return WorkItem(
        id="",
        title=cleaned(title),
        repository=lead.repository,
        kind=_kind(lead, title, state, events),
        state=state,
        events=(lead, *(event for event in events if event is not lead)),
        links=_links(lead, events, naming),
        is_far=naming.is_far(lead),
    )


def _telling(event: Event, dead: Collection[str]) -> tuple[object, ...]:
    """Order events by how well each stands for the whole; a version by itself, the final one over its candidates."""
    subject = read(event.title)
    if is_release(event):
        return (True, event.kind is EventKind.COMMIT, not is_candidate(version(event)), _number(version(event)), event.ref)
    worth = log2(1 + lines(event.change)) + _TELLING.get(subject.kind, 0) + 3 * bool(pull(event.title))
    return (False, not is_by_others(event), tells(event), is_change(event), event.ref not in dead, worth, -event.at.timestamp(), event.ref)


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in "".join(sign if sign.isdigit() else " " for sign in text).split())


def _pull_title(events: Sequence[Event]) -> str:
    """Return the title that a merge commit has of its request, where that had several changes, or none that is seen here."""
    titles = {
        event.thread.title for event in events if event.thread and event.thread.is_request and not _is_of_others(event.thread, events)
    }
    landings = (landing(event) or (event.change.landing if event.change else None) for event in events)
    titles |= {found.title or found.ref for found in landings if found}
    says_more = sum(map(is_change, events)) != 1
    return titles.pop() if says_more and len(titles) == 1 else ""


def _is_of_others(request: Thread, events: Sequence[Event]) -> bool:
    """Say whether somebody opened a request who did nothing of this: its title says what they did, as far as logins tell."""
    logins = {one.login for event in events for one in (event.actor, *event.others) if one.login}
    return bool(request.author.login and logins) and request.author.login not in logins


def _kind(lead: Event, title: str, state: State, events: Sequence[Event]) -> WorkKind:
    if is_release(lead):
        return WorkKind.RELEASE
    if lead.kind is EventKind.MERGE:
        return WorkKind.CHORE
    if said := remarked(events):
        return said
    if state is State.REVERTED or is_revert(lead):
        return WorkKind.REVERT
    for subject in (read(title), read(lead.title)):
        if subject.verb or subject.kind is not WorkKind.CHANGE:
            return subject.otherwise if is_elsewhere(subject.kind, events) else subject.kind
    kinds = (read(event.title).kind for event in events if is_change(event))  # "Single sign-on (#12)": its branch says more
    return max(kinds, key=lambda kind: _TELLING.get(kind, 0), default=WorkKind.CHANGE)


def _state(events: Sequence[Event], dead: Collection[str]) -> State:
    """Say how far the work has come: as far as the commit that came least far, those aside that a merged one carries."""
    changes = [event for event in events if is_change(event)] or [event for event in events if landing(event)]
    if changes and all(event.ref in dead for event in changes):
        return State.REVERTED
    if any(event.kind in {EventKind.TAG, EventKind.RELEASE} for event in events):
        return State.RELEASED
    if (told := thread_state(events)) and not any(event.change for event in events):
        return told
    commits = [event.change for event in events if event.change and event.ref not in dead and not _is_carried(event, events)]
    if all(change.released for change in commits):
        return State.RELEASED
    if all(change.is_merged or change.released for change in commits):
        return State.MERGED
    return State.CLOSED if is_given_up(events) else State.OPEN


def _is_carried(event: Event, events: Sequence[Event]) -> bool:
    """Say whether a commit's content is on the default branch in another one: a squash merge's, or that which it is a backport of."""
    if not is_unmerged(event):
        return False
    if any(other.thread and other.thread.state is ThreadState.MERGED and event.ref in other.thread.commits for other in events):
        return True
    merged = [other for other in events if other.repository == event.repository and other.change and other.change.is_merged]
    return any(carries(other, event) or ported(other.title) == ported(event.title) for other in merged)


def _links(lead: Event, events: Sequence[Event], naming: Naming) -> tuple[Link, ...]:
    """Return what the work is known by: pull requests and issues, then tickets; else its commits' short hashes, else its tags."""
    ordered = [lead, *(event for event in events if event is not lead)]
    threads = (naming.link(event, event.thread.ref, event.thread.url) for event in ordered if event.thread)
    references = {link.ref: link for link in threads}
    landings = ((event, event.change.landing) for event in ordered if event.change and event.change.landing)
    landed = {link.ref: link for event, found in landings for link in [naming.link(event, found.ref, found.url)]}
    references |= {ref: link for ref, link in landed.items() if ref not in references}
    for event in sorted(ordered, key=lambda event: not (event is lead or event.kind is EventKind.MERGE or pull(event.title))):
        for link in event.mentions:
            if not (link.url and any(link.url == known.url for known in references.values())):  # "!1" is "acme/web!1" too
                own = naming.link(event, link.ref, link.url)
                references.setdefault(own.ref, own)
    if references:
        return tuple(sorted(references.values(), key=lambda link: "#" not in link.ref and "!" not in link.ref))
    commits = [Link(event.ref[:_SHORT], event.url) for event in ordered if event.kind is EventKind.COMMIT]
    return tuple(commits or (naming.link(event, event.ref if is_tag(event) else event.ref[:_SHORT], event.url) for event in ordered))
