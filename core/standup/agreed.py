"""Words become an agreement: what a new standup is, and what an old one becomes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.asking.grammar import parse
from core.calendar import WORKDAYS, IsHoliday, Rhythm, instant, local, next_due, phase_of
from core.errors import AskError
from core.messages import agreeing as messages
from core.model import Asker, Member
from core.model.chat import Place
from core.model.standup import Seat, Standup
from core.standup.named import check_nobody, mentioned
from core.standup.plan import from_now_on
from core.standup.words import Wanted, check_zone


def begun(asked: Wanted, *, id_: str, place: Place, creator: Member, asker: Asker, now: datetime, is_personal: bool = False) -> Standup:
    """Return what is agreed, from the next day on; somebody's own recap already today, where its time is still to come.

    Raises:
        AskError: no time is named, or what is left is no question.
    """
    if asked.at is None:
        number = next((word for word in asked.rest if word[:1].isdigit()), "")
        raise AskError(messages.no_time(number) if number else messages.NO_TIME, word=number)
    check_question(asked, asker, now)
    rhythm = Rhythm(
        at=asked.at, zone=asked.zone or asker.zone.key, first=now.date(), days=asked.days or WORKDAYS, country=asked.country or ""
    )
    today = local(now, rhythm)
    first = today if is_personal and instant(today, rhythm) > now else today + timedelta(days=1)
    weeks = asked.weeks or 1
    starts = first + timedelta(days=(min(rhythm.days) - first.weekday()) % 7)  # a rhythm of weeks begins with its first day
    standup = Standup(
        id=id_,
        place=place,
        creator=creator,
        rhythm=replace(rhythm, first=first, weeks=weeks, phase=phase_of(starts if weeks > 1 else first, weeks)),
        created=now,
        seats=(Seat(creator, has_joined=True),),
        words=" ".join(asked.rest),
        is_silent=bool(asked.is_silent),
        is_personal=is_personal,
    )
    return replace(standup, is_whole_channel=not is_personal and (asked.is_everyone or not asked.people))


def changed(standup: Standup, asked: Wanted, now: datetime) -> Standup:
    """Return a standup with what words change; what is over by now is not made up for."""
    rhythm, moved = standup.rhythm, _moved(standup.rhythm, asked, now)
    new = replace(
        standup,
        rhythm=moved,
        words=" ".join(asked.rest) or standup.words,
        is_silent=standup.is_silent if asked.is_silent is None else asked.is_silent,
        is_whole_channel=asked.is_everyone or (standup.is_whole_channel and not asked.people),
    )
    return from_now_on(new, now) if moved != rhythm else new


def with_people(standup: Standup, people: Sequence[Member]) -> Standup:
    """Return a standup of these people; who joined before stays joined, and others who joined stay too."""
    joined = [seat for seat in standup.seats if seat.has_joined]
    known = {seat.member for seat in joined}
    return replace(standup, seats=(*joined, *(Seat(one) for one in dict.fromkeys(people) if one not in known)))


def joined(standup: Standup, member: Member) -> Standup:
    """Return a standup that somebody joined."""
    others = tuple(seat for seat in standup.seats if seat.member != member)
    return replace(standup, seats=(*others, Seat(member, has_joined=True)))


def left(standup: Standup, member: Member) -> Standup:
    """Return a standup that somebody left; who is in the channel is still told of, as others see it."""
    return replace(standup, seats=tuple(seat for seat in standup.seats if seat.member != member))


def skipping(standup: Standup, day: date, now: datetime) -> Standup:
    """Return a standup that leaves a date out; those that are over are forgotten."""
    kept = [one for one in standup.rhythm.skipped if one >= local(now, standup.rhythm)]
    return replace(standup, rhythm=replace(standup.rhythm, skipped=tuple(sorted({*kept, day}))))


def described(standup: Standup, *, number: int = 0, today: date | None = None) -> str:
    """Return a standup in one line, with the dates from today on that it leaves out."""
    rhythm = standup.rhythm
    people = None if standup.is_personal else 0 if standup.is_whole_channel else len(standup.seats)
    return messages.described(
        rhythm.at,
        rhythm.days,
        rhythm.zone,
        weeks=rhythm.weeks,
        country=rhythm.country,
        pause=standup.pause,
        number=number,
        people=people,
        words=standup.words,
        is_silent=standup.is_silent,
        skipped=[day for day in rhythm.skipped if today and day >= today],
    )


def is_like(one: Standup, other: Standup) -> bool:
    """Say whether two standups would tell the same at the same time; one is not like itself, agreed on again."""
    if one.id == other.id:
        return False
    told, other_told = ((each.rhythm.at, each.rhythm.zone, each.words.casefold(), each.is_whole_channel) for each in (one, other))
    if told != other_told or not {*one.rhythm.days} & {*other.rhythm.days}:
        return False
    are_other_weeks = one.rhythm.weeks == other.rhythm.weeks and one.rhythm.phase != other.rhythm.phase
    are_same = {seat.member for seat in one.seats} == {seat.member for seat in other.seats}
    return not are_other_weeks and (one.is_whole_channel or are_same)


def first_day(standup: Standup, now: datetime, is_holiday: IsHoliday) -> date | None:
    """Return the next date on which it is due; a country without a table is refused by that.

    Raises:
        RecapError: nobody knows its country's holidays.
    """
    return next_due(standup.rhythm, now, is_holiday)


def _moved(rhythm: Rhythm, asked: Wanted, now: datetime) -> Rhythm:
    weeks = asked.weeks or (1 if asked.days else rhythm.weeks)
    moved = replace(
        rhythm,
        at=asked.at or rhythm.at,
        zone=asked.zone or rhythm.zone,
        days=asked.days or rhythm.days,
        weeks=weeks,
        country=rhythm.country if asked.country is None else asked.country,
    )
    return moved if weeks == rhythm.weeks else replace(moved, phase=phase_of(local(now, moved), weeks))


def check_question(asked: Wanted, asker: Asker, now: datetime, *, is_personal: bool = False) -> None:
    """Refuse words that the question's grammar does not know, names of people, and a window where windows chain.

    Raises:
        AskError: it is so.
    """
    said = " ".join(asked.rest)
    try:
        question = parse(said, asker, now)
    except AskError as error:
        check_zone(error.word)
        raise
    if not is_personal and question.window != parse("", asker, now).window:
        raise AskError(messages.no_window(said), word=said)
    check_nobody([*question.who, *(mentioned(asked) if is_personal else ())], is_personal=is_personal)
