"""A made-up language model: it tells some facts better than code does, invents one, and leaves the rest out."""

from tests.servers.openai import Asked

SAYS = {
    "Add single sign-on": "Added single sign-on with its login form, refreshed its tokens and tested the login",
    "Export invoices as CSV": "Started to export invoices as CSV",
    "Document single sign-on": "Documented single sign-on for all of Acme's 40 customers",  # which nobody did: it is never shown
    "Fix the logout redirect": "Worked on the logout redirect",
    "Remember the last team at login": "Started to remember the last team at login",
    "Correct the guide to logging out": "Corrected the guide to logging out",
}


def bullets(asked: Asked) -> str:
    """Return a line for each fact that it knows how to tell, with who did it where several people did."""
    told = []
    for fact in asked.user.splitlines():
        name, *parts = fact.split(" | ")
        who = next((part.removeprefix("by: ") for part in parts if part.startswith("by: ")), "")
        told += [f"[{name}] {_by(who, said)}" for title, said in SAYS.items() if title in parts]
    return "\n".join(told)


def _by(who: str, said: str) -> str:
    return f"{who} {said[0].lower()}{said[1:]}" if who else said
