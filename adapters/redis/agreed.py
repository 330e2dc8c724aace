"""Standups and how far their reports have come, as the store keeps them: JSON with a version, which another version leaves alone."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypeVar

from core.calendar import Rhythm
from core.model import Member, Shape
from core.model.chat import Place
from core.model.standup import VERSION, Chain, Progress, Report, Seat, Stage, Standup
from core.preferences import zone_named

_T = TypeVar("_T")


def packed(standup: Standup) -> str:
    """Return a standup's text; equal ones have equal texts."""
    place, creator, rhythm = standup.place, standup.creator, standup.rhythm
    written = {
        "v": VERSION,
        "id": standup.id,
        "place": [place.platform, place.tenant, place.channel, place.thread],
        "creator": [creator.platform, creator.tenant, creator.user],
        "rhythm": {
            "at": rhythm.at.isoformat("minutes"),
            "zone": rhythm.zone,
            "first": rhythm.first.isoformat(),
            "days": rhythm.days,
            "weeks": [rhythm.weeks, rhythm.phase],
            "country": rhythm.country,
            "skipped": [day.isoformat() for day in rhythm.skipped],
        },
        "created": standup.created.isoformat(),
        "seats": [[seat.member.platform, seat.member.tenant, seat.member.user, seat.has_joined] for seat in standup.seats],
        "is_whole_channel": standup.is_whole_channel,
        "is_personal": standup.is_personal,
        "words": standup.words,
        "shape": standup.shape,
        "is_silent": standup.is_silent,
        "pause": standup.pause,
    }
    return json.dumps(written, separators=(",", ":"))


def standup_in(text: bytes) -> Standup:
    """Return the standup of a text.

    Raises:
        ValueError: it is of another version, or garbage.
    """
    try:
        return _standup(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(type(error).__name__) from error


def progress_packed(progress: Progress) -> str:
    """Return the text of a standup's progress."""
    report = progress.report
    written = {
        "v": VERSION,
        "last": progress.last.isoformat() if progress.last else None,
        "report": _report_written(report) if report else None,
        "chains": {user: [chain.since.isoformat(), chain.floor.isoformat()] for user, chain in progress.chains.items()},
        "strikes": progress.strikes,
        "notified": progress.notified,
        "untold": progress.untold.isoformat() if progress.untold else None,
    }
    return json.dumps(written, separators=(",", ":"))


def progress_in(text: bytes | None) -> Progress:
    """Return the progress of a text; of none, that nothing was done yet.

    Raises:
        ValueError: it is of another version, or garbage.
    """
    if not text:
        return Progress()
    try:
        return _progress(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(type(error).__name__) from error


def _standup(read: Mapping[str, object]) -> Standup:
    if _of(read, "v", int) != VERSION:
        raise ValueError("v")
    rhythm = _of(read, "rhythm", dict)
    zone_named(rhythm["zone"])
    return Standup(
        id=_of(read, "id", str),
        place=Place(*_of(read, "place", list)),
        creator=Member(*_of(read, "creator", list)),
        rhythm=Rhythm(
            at=time.fromisoformat(rhythm["at"]),
            zone=rhythm["zone"],
            first=date.fromisoformat(rhythm["first"]),
            days=tuple(map(int, rhythm["days"])),
            weeks=max(1, int(rhythm["weeks"][0])),
            phase=int(rhythm["weeks"][1]),
            country=str(rhythm["country"]),
            skipped=tuple(map(date.fromisoformat, rhythm["skipped"])),
        ),
        created=_moment(read["created"]),
        seats=tuple(Seat(Member(*one[:3]), bool(one[3])) for one in _of(read, "seats", list)),
        is_whole_channel=_of(read, "is_whole_channel", bool),
        is_personal=_of(read, "is_personal", bool),
        words=_of(read, "words", str),
        shape=Shape(_of(read, "shape", str)),
        is_silent=_of(read, "is_silent", bool),
        pause=_of(read, "pause", str),
    )


def _progress(read: Mapping[str, object]) -> Progress:
    if _of(read, "v", int) != VERSION:
        raise ValueError("v")
    last, report, untold = read["last"], read["report"], read.get("untold")
    chains = _of(read, "chains", dict)
    return Progress(
        last=date.fromisoformat(str(last)) if last else None,
        report=_report(report) if isinstance(report, dict) else None,
        chains={str(user): Chain(_moment(one[0]), _moment(one[1])) for user, one in chains.items()},
        strikes=_of(read, "strikes", int),
        notified=tuple(map(str, _of(read, "notified", list))),
        untold=date.fromisoformat(str(untold)) if untold else None,
    )


def _report_written(report: Report) -> Mapping[str, object]:
    return {
        "day": report.day.isoformat(),
        "due": report.due.isoformat(),
        "until": report.until.isoformat(),
        "stage": report.stage,
        "since": report.since.isoformat() if report.since else None,
        "message": report.message,
        "tries": report.tries,
        "doubts": report.doubts,
        "is_missed": report.is_missed,
        "is_called": report.is_called,
    }


def _report(read: Mapping[str, object]) -> Report:
    return Report(
        day=date.fromisoformat(_of(read, "day", str)),
        due=_moment(read["due"]),
        until=_moment(read["until"]),
        stage=Stage(_of(read, "stage", str)),
        since=_moment(read["since"]) if read["since"] else None,
        message=_of(read, "message", str),
        tries=_of(read, "tries", int),
        doubts=_of({"doubts": 0, **read}, "doubts", int),
        is_missed=_of(read, "is_missed", bool),
        is_called=_of(read, "is_called", bool),
    )


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("zone")
    return moment


def _of(read: Mapping[str, object], name: str, kind: type[_T]) -> _T:
    value = read[name]
    if not isinstance(value, kind):
        raise TypeError(name)
    return value
