"""What is said about a GitLab that could not be read, or only in part, and about what a token may do there."""

from collections.abc import Sequence

from core.messages.connect import command

UNKNOWN_PERSON = "unknown author"
COMMENTED = "Comment on a commit"
OLD_ACTS = (
    "it keeps what people did for three years, so approvals, comments and closed issues of before that may be missing from this window"
)


def refused(host: str, login: str, why: str) -> str:
    """Tell that a token is not accepted, and why where the host says that."""
    return f"{host} refused the token of {login} ({why or 'expired or revoked'}): {_anew(host)}"


def too_few_scopes(host: str, login: str) -> str:
    """Tell that a token may not read."""
    return f"{host} does not let the token of {login} read this: make one with the scope read_api, then {_anew(host)}"


def needs_sso(host: str, login: str) -> str:
    """Tell that a group wants its own way to log in."""
    return f"{host} asks {login} to log in with single sign-on (SAML) first: open the group on {host} in a browser, then ask again"


def blocked(host: str, login: str) -> str:
    """Tell that the account itself has to be put right."""
    return f"{host} wants {login} to accept its terms, or has blocked the account: open {host} in a browser"


def forbidden(host: str, login: str) -> str:
    """Tell that something is closed to an account, where no reason is given."""
    return f"{host} does not let {login} read this (403): ask its administrators, or make a token with the scope read_api"


def not_found(host: str) -> str:
    """Tell that there is nothing, or nothing to be seen."""
    return f"{host} has no such page, or does not show it to this account (404): check the address and the account"


def not_the_account(host: str, login: str) -> str:
    """Tell that the answer was about somebody else."""
    return f"{host} answered for another account than {login}, so nothing of it was used: {_anew(host)}"


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


def _anew(host: str) -> str:
    return command("gitlab", host)
