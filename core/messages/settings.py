"""What is said about settings: a person's own, and the environment's."""

from collections.abc import Sequence


def unknown_key(key: str, keys: Sequence[str]) -> str:
    """Say that there is no such setting."""
    return f"There is no setting “{key}”. There are: {', '.join(keys)}."


def no_pair(word: str) -> str:
    """Say how a setting is written."""
    return f"“{word}” is not a setting. Write it as key=value, as in zone=Europe/Lisbon; zone= takes it back."


def bad_quotes(words: str) -> str:
    """Say that a quotation mark has no partner."""
    return f"A quotation mark has no partner in: {words}"


def bad_value(key: str, value: str, wanted: str) -> str:
    """Say what a setting takes."""
    return f"{key}={value} is not understood: {wanted}."


def broken_file(path: str, why: str) -> str:
    """Say that the settings file cannot be used."""
    return f"The settings file {path} cannot be used: {why}. Correct it, or remove it."


def in_file(problem: str, path: str) -> str:
    """Say where a setting stands that is not understood."""
    return f"{problem} It stands in {path}."


def not_written(path: str, why: str) -> str:
    """Say that a file could not be written."""
    return f"{path} could not be written: {why}."


def unknown_zone(zone: str) -> str:
    """Say that a time zone does not exist."""
    return f"There is no time zone “{zone}”. Name one like Europe/Lisbon."


def bad_now(value: str) -> str:
    """Say what --now takes."""
    return f"--now takes an ISO time between 1970 and 2199, like 2026-05-01T09:30; “{value}” is none."


def bad_variable(name: str, wanted: str) -> str:
    """Say which variable is wrong, never what it holds."""
    return f"{name}: {wanted}."


def shown_to_browsers(name: str) -> str:
    """Refuse a secret under a name that builds of web pages give away."""
    return f"{name}: what begins with VITE_ reaches every browser, so that no secret may be there. Take it away, and make a new secret."


def alias(old: str, new: str) -> str:
    """Say that a variable has another name here."""
    return f"{old} is understood; write {new}."


def no_environment_file(path: str) -> str:
    """Say that RECAP_ENV_FILE leads nowhere."""
    return f"RECAP_ENV_FILE names {path}, which cannot be read."


NO_NAME = "--me takes a name or an address, as in --me 'Ana Lima'."
NOTHING_CHANGED = "Nothing was changed."
NO_FILE = "it is not a file"
NO_OBJECT = "it holds no JSON object"
ZONE = "it takes a time zone like Europe/Lisbon"
WEEK_START = "it takes monday, saturday or sunday"
QUARTER_START = "it takes the number of the month in which the first quarter begins, 1 to 12"
SPRINT = "it takes the days of a sprint and the first day of any, as in sprint='14 from 2026-01-05'"
COUNTRY = "it takes a country's two letters, like PT, or a region's code, like DE-BY"
BULLETS = "it takes a number from 1 to 15"
LENGTH = "it takes short, normal or long"
EMAIL = "it takes addresses like ana@example.org, several with commas"
ADDRESS = "it takes an address that begins with https:// or http://"
REMOTE = "it takes an address that begins with https:// (http:// only on this machine), without a login, a query or a fragment"
TRACKER = "it takes an address that begins with https:// (http:// only on this machine), without a login, as in https://jira.example.org/browse/{key}"
PLACEHOLDER = "it holds a placeholder; put the real one there, or nothing"
KEY = "it takes a key without blanks"
LOG = "it takes debug, info, warning or error"
WORD = "it takes a line of text, 100 characters at most"
NONE_SET = "No settings yet. Set some: recap settings zone=Europe/Lisbon week-start=sunday"


def erased(things: Sequence[str]) -> str:
    """Say what `forget-me` took away."""
    return "\n".join(f"Erased: {thing}" for thing in things) if things else "There was nothing to erase."


def store(folder: str) -> str:
    """Name the embedded store and its keys among what was erased."""
    return f"store and its keys ({folder})"


def emptied(folder: str) -> str:
    """Name the embedded store among what was erased, where another process has it."""
    return f"everything in the store ({folder}), which another process of yours still uses"


def not_opened(why: str) -> str:
    """Say that the accounts were erased unseen."""
    return f"{why}\nSo no token could be revoked: end them at their hosts."


def not_erased(path: str, why: str) -> str:
    """Say that something could not be erased."""
    return f"{path} could not be erased: {why}."


def bad_environment_file(path: str) -> str:
    """Say that a file of variables is none."""
    return f"{path} cannot be read as a file of variables."


def kept_in(path: str) -> str:
    """Say where settings are kept."""
    return f"(kept in {path})"
