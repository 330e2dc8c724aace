"""What is kept of conversations: answers for a day, a person's habits, what a place was allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.model.accounts import Member
from core.model.answer import Recap
from core.model.chat import Audience, Place, Reach
from core.model.facts import Event, Visibility

ANYWHERE = ""  # the channel of what holds in a whole workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was told, for whoever asked: what follows leans on it."""

    id: str  # opaque, of 128 bits at least
    owner: Member
    place: Place  # where it stands
    reach: Reach
    recap: Recap
    at: datetime  # when it was asked, in UTC
    goal: Place | None = None  # where it is to be posted, once its owner has seen what others will see
    grounds: tuple[Event, ...] = ()  # of what is to be posted: one event of each repository, visibility and actor
    audience: Audience = Audience.PRIVATE  # who may read it
    message: str = ""  # the platform's id of it; empty where nobody can name it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What one person set, and when they asked last."""

    settings: Mapping[str, object] = field(default_factory=dict)  # as core/preferences.py reads them
    last_recap: datetime | None = None  # in UTC
    is_hidden: bool = False  # others may not recap them in shared places


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A repository, or all of an owner's, whose work may be told in a place by whoever reads it."""

    place: Place  # without a thread; without a channel, everywhere in the workspace
    host: str  # as an account's
    pattern: str  # "acme/web" or "acme/*"
    by: Member
    audience: Audience  # the widest for which it was meant: what is opened to others later must be allowed again

    @property
    def text(self) -> str:
        """Return host and pattern as a clearance holds them."""
        return written(self.host, self.pattern)


def written(host: str, pattern: str) -> str:
    """Return what is allowed at a host as one text; either may hold blanks."""
    return f"{host}\t{pattern}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody's own tokens read now: visibilities by host and repository, and the hosts that did not say."""

    repositories: Mapping[tuple[str, str], Visibility]
    failures: tuple[str, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()  # what was asked for by name, and is not read any more
