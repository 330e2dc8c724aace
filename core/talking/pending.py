"""A question that waits for an account: kept as text, and taken up as the turn that it was."""

import json
from dataclasses import replace
from datetime import datetime

from core.model import Member
from core.model.chat import Place, Turn, Typed, Way

VERSION = 1


def written(turn: Turn, typed: Typed) -> str:
    """Return a turn of words as text."""
    member, place = turn.member, turn.place
    return json.dumps(
        {
            "v": VERSION,
            "id": turn.id,
            "member": [member.platform, member.tenant, member.user],
            "place": [place.platform, place.tenant, place.channel, place.thread],
            "at": turn.at.isoformat(),
            "words": typed.words,
            "way": typed.way,
            "reply": turn.reply,
        }
    )


def read(text: str | None) -> Turn | None:
    """Return the turn that waits; nothing where none does, or another version of Recap wrote it."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return None
    if not isinstance(kept, dict) or kept.get("v") != VERSION:
        return None
    return Turn(
        id=kept["id"],
        member=Member(*kept["member"]),
        place=Place(*kept["place"]),
        at=datetime.fromisoformat(kept["at"]),
        deed=Typed(kept["words"], Way(kept["way"])),
        reply=kept["reply"],
    )


def moved(turn: Turn, place: Place) -> Turn:
    """Return a question as if it had been asked in a direct message."""
    deed = turn.deed
    return replace(turn, place=place, deed=replace(deed, way=Way.DIRECT) if isinstance(deed, Typed) else deed, reply="")
