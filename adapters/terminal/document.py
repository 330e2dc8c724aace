"""An answer as one JSON object: a public format."""

import json
import re
from typing import TypeAlias

from core.errors import AskError, NoSourceError
from core.model import Bullet, Event, Recap, RecapRequest, Where, Who, WhoKind, WorkItem

VERSION = 1

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def document(recap: Recap) -> str:
    """Return a recap as JSON, in one line of printable text."""
    return _printable(
        {
            "version": VERSION,
            "request": _request(recap.request),
            "header": recap.header,
            "notes": [*recap.notes, *recap.footer],
            "bullets": [_bullet(bullet) for bullet in recap.bullets],
            "smaller": list(recap.smaller),
            "noise": [{"why": noise.why, "text": noise.text, "events": _ids(noise.events)} for noise in recap.folded.noise],
            "copies": [{"of": copies.of.id, "events": _ids(copies.events)} for copies in recap.folded.copies],
            "items": [_item(item) for item in recap.folded.items],
            "events": [_event(event) for event in recap.events],
            "coverage": {
                "events": recap.coverage.events,
                "told": recap.coverage.told,
                "noise": recap.coverage.noise,
                "hidden": recap.coverage.hidden,
            },
            "failures": [{"source": failure.source, "why": failure.why} for failure in recap.failures],
            "finished": recap.finished,
        }
    )


def refusal(error: Exception, sentence: str, *, request: RecapRequest | None = None) -> str:
    """Return what is known of a question that has no answer, with the reason under `error`."""
    known: dict[str, Json] = {"version": VERSION, "error": sentence, "finished": False}
    if isinstance(error, AskError):
        known |= {"word": error.word, "position": error.position, "nearest": list(error.nearest)}
    if isinstance(error, NoSourceError):
        known["failures"] = [{"source": source, "why": why} for source, why in error.failures]
    if request is not None:
        known["request"] = _request(request)
    return _printable(known)


def _request(request: RecapRequest) -> Json:
    window = request.window
    return {
        "who": [_who(who) for who in request.who],
        "window": {"start": window.start.isoformat(), "end": window.end.isoformat(), "zone": window.zone, "label": window.label},
        "where": _where(request.where),
        "shape": request.shape.value,
    }


def _who(who: Who) -> str:
    """Write a person as the question would."""
    return {WhoKind.ME: "@me", WhoKind.EVERYONE: "everyone"}.get(who.kind, who.text)


def _where(where: Where) -> list[Json]:
    """Write filters as the question would."""
    return [
        *where.repositories,
        *(f"branch:{branch}" for branch in where.branches),
        *(f"path:{path}" for path in where.paths),
        *(f"topic:{topic}" for topic in where.topics),
        *(f"not {repository}" for repository in where.excluded),
    ]


def _bullet(bullet: Bullet) -> Json:
    told: dict[str, Json] = {
        "text": bullet.text,
        "items": list(bullet.items),
        "links": [{"ref": link.ref, "url": link.url} for link in bullet.links],
        "by": bullet.by.value,
    }
    return told | ({"section": bullet.section} if bullet.section else {})


def _item(item: WorkItem) -> Json:
    return {
        "id": item.id,
        "title": item.title,
        "repository": item.repository,
        "kind": item.kind.value,
        "state": item.state.value,
        "url": item.url,
        "events": _ids(item.events),
        "weight": item.weight,
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "kind": event.kind.value,
        "at": event.at.isoformat(),
        "actor": event.actor.name or event.actor.email,
        "ref": event.ref,
        "title": event.title,
        "url": event.url,
        "repository": event.repository,
        "visibility": event.visibility.value,
    }


def _ids(events: tuple[Event, ...]) -> list[Json]:
    return [event.id for event in events]


def _printable(known: dict[str, Json]) -> str:
    """Escape what a screen would obey or not show; half of a surrogate pair, which no encoding takes, becomes U+FFFD."""
    written = re.sub("[\ud800-\udfff]", "\ufffd", json.dumps(known, ensure_ascii=False))
    if written.isprintable():
        return written
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in written)
