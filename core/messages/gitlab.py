"""What is said about a GitLab that could not be read, or only in part, and about what a token may do there."""

from collections.abc import Sequence

UNKNOWN_PERSON = "unknown author"
COMMENTED = "Comment on a commit"
OLD_ACTS = (
    "it keeps what people did for three years, so approvals, comments and closed issues of before that may be missing from this window"
)


def refused(host: str, login: str) -> str:
    """Tell that a token is not accepted."""
    return f"{host} refused the token of {login} (expired or revoked): recap connect gitlab"


def too_few_scopes(host: str, login: str) -> str:
    """Tell that a token may not read."""
    return f"{host} lets the token of {login} not read this: make one with the scope read_api, then recap connect gitlab"


def needs_sso(host: str, login: str) -> str:
    """Tell that a group wants its own way to log in."""
    return f"{host} asks {login} to log in with single sign-on (SAML) first: open the group on {host} in a browser, then ask again"


def not_from_here(host: str) -> str:
    """Tell that the address is not on a group's list."""
    return f"{host} does not answer to this address (an IP restriction): ask from a network that its administrators allow"


def blocked(host: str, login: str) -> str:
    """Tell that the account itself has to be put right."""
    return f"{host} wants {login} to accept its terms, or has blocked the account: open {host} in a browser"


def forbidden(host: str, login: str) -> str:
    """Tell that something is closed to an account, where no reason is given."""
    return f"{host} does not let {login} read this (403): ask its administrators, or make a token with the scope read_api"


def not_found(host: str) -> str:
    """Tell that there is nothing, or nothing to be seen."""
    return f"{host} has no such page, or does not show it to this account (404): check the address and the account"


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
    return f"{host} sent a page instead of data (a login or maintenance page?): open {host} in a browser and try again"


def broken(host: str) -> str:
    """Tell that the data could not be read."""
    return f"{host} sent data that is not whole: try again later"


def not_the_account(host: str, login: str) -> str:
    """Tell that the answer was about somebody else."""
    return f"{host} answered for another account than {login}, so nothing of it was used: recap connect gitlab"


def cut(what: str, looked: int) -> str:
    """Tell that a list was longer than it is read."""
    return f"only the first {looked:,} of the {what} were looked at: ask for a shorter time"


def projects_cut(looked: int, total: int) -> str:
    """Tell that there are too many projects."""
    return f"{looked:,} of {total:,} active projects were looked at, the latest ones: name some with in GROUP/NAME"


def renamed(before: str, now: str) -> str:
    """Tell a project's new name."""
    return f"{before} is called {now} now: ask for that"


def nobody(name: str) -> str:
    """Tell that a person has no account there that can be told for sure."""
    return f"nobody there is known for sure as {name}, so only commits under that name were looked for"


def unseen(host: str, why: Sequence[str], more: int) -> str:
    """Join what could not be looked at, after what was found."""
    rest = f"; {more} more like that" if more else ""
    return f"{host} could not be looked at in full: {'; '.join(why)}{rest}"


def unread(what: str, why: str) -> str:
    """Name what a failure is about."""
    return f"{what} ({why})" if what else why


def scopes(names: Sequence[str]) -> str:
    """Explain what a token's scopes let Recap do."""
    if "api" in names:
        return "The token may read and also change everything (api): one with read_api is enough for Recap."
    if "read_api" in names:
        return "The token may read everything that you may read (read_api), and change nothing."
    if names:
        missing = f"The token has {', '.join(sorted(names))} alone: projects, merge requests and issues stay closed."
        return f"{missing} Make one with the scope read_api."
    return "The host does not say which scopes the token has: read_api is needed."
