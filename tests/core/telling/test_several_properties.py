"""Whatever was done where: one name never stands for two addresses in what is read together."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Event, Shape
from core.telling.alike import alike
from tests.core.telling.several import SHAPES, answered, review, shown, tag, work

REPOSITORIES = ["acme/web", "acme/api", "Acme/API", "acme/group/web", "web"]
HOSTS = ["gitlab.com", "git.acme.dev"]
TITLES = [
    "Add login{}",
    "Fix the pool{}",
    "docs: less pages{}",
    "Update README{}",
    "Fix {} the menu",
    "Apply the review of{}",
    "ABC-7 Add keys{}",
]
REFS = ["", " (#1)", " (!1)", " (#2)", " #1", " acme/web#1", " acme/api!1", " (#1) (#2)"]


@st.composite
def done(draw: st.DrawFn) -> list[Event]:
    count = draw(st.integers(1, 14))
    events = []
    for hours in range(count):
        repository, host = draw(st.sampled_from(REPOSITORIES)), draw(st.sampled_from(HOSTS))
        kind = draw(st.integers(0, 5))
        if kind == 0:
            events.append(review(draw(st.sampled_from(["!1", "#1", "#2"])), "Cache invoices", repository, host=host, hours=hours))
        elif kind == 1:
            events.append(tag(draw(st.sampled_from(["v1.0", "v2.0"])), repository, host=host, hours=hours))
        else:
            title = draw(st.sampled_from(TITLES)).format(draw(st.sampled_from(REFS)))
            events.append(work(" ".join(title.split()), repository, host=host, hours=hours, branch=str(hours % 4)))
    return events


@given(events=done(), shape=st.sampled_from(SHAPES), limit=st.integers(1, 15))
@settings(max_examples=300, deadline=None)
def test_one_name_never_stands_for_two_addresses(events: list[Event], shape: Shape, limit: int) -> None:
    recap = answered(events, shape=shape, limit=limit)

    leads: defaultdict[str, set[str]] = defaultdict(set)
    for item in recap.folded.items:
        for link in item.links:
            leads[link.ref].add(link.url)
    assert all(len({url.casefold() for url in urls}) == 1 for urls in leads.values()), leads
    by_id = {item.id: item for item in recap.folded.items}
    for bullet in recap.bullets:
        assert {link.ref for link in bullet.links} == {link.ref for one in bullet.items for link in by_id[one].links}


@given(events=done(), more=done(), shape=st.sampled_from(SHAPES))
@settings(max_examples=100, deadline=None)
def test_one_name_never_stands_for_two_addresses_in_recaps_that_are_read_together(
    events: list[Event], more: list[Event], shape: Shape
) -> None:
    one_host = [[event for event in each if event.host == HOSTS[0]] for each in (events, more)]
    recaps = alike([answered(each, shape=shape, limit=15) for each in one_host])

    leads: defaultdict[str, set[str]] = defaultdict(set)
    for ref, url in (link for recap in recaps for link in shown(recap)):
        leads[ref].add(url.casefold())
    assert all(len(urls) == 1 for urls in leads.values()), leads
