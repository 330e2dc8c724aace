"""A team at a host, whichever it is: what the contract needs to know of it."""

from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from typing import Any, ClassVar

from core.model import Account
from core.ports import ActivitySource
from tests.adapters.hosts.kit import MONDAY
from tests.servers.host import Host
from tests.servers.tokens import Person, Token


class Team(ABC):
    """Ana and Bob at work in one repository, which Bob began a month ago. Paths are patterns, below where the API begins."""

    ME: ClassVar[str]  # tells whose a token is
    LISTED: ClassVar[str]  # is asked first of all lists
    REQUESTS: ClassVar[str]
    EACH: ClassVar[str]  # is asked of each repository
    COMMITS: ClassVar[str]
    HOST: ClassVar[str]
    PLACE: ClassVar[str]  # the repository's whole name
    COMMAND: ClassVar[str]  # links an account anew
    RESETS: ClassVar[str]  # the header that tells when an allowance begins anew

    world: Any  # of that host, as its people are
    ana: Any
    bob: Any
    web: Any

    @abstractmethod
    def serve(self, *, delay: float = 0.0, is_conditional: bool = False) -> Host[Any]:
        """Return the host's server; `is_conditional`, it has entity tags."""

    @abstractmethod
    def account(self, user: Any, token: Token) -> Account:
        """Return a linked account."""

    @abstractmethod
    def source(self, server: Host[Any], who: Account, *, is_quick: bool = False, whole: float = 120.0, **words: Any) -> ActivitySource:
        """Return a source that gives up a call soon where it `is_quick`, and the question after `whole` seconds."""

    @abstractmethod
    def item(self, by: Person, title: str, at: datetime) -> None:
        """Open an issue, or write a work item."""

    @abstractmethod
    def grow(self, count: int) -> None:
        """Add repositories that Bob pushed to."""

    @abstractmethod
    def do_everything(self) -> None:
        """Let Ana do one of everything."""

    def work(self) -> None:
        """Let Ana open an item, commit and push."""
        self.item(self.ana, "Broken", MONDAY + timedelta(hours=1))
        self.world.commit(self.web, self.ana, "Fix", MONDAY + timedelta(hours=2))
        self.world.push(self.web, self.ana, MONDAY + timedelta(hours=2))

    def reading(self, server: Host[Any], **words: Any) -> ActivitySource:
        """Return a source that reads with a new token of Ana's."""
        return self.source(server, self.account(self.ana, server.token(self.ana)), **words)
