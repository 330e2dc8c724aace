"""What an e-mail address says about its owner: shared by many, a host's stand-in for a login, or one human's."""

import re

from core.model import Identity

# Local parts behind which nobody in particular stands.
_NOBODY = frozenset(
    "admin administrator anonymous bot build ci dev devnull developer git github gitlab info jenkins mail me nobody none noreply "
    "no-reply donotreply root support team test ubuntu unknown user username vagrant www-data you your your.name youremail "
    "ec2-user invalid-email-address".split()
)
_STAND_IN = re.compile(
    r"(?:\d+\+)?(?P<github>[a-z0-9][a-z0-9._-]*(?:\[bot\])?)@users\.noreply\.github\.com"
    r"|\d+-(?P<gitlab>[a-z0-9_][\w.-]*)@users\.noreply\.gitlab\.com"
)


def login(address: str) -> str:
    """Return the login for which a host's no-reply address stands, as "github:ana"; empty for any other address.

    https://docs.github.com/account-and-profile/reference/email-addresses-reference,
    https://docs.gitlab.com/user/profile/#use-an-automatically-generated-private-commit-email
    """
    found = _STAND_IN.fullmatch(address.strip().casefold())
    return f"{found.lastgroup}:{found[found.lastgroup]}" if found and found.lastgroup else ""


def logins(identity: Identity) -> frozenset[str]:
    """Return an identity's logins as "host:login", that behind a no-reply address included."""
    return frozenset(filter(None, (identity.login.casefold(), login(identity.email))))


def is_personal(address: str) -> bool:
    """Say whether an address tells who somebody is: "noreply@github.com" and "root@localhost" do not."""
    local, _, domain = address.strip().casefold().partition("@")
    return bool(domain) and local not in _NOBODY and domain not in {"localhost", "localhost.localdomain", "(none)", "example.com"}
