"""What was done, where everybody may read it."""

from dataclasses import replace
from datetime import UTC, datetime

from core.model import Event, Identity, Visibility
from tests.facts import commit

ANA = Identity("Ana Lima", "ana@example.org")
BEN = Identity("Ben Okafor", "ben@example.org")


def done(title: str, at: str, actor: Identity = ANA, visibility: Visibility = Visibility.PUBLIC) -> Event:
    """Return a commit of a moment in UTC."""
    return replace(commit(title, at=datetime.fromisoformat(at).replace(tzinfo=UTC), actor=actor), visibility=visibility)
