"""A recap as a message shows it: with what can be done with it."""

from collections.abc import Callable

from core.messages import talking as messages
from core.model import Recap
from core.model.chat import Audience, Button, Page, Reach


def paged(name: str, reach: Reach, around: Audience) -> Callable[[Recap], Page]:
    """Return how snapshots of an answer look; `around` is who reads the place. Buttons stand under the last one."""
    return lambda recap: Page(recaps=(recap,), buttons=buttons(name, reach, around, recap) if recap.finished else ())


def buttons(name: str, reach: Reach, around: Audience, recap: Recap) -> tuple[Button, ...]:
    """Return what can be done with an answer."""
    found = []
    if reach is Reach.ASKER and around is not Audience.PRIVATE:
        found = [Button(name="post", label=messages.POST, value=name), Button(name="dm", label=messages.DIRECT, value=name)]
    if recap.coverage.hidden:
        found.append(Button(name="allow", label=messages.allow(recap.coverage.hidden)))
    told = (("shorter", messages.SHORTER), ("longer", messages.LONGER), ("why", messages.WHY)) if recap.bullets else ()
    return (*found, *(Button(name=deed, label=label, value=name) for deed, label in (*told, ("refresh", messages.REFRESH))))
