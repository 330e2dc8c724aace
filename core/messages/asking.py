"""What is said about a question: it is not understood, or it contradicts itself."""

from collections.abc import Sequence

NO_SPRINT = "No sprint is set: run “recap settings” and give its length and its first day."
NO_LAST_RECAP = "There is no earlier recap to start from: say from when, such as “since monday”."
NO_LAST_STANDUP = "There is no earlier standup to start from: say from when, such as “since monday”."
NO_TEAM = "A terminal knows no team; in Slack and Discord a standup's people are one. Name people, as in “@ana, @bob”, or say “everyone”."
CHANNEL = "A channel cannot be looked into: name a repository, as in “in owner/name”, or people, as in “everyone here”."
TIME_MARK = "A chat's own time marks are not read: write the time as 2026-05-01 or as “yesterday 14:00”."
TOO_FAR = "That is too far from today."
HELP_HEAD = "Say who, when, where and how, in any order. For example:"
FOLLOW_UPS = "after an answer (outside of its thread, words that name who, or a time and more, begin anew)"
PARTS = {
    "who": "you, unless you name others; a team is the people of a standup, or a group or role of the chat",
    "when": "the last working day until now, unless you name another time",
    "in": "everything, unless you name where; a topic is a scope, a part of a path or a word of a subject",
    "as": "bullets, unless you name another shape",
    "options": "as set, unless you say otherwise",
}
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def too_long(limit: int) -> str:
    """Refuse a question of too many characters."""
    return f"The question is longer than {limit} characters: shorten it."


def unknown_word(word: str, position: int, nearest: Sequence[str]) -> str:
    """Name a word that has no place, where it stands, and what it may have been."""
    where = f"I do not understand “{word}” (at character {position})."
    if nearest:
        where = f"{where} Did you mean {either(nearest)}?"
    return f"{where} Put @ before a person, quotes around a full name, “in” before a repository; “help” lists what I know."


def unquoted_person(word: str, position: int, person: str) -> str:
    """Name a word that has no place, and how a person is written."""
    return f"I do not understand “{word}” (at character {position}). Is it a person? Then write {person}; “help” lists what I know."


def unnamed(said: str, nearest: Sequence[str], *, is_first: bool) -> str:
    """Refuse words of which none says what to tell."""
    quoted = f"I do not understand “{said}”." if said else "I heard nothing."
    if nearest:
        return f"{quoted} Did you mean {either(nearest)}?"
    shown = ("last week", "everyone yesterday") if is_first else ("yesterday?", "shorter", "only owner/name")
    return f"{quoted} Say {'what to tell' if is_first else 'what to change'}, as in {either(shown)}; “help” lists what I know."


def no_answer_yet(word: str) -> str:
    """Refuse to change an answer before there is one."""
    return f"There is no answer yet that “{word}” could change: ask something first, as in “last week”."


def no_length(said: str) -> str:
    """Refuse a window of no days."""
    return f"“{said}” is no time at all: ask for 1 or more."


def slashed_date(word: str) -> str:
    """Refuse a date whose order of day and month nobody knows."""
    return f"“{word}” can be read in two ways: write the date as 2026-05-01 or as 1 May."


def no_such_date(said: str) -> str:
    """Refuse a day that no calendar has."""
    return f"There is no day “{said}” in the calendar."


def other_weekday(said: str, weekday: int) -> str:
    """Refuse a date with the name of another weekday."""
    return f"“{said}” is a {_WEEKDAYS[weekday]}: leave the weekday out, or correct it."


def no_such_time(said: str) -> str:
    """Refuse a time that no clock shows."""
    return f"There is no time “{said}”: write 14:00 or 2pm."


def only_a_moment(said: str) -> str:
    """Ask for the other end of a window."""
    return f"“{said}” is a moment: say “since {said}”, or “{said} to now”."


def reversed_window(said: str) -> str:
    """Refuse a window that ends before it begins."""
    return f"“{said}” ends before it begins: swap its ends, or say from when."


def no_other_end(said: str) -> str:
    """Ask for the end behind `between`."""
    return f"“{said}” has no other end: say “{said} and ...”."


def contradiction(what: str, first: str, second: str) -> str:
    """Name the two parts of a question that exclude each other."""
    return f"You asked for {what}: “{first}” and “{second}”. Keep one of them."


def bad_limit(word: str, most: int) -> str:
    """Refuse a number of bullets."""
    return f"“{word}” bullets are not possible: ask for 1 to {most}."


def unknown_country(country: str) -> str:
    """Refuse a country or region without a table of public holidays."""
    return f"There are no public holidays for the country “{country}”: use its two-letter code, such as PT, or its region's, such as DE-BY."


def either(words: Sequence[str]) -> str:
    """Join alternatives: “a”, “b” or “c”."""
    quoted = [f"“{word}”" for word in words]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
