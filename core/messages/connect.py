"""What is said about linking accounts, and about the accounts that are linked."""

from collections.abc import Sequence
from datetime import datetime

NAMES = {"github": "GitHub", "gitlab": "GitLab", "azure": "Azure DevOps"}
HOSTS = {"github": "github.com", "gitlab": "gitlab.com", "azure": ""}

BUSY = "Somebody else is changing the same account: try again in a moment."
NONE = "No account is linked yet. Link one: recap connect github"
LINK_OLD = "This link is used or more than ten minutes old. Ask for a new one. Nothing was linked."
OTHER_BROWSER = "This page was opened in another browser than the one that began. Nothing was linked."
DECLINED = "You said no. Nothing was linked."
NO_CODE = "What came back is not what was asked for. Nothing was linked."
OTHER_SERVER = "The answer came from another server than the one that was asked. Nothing was linked."
NO_TOKEN = "No token was given. Nothing was linked."  # noqa: S105  a sentence
BAD_TOKEN = "That is no token: a token is one line, without blanks. Nothing was linked."  # noqa: S105  a sentence
DEVICE_LATE = "The code is too old now. Nothing was linked; run the same again for a new one."
QUESTION = "You asked before:"
WAITS = "The question waits: link an account (recap connect github), and it is answered then."


def place(provider: str, host: str) -> str:
    """Return how a host is called."""
    return NAMES[provider] if host == HOSTS[provider] else f"{NAMES[provider]} ({host})"


def command(provider: str, host: str) -> str:
    """Return what links an account there."""
    return f"recap connect {provider}" + ("" if host == HOSTS[provider] else f" --host {host}")


def linked(provider: str, host: str, login: str, number: str) -> str:
    """Say whose account was linked."""
    return f"Linked {place(provider, host)} as {login} (id {number})."


def reads(what: Sequence[str]) -> str:
    """Say what a token lets Recap read."""
    return f"The token lets Recap read: {', '.join(what)}."


def missing(what: Sequence[str]) -> str:
    """Say what a token does not let Recap read, and which scope would."""
    return f"It does not let Recap read: {', '.join(what)}."


def more(scopes: Sequence[str]) -> str:
    """Say that a token can do more than it must."""
    return f"It can do more than Recap needs ({', '.join(scopes)}): a narrower one is safer."


def unknown_scopes(provider: str) -> str:
    """Say that the host keeps a token's scopes to itself."""
    return f"{NAMES[provider]} does not say what this kind of token may read. It should read: {WANTED[provider]}."


WANTED = {
    "github": "the scopes repo, read:org and user:email (classic), "
    "or contents, pull requests, issues, commit statuses and your account's events, each read-only (fine-grained)",
    "gitlab": "read_api",
    "azure": "Code (read), Work Items (read), Project and Team (read) and User Profile (read)",
}
MADE_AT = {
    "github": "https://{host}/settings/tokens",
    "gitlab": "https://{host}/-/user_settings/personal_access_tokens",
    "azure": "https://{host}/_usersSettings/tokens",
}


def made_at(provider: str, host: str) -> str:
    """Return where a person makes and revokes tokens."""
    return MADE_AT[provider].format(host=host)


def needed(provider: str) -> str:
    """Say what a token must be good for."""
    return f"It needs {WANTED[provider]}."


def ask_token(provider: str, host: str) -> str:
    """Ask for a token, which is not shown while it is typed."""
    return f"A token for {place(provider, host)}, made at {made_at(provider, host)} with {WANTED[provider]}\n(it is not shown): "


def too_little(provider: str, scope: str) -> str:
    """Refuse a token that reads nothing."""
    return f"This token does not let Recap read anything: it lacks {scope}. Make one with {WANTED[provider]}. Nothing was linked."


def too_much(provider: str, scopes: Sequence[str]) -> str:
    """Refuse a grant of more than was asked for."""
    return f"{NAMES[provider]} granted more than was asked for ({', '.join(scopes)}). Nothing was linked."


def nobody(provider: str, host: str) -> str:
    """Say that a host did not say whose token it is."""
    return f"{place(provider, host)} did not say whose token that is. Nothing was linked."


def changed(provider: str, host: str) -> str:
    """Refuse an account that became another one on the way."""
    return f"{place(provider, host)} now names another account than it did at the start. Nothing was linked; begin again."


def other_account(provider: str, host: str, login: str) -> str:
    """Refuse tokens that came for somebody else."""
    return f"{host} answered for another account than {login}, so that it is no longer used: {command(provider, host)}"


def dead(provider: str, host: str, login: str) -> str:
    """Say that a token is no good any more, and what to do."""
    return f"{host} refused the token of {login} (expired or revoked): {command(provider, host)}"


def sealed(provider: str, host: str) -> str:
    """Say that nothing here opens a token."""
    return (
        f"The account at {place(provider, host)} does not open with the keys that are here: put the key back into RECAP_SECRET_KEYS, "
        f"or recap disconnect {provider} --host {host} and link it again."
    )


def refused(provider: str, host: str) -> str:
    """Say that a host does not know a token."""
    return (
        f"{place(provider, host)} refused the token. Is it whole, and not expired? Nothing was linked. Connect again with one that works."
    )


def not_linked(why: str) -> str:
    """Say that a token could not be tried, and why."""
    return f"{why.rstrip('.')}. Nothing was linked."


def no_flow(provider: str, host: str) -> str:
    """Say that only a token links an account there."""
    told = f"Recap is not registered at {place(provider, host)}, so that only a token links an account there"
    return f"{told}: {command(provider, host)} --token-stdin"


def refreshing(provider: str, host: str) -> str:
    """Say that another process is at it for too long."""
    return f"Another process is renewing the token for {place(provider, host)}: try again in a moment."


def parted(provider: str, host: str, login: str, *, fate: str) -> str:
    """Say that an account was erased, and what became of its token."""
    return f"Erased the account {login or '(sealed)'} at {place(provider, host)}. {fate}"


REVOKED = "Its token was revoked there."


def not_revoked(provider: str, host: str) -> str:
    """Say that a token lives on which the person made, and where to end it."""
    return f"Its token still works elsewhere; end it at {made_at(provider, host)}"


def revoke_failed(provider: str, host: str, why: str) -> str:
    """Say that a host was told to end a token, and did not."""
    return f"Its token could not be revoked ({why.rstrip('.')}); end it at {made_at(provider, host)}"


def no_prompt(provider: str, host: str) -> str:
    """Say that there is no terminal to ask at."""
    return f"Nobody is here to type a token. Give it through a pipe: {command(provider, host)} --token-stdin < FILE"


def none_of(providers: Sequence[str]) -> str:
    """Say that no account is linked where alone was to be looked."""
    commands = " or ".join(f"recap connect {provider}" for provider in providers)
    return f"No account at {' or '.join(NAMES[provider] for provider in providers)} is linked: {commands}"


def no_such(provider: str, host: str, login: str) -> str:
    """Say that there is no account to take away."""
    called = f" is called {login}" if login else " is linked"
    return f"No account at {place(provider, host) if host else NAMES[provider]}{called}. To see all: recap accounts"


def which(provider: str, accounts: Sequence[str]) -> str:
    """Ask which of several is meant."""
    return f"Several accounts at {NAMES[provider]} are linked: {', '.join(accounts)}. Name one: --host HOST, --login LOGIN, or all: --all"


def described(provider: str, host: str, login: str, number: str) -> str:
    """Return one account's line in a list."""
    return f"{login or '(does not open with the keys here)'} at {place(provider, host)}, id {number}"


def repositories(count: int) -> str:
    """Count repositories."""
    return "1 repository" if count == 1 else f"{count:,} repositories"


def until(expires: datetime) -> str:
    """Say when a token ends."""
    return f", token until {expires:%Y-%m-%d %H:%M} UTC"


def renewed(expires: datetime) -> str:
    """Say when a token ends that is renewed by itself."""
    return f", token until {expires:%Y-%m-%d %H:%M} UTC, renewed by itself"


IS_DEAD = ", but the host refused its token: link it again"


def device(address: str, code: str) -> str:
    """Ask a person to type a code at a host."""
    return f"Open {address} and type the code {code}\nWaiting for you there; Ctrl-C stops."


def browser(address: str) -> str:
    """Ask a person to open a page in a browser on this machine."""
    return f"Open {address}\nin a browser on this machine. Waiting for you there; Ctrl-C stops."


def not_served(port: int, why: str) -> str:
    """Say that the pages cannot be served."""
    return f"The pages cannot be served on port {port} ({why}): put another one into RECAP_PUBLIC_URL."


def address_of(provider: str, host: str) -> str:
    """Ask for an organisation at a host."""
    return f"Name your organisation: recap connect {provider} --host {host}/ORGANISATION"


def readers(platform: str, tenant: str, user: str) -> str:
    """Name who will be able to read what is linked."""
    if platform == "terminal":
        return f"whoever uses Recap as {user} in the terminal of this machine ({tenant})"
    return f"{NAMED.get(platform, platform)} user {user} in {PLACES.get(platform, 'tenant')} {tenant}"


NAMED = {"slack": "Slack", "discord": "Discord"}
PLACES = {"slack": "workspace", "discord": "server"}
