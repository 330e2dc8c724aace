"""What is said about an Azure DevOps that could not be read, or only in part."""

UNKNOWN_PERSON = "unknown author"
CODE, WORK, PROJECTS = "Code (read)", "Work Items (read)", "Project and Team (read)"
NO_CLOSING = "its process has no fields for who closed a work item, so closed work items are missing"


def refused(host: str, login: str) -> str:
    """Tell that a token is not accepted."""
    return f"{host} refused the token of {login} (expired or revoked): recap connect azure --host {host}"


def too_few_scopes(host: str, login: str, scope: str) -> str:
    """Tell that a token may not read something."""
    return f"{host} does not let the token of {login} read this: make one with {scope}, then recap connect azure --host {host}"


def needs_policy(host: str, login: str) -> str:
    """Tell that a policy of Microsoft Entra stands in the way."""
    return f"{host} asks {login} to pass a conditional access policy first: open https://{host} in a browser, then ask again"


def forbidden(host: str, login: str) -> str:
    """Tell that something is closed to an account."""
    return f"{host} does not let {login} read this (403): ask its administrators for the permission to read"


def not_found(host: str) -> str:
    """Tell that there is nothing, or nothing to be seen."""
    return f"{host} has no such page, or does not show it to this account (404): check the organisation and the account"


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
