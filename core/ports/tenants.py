"""What erasing all of a workspace needs from the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.model.accounts import Account


@dataclass(frozen=True, slots=True)
class Tenant:
    """A workspace of Slack, or a server of Discord."""

    platform: str
    name: str  # as `Member.tenant`


class Tenants(Protocol):
    """Everything that is kept of each workspace."""

    async def close(self, one: Tenant) -> None:
        """Keep nothing more of a workspace from now on, in any process, and remember that what is kept is to be erased.

        Raises:
            OutsideError: the store could not be written.
        """

    async def open(self, one: Tenant) -> None:
        """Let a workspace have things kept again.

        Raises:
            OutsideError: the store could not be written.
        """

    async def closed(self) -> Sequence[Tenant]:
        """Return the workspaces that are closed and not erased yet.

        Raises:
            OutsideError: the store could not be read.
        """

    async def accounts(self, one: Tenant) -> Sequence[Account]:
        """Return all accounts of a workspace's people that open.

        Raises:
            OutsideError: the store could not be read.
        """

    async def erase(self, one: Tenant) -> None:
        """Erase everything that is kept of a closed workspace; nothing is revoked by that.

        Raises:
            OutsideError: the store failed; what was erased is erased.
        """
