"""Where a stranger's text can stand: each field of a commit, beside a piece of work that is nobody's trick."""

from core.model import Event, Identity, State, WorkItem
from core.reading.inert import inert
from core.reading.secrets import masked
from tests.facts import ANA, commit, item

CARRIERS = ("title", "body", "branch", "path", "author")
EVENT = commit("Add the login page", paths=["login.py"])


def carried(text: str, carrier: str) -> tuple[WorkItem, WorkItem]:
    """Return the facts of which the second carries a text."""
    state = State.OPEN if carrier == "branch" else State.MERGED
    return item(EVENT, id_="W1"), item(_commit(masked(inert(text)), carrier), id_="W2", state=state)


def _commit(text: str, carrier: str) -> Event:
    match carrier:
        case "title":
            return commit(text)
        case "body":
            return commit("Tidy", body=text)
        case "branch":
            return commit("Tidy", branch=text, is_merged=False)
        case "path":
            return commit("Tidy", paths=[text])
        case _:
            return commit("Tidy", actor=Identity(text, ANA.email))
