"""A turn as text, for processes of other versions to read or to leave alone."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from core.model import Member
from core.model.chat import Deed, Filled, Place, Pressed, Turn, Typed, Way

VERSION = 1


def written(turn: Turn) -> str:
    """Return a turn as JSON."""
    return json.dumps({"v": VERSION, **asdict(turn), "at": turn.at.isoformat(), "kind": type(turn.deed).__name__})


def read(text: str) -> Turn:
    """Return the turn that was written.

    Raises:
        ValueError: another version wrote it, or nobody did.
    """
    try:
        told: dict[str, Any] = json.loads(text)
        if told.pop("v") != VERSION:
            raise ValueError(text[:20])
        return Turn(
            **told
            | {
                "member": Member(**told["member"]),
                "place": Place(**told["place"]),
                "at": datetime.fromisoformat(told["at"]),
                "deed": _deed(told.pop("kind"), told["deed"]),
            }
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(text[:20]) from error


def _deed(kind: str, told: Mapping[str, Any]) -> Deed:
    match kind:
        case "Typed":
            return Typed(**{**told, "way": Way(told["way"])})
        case "Pressed":
            return Pressed(**told)
        case "Filled":
            return Filled(**told)
    raise ValueError(kind)
