"""What is said about an Azure DevOps that could not be read, or only in part."""

from collections.abc import Sequence

UNKNOWN_PERSON = "unknown author"
CODE, WORK, PROJECTS = "Code (read)", "Work Items (read)", "Project and Team (read)"
NO_CLOSING = "its process has no fields for who closed a work item, so closed work items are missing"


def refused(host: str, login: str) -> str:
    """Tell that a token is not accepted."""
    return f"{host} refused the token of {login} (expired or revoked): recap connect azure --host {host}"


def too_few_scopes(host: str, login: str, scope: str) -> str:
    """Tell that a token may not read something."""
    return f"{host} lets the token of {login} not read this: make one with {scope}, then recap connect azure --host {host}"


def needs_policy(host: str, login: str) -> str:
    """Tell that a policy of Microsoft Entra stands in the way."""
    return f"{host} asks {login} to pass a conditional access policy first: open https://{host} in a browser, then ask again"


def not_from_here(host: str) -> str:
    """Tell that the address is not on the organisation's list."""
    return f"{host} does not answer to this address (an IP restriction): ask from a network that its administrators allow"


def forbidden(host: str, login: str) -> str:
    """Tell that something is closed to an account."""
    return f"{host} does not let {login} read this (403): ask its administrators for the permission to read"


def not_found(host: str) -> str:
    """Tell that there is nothing, or nothing to be seen."""
    return f"{host} has no such page, or does not show it to this account (404): check the organisation and the account"


def moved(host: str) -> str:
    """Tell that redirects are not followed."""
    return f"{host} answers with a redirect, which is not followed with a token: check the address of the host"


def busy(host: str, when: str) -> str:
    """Tell that there were too many calls."""
    return f"{host} has had too many calls of this account: ask again at {when} UTC"


def failed(host: str, status: int) -> str:
    """Tell that the host has a fault of its own."""
    return f"{host} failed ({status}): try again later"


def rejected(host: str, status: int) -> str:
    """Tell that a call was not understood."""
    return f"{host} did not take the call ({status}): its version may be too old for this"


def late(host: str) -> str:
    """Tell that it took too long."""
    return f"{host} did not answer in time: try again later"


def lost(host: str) -> str:
    """Tell that there was no connection, or that it broke."""
    return f"{host} could not be reached, or broke off: check the network and try again"


def too_large(host: str) -> str:
    """Tell that an answer had no end."""
    return f"{host} sent more than Recap reads: ask for a shorter time"


def not_json(host: str) -> str:
    """Tell that something else answered."""
    return f"{host} sent a page instead of data (a portal or maintenance page?): open https://{host} in a browser and try again"


def broken(host: str) -> str:
    """Tell that the data could not be read."""
    return f"{host} sent data that is not whole: try again later"


def not_the_account(host: str, login: str) -> str:
    """Tell that the answer was about somebody else."""
    return f"{host} answered for another account than {login}, so nothing of it was used: recap connect azure --host {host}"


def cut(what: str, looked: int) -> str:
    """Tell that a list was longer than it is read."""
    return f"only the first {looked:,} of the {what} were looked at: ask for a shorter time"


def repositories_cut(looked: int, total: int) -> str:
    """Tell that there are too many repositories."""
    return f"{looked:,} of {total:,} repositories were looked at: name some with in ORGANISATION/PROJECT/NAME"


def others_unread(count: int) -> str:
    """Tell which comments were not looked for."""
    return f"comments on {count:,} pull requests of others that ask for no review were not looked for: ask for a shorter time"


def messages_cut(count: int) -> str:
    """Tell that some messages are known by their first line alone."""
    return f"{count:,} commit messages were read in their first line alone: ask for a shorter time"


def nobody(name: str) -> str:
    """Tell that a person cannot be told for sure."""
    return f"nobody there can be told for sure by {name} alone: name an address, like azure:ana@example.org"


def unseen(host: str, why: Sequence[str], more: int) -> str:
    """Join what could not be looked at, after what was found."""
    rest = f"; {more} more like that" if more else ""
    return f"{host} could not be looked at in full: {'; '.join(why)}{rest}"


def unread(what: str, why: str) -> str:
    """Name what a failure is about."""
    return f"{what} ({why})" if what else why
