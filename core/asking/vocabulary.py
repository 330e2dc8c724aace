"""The words that the grammar knows, as tables."""

import re
from enum import StrEnum

from core.asking.filler import FILLER
from core.model import Length, Shape

FIELDS = ("repo", "branch", "path", "topic")
PROVIDERS = ("github", "gitlab", "azure")


class Unit(StrEnum):
    """A stretch of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPRINT = "sprint"


_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()

MONTHS = {name: number for number, month in enumerate(_MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
WEEKDAYS = (
    {name: number for number, day in enumerate(_DAYS) for name in (day, day[:3], f"{day}s")}
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)  # fmt: skip
WEEKEND = ("weekend", "weekends")
UNITS = {name: unit for unit in Unit for name in (unit.value, f"{unit.value}s")}
NUMBERS = {name: number for number, name in enumerate(_NUMBERS, 1)} | {"couple": 2}
HOURS = {"hour": 60, "hours": 60, "hrs": 60, "minute": 1, "minutes": 1, "mins": 1}  # in minutes
DAY_PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24)}  # hours
SHORT_UNITS = {"h": "hours", "d": "days", "w": "weeks"}  # `24h`, `7d`
STARTS = ("start", "beginning")
TIMES = {"noon": (12, 0), "midnight": (0, 0)}

SHAPES = {shape.value: shape for shape in Shape} | {
    "bullet": Shape.BULLETS,
    "stand-up": Shape.STANDUP,
    "paragraph": Shape.BRIEF,
    "stats": Shape.NUMBERS,
    "statistics": Shape.NUMBERS,
}
LENGTHS = {
    "short": Length.SHORT,
    "concise": Length.SHORT,
    "long": Length.LONG,
    "detailed": Length.LONG,
    "detail": Length.LONG,
    "details": Length.LONG,
}
TONES = {"playful": "playful", "playfully": "playful"}
BULLETS = ("bullets", "bullet", "points", "lines")
SIZES = {"shorter": 0.5, "briefer": 0.5, "longer": 2}  # of the answer before
DIRECTIONS = {"before": -1, "earlier": -1, "after": 1, "later": 1}  # from the window before

ME = ("@me", "me", "i", "my", "mine", "myself", "i've", "i'm", "i'd", "i'll")
GIVING = ("show", "tell", "give", "send", "get", "write", "make", "catch", "remind", "help", "let")  # "show me" asks for nobody
EVERYONE = ("everyone", "everybody", "@everyone", "anyone", "anybody")
BEFORE_PEOPLE = ("did", "does", "has", "had", "by")
TEAM = ("team", "@team", "we", "we've", "us", "our")

LANGUAGES = {
    name.lower(): name
    for name in (
        "Afrikaans Albanian Amharic Arabic Armenian Azerbaijani Basque Belarusian Bengali Bosnian Bulgarian Burmese Cantonese Catalan "
        "Chinese Croatian Czech Danish Dutch English Esperanto Estonian Filipino Finnish French Galician Georgian German Greek Gujarati "
        "Hausa Hebrew Hindi Hungarian Icelandic Igbo Indonesian Irish Italian Japanese Kannada Kazakh Khmer Korean Kurdish Kyrgyz Lao "
        "Latin Latvian Lithuanian Luxembourgish Macedonian Malay Malayalam Maltese Mandarin Marathi Mongolian Nepali Norwegian Pashto "
        "Persian Farsi Polish Portuguese Punjabi Romanian Russian Serbian Sinhala Slovak Slovenian Somali Spanish Swahili Swedish "
        "Tagalog Tajik Tamil Telugu Thai Tibetan Turkish Turkmen Ukrainian Urdu Uzbek Vietnamese Welsh Xhosa Yiddish Yoruba Zulu"
    ).split()
}
VARIETIES = ("brazilian", "european", "american", "british", "canadian", "mexican", "simplified", "traditional", "swiss", "austrian")

LAST = ("last", "previous")
THIS = ("this", "current")
NEXT = ("next", "coming")
PAST = ("past",)
SINCE = ("since",)
UNTIL = ("until", "till", "til")
TO = ("to", "until", "till", "til", "through", "thru")
NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
WORKING = ("working", "business", "work", "week")
WORKING_DAY = ("workday", "weekday", "workingday")
DETERMINERS = ("the", "my", "our", "all", "a", "an", "its")
ARTICLES = ("the", "my", "our", "a", "an")
STANDUP = ("standup", "stand-up")
LAST_RECAP = ("recap", "report", "time", "one")

EXCEPT = ("except", "excluding", "exclude", "without", "not")
EXPECTING = {
    **{word: f"{word} week" for word in (*LAST, *THIS, *NEXT, *PAST)},
    **{word: f"{word} yesterday" for word in UNTIL},
    **{word: f"{word} owner/name" for word in EXCEPT},
    "since": "since monday",
    "between": "between monday and friday",
    "no": "no ai",
    "as": "as standup",
}  # words that make sense only before another one, with an example
NO_MODEL = ("no-ai", "--no-ai")
WITHOUT = ("no", "without")
MODEL = ("ai", "model")
AUDIENCES = {"here": "here", "private": "private", "privately": "private"}

NOT_REPOSITORIES = frozenset(
    """
    branch path topic general particular progress total order repo repos repositories repository project projects everything case
    addition about and any at for is it most of or so some that their there these this those to was what which with
    breaking bugfixes bugs changes chores features fixes improvements merges refactorings releases
    """.split()
)
NOT_ME = (*TEAM, *(NOT_REPOSITORIES - {"and"}), "want", "need", "would", "wanna", "like")  # "my team", "I want to see"
MEANINGS = dict.fromkeys(
    (
        *(*NEAR_DAYS, *UNITS, *WEEKDAYS, *MONTHS, "q1", "q2", "q3", "q4", *WEEKEND, *HOURS, *DAY_PARTS, *TIMES, "now", "ago", "workday"),
        *(*LAST, *THIS, *NEXT, *PAST, *SINCE, *UNTIL, "between", "working", *SHAPES, *LENGTHS, *TONES, *BULLETS, *AUDIENCES),
        *(*ME, *EVERYONE, *TEAM, *LANGUAGES, *VARIETIES, *EXCEPT, *MODEL, *(f"{field}:" for field in (*FIELDS, *PROVIDERS))),
    )
)
KNOWN = MEANINGS.keys() | FILLER
MEANT = {"more": ("longer",), "less": ("shorter",)}  # what words that name nothing may have meant

TIME = re.compile(r"(\d{1,2})(?::(\d\d))?(am|pm)?")
ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
YEAR = re.compile(r"(?:19|20|21)\d\d")
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
QUARTER = re.compile(r"q([1-4])")


def is_date_word(key: str) -> bool:
    """Say whether a word can stand at an end of a range such as `mon-fri`, `1-3` or `14:00-16:00`."""
    return key in WEEKDAYS or key in MONTHS or any(form.fullmatch(key) for form in (TIME, QUARTER, DAY_NUMBER, ISO_DATE))
