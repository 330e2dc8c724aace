"""What is next for a standup: which report, and when to look again. An occurrence is a local date, never a time of the clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.calendar import IsHoliday, due_between, instant, last_due, midnight, next_due
from core.model.standup import Claim, Progress, Report, Standup, is_reported, newest

CATCH_UP = timedelta(hours=2)  # after which a report is not made up for
LATE = timedelta(minutes=5)  # after which it says why it is late
_LOOK_BEFORE = timedelta(minutes=10)  # clocks differ
_TINY = timedelta(microseconds=1)


def chosen(claim: Claim, is_holiday: IsHoliday) -> Report | None:
    """Return the report to begin with now; nothing where none is due, or it is dealt with already."""
    standup, now, done = claim.standup, claim.now, newest(claim.progress)
    if claim.called and not is_reported(claim.progress, claim.called):
        return Report(day=claim.called, due=now, until=now, is_called=True)
    day = None if standup.pause else last_due(standup.rhythm, now, is_holiday)
    if day is None or (done is not None and day <= done):
        return None
    due = instant(day, standup.rhythm)
    return Report(day=day, due=due, until=now, is_missed=now - due > CATCH_UP)


def unreported(standup: Standup, last: date | None, day: date, is_holiday: IsHoliday) -> list[date]:
    """Return the dates up to a report's, its own included, on which one was due since that of the `last` date."""
    first = max(standup.rhythm.first, last + timedelta(days=1)) if last else standup.rhythm.first
    rhythm = replace(standup.rhythm, first=first)
    return list(due_between(rhythm, midnight(first, rhythm), instant(day, rhythm) + _TINY, is_holiday))


def still_wanted(report: Report, standup: Standup) -> bool:
    """Say whether a report that was chosen is still to be made, as things are now."""
    return report.is_called or not (standup.pause or report.day in standup.rhythm.skipped or report.day < standup.rhythm.first)


def again(standup: Standup, progress: Progress, now: datetime, is_holiday: IsHoliday) -> datetime | None:
    """Return when to look at a standup again; nothing where only a change of it gives reason to."""
    if standup.pause:
        return None
    done = newest(progress)
    after = max(now, midnight(done + timedelta(days=1), standup.rhythm) - _TINY) if done else now
    day = next_due(standup.rhythm, after, is_holiday)
    return instant(day, standup.rhythm) if day else None


def from_now_on(standup: Standup, now: datetime) -> Standup:
    """Return a standup that makes up for nothing: the first date is the first whose time is still to come."""
    always = replace(standup.rhythm, days=tuple(range(7)), weeks=1, phase=0, country="", skipped=(), first=now.date() - timedelta(days=2))
    day = next_due(always, now, lambda _: False)
    return replace(standup, rhythm=replace(standup.rhythm, first=max(standup.rhythm.first, day or standup.rhythm.first)))


def looked_from(report: Report, standup: Standup) -> datetime:
    """Return since when messages are looked through for one of this report."""
    return min(midnight(report.day, standup.rhythm), report.due) - _LOOK_BEFORE
