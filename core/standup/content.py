"""What a report says, and what its being said means for the next one."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field

from core.model.chat import Audience, Page
from core.model.standup import Chain, Progress, Report, Standup


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A whole report."""

    page: Page
    chains: Mapping[str, Chain] = field(default_factory=dict)  # by user id: where the next report begins
    told: Mapping[str, Collection[str]] = field(default_factory=dict)  # by user id: keys of the events
    is_empty: bool = False  # nobody did anything, and everybody could be looked at
    audience: Audience = Audience.OUTSIDE  # the widest that may read it


Compose = Callable[[Standup, Report, Progress], Awaitable[Content]]
