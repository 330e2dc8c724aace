"""What shares one line: work of bots, merge commits that tell nothing, changes of generated files alone."""

from collections.abc import Callable, Sequence

from core.finding.bots import is_dependency_bump, is_work_of_bots
from core.finding.generated import is_all_generated
from core.messages import finding as messages
from core.model import Event, EventKind, Noise, Person


def without_bots(events: Sequence[Event], people: Sequence[Person]) -> tuple[list[Event], list[Event]]:
    """Part events into humans' and bots'; who is asked for by name counts as human, with a bot's work that they had a hand in."""
    asked = {identity for person in people for identity in person.identities}
    human: list[Event] = []
    bots: list[Event] = []
    for event in events:
        (bots if is_work_of_bots(event) and asked.isdisjoint((event.actor, *event.others)) else human).append(event)
    return human, bots


def is_quiet(event: Event) -> bool:
    """Say whether an event never leads: a merge commit, or a change of lock files and generated files alone."""
    return event.kind is EventKind.MERGE or is_all_generated(event)


def noises(bots: Sequence[Event], quiet: Sequence[Event]) -> tuple[Noise, ...]:
    """Return a line for each kind of noise, the largest first."""
    bumps = [event for event in bots if is_dependency_bump(event)]
    lines = [
        _noise("bot", messages.dependency_bumps, bumps),
        _noise("bot", messages.bot_changes, [event for event in bots if not is_dependency_bump(event)]),
        _noise("merge", messages.merges, [event for event in quiet if event.kind is EventKind.MERGE]),
        _noise("generated", messages.generated, [event for event in quiet if event.kind is not EventKind.MERGE]),
    ]
    return tuple(sorted((line for line in lines if line.events), key=lambda line: -len(line.events)))


def _noise(why: str, text: Callable[[int, int], str], events: Sequence[Event]) -> Noise:
    repositories = len({event.repository for event in events})
    return Noise(why, text(len(events), repositories), tuple(events))
