"""What is said where somebody, or a host, has had enough for now."""

from datetime import datetime

MEMBERS = "it takes people as platform:tenant:user, several with commas, as in slack:T024BE7LD:U0G9QF9C6"
CALLS = "it takes a number of calls from 5 to 1,000,000"
WINDOW = "it takes a number of seconds from 1 to 3,600"
TOKENS = "it takes a number of tokens, 0 or more"

_STRETCHES = {60: "a minute", 3600: "an hour"}


def too_many(limit: int, seconds: int, wait: int, *, is_shared: bool) -> str:
    """Tell that somebody calls too often, and when it goes on."""
    who = "Your workspace has" if is_shared else "You have"
    return f"{who} asked too often ({limit:,} {_STRETCHES.get(seconds, f'in {seconds} seconds')} at most): try again in {_wait(wait)}."


def uncounted(why: str) -> str:
    """Tell that something is refused since it cannot be counted."""
    return f"This must be counted, and cannot be now. {why}"


def spent(host: str, login: str, at: datetime) -> str:
    """Tell that a host's allowance is used up."""
    return f"{host} answers {login} nothing more of this kind until {at:%H:%M} UTC: ask again then."


def tokens(limit: int, *, is_shared: bool) -> str:
    """Tell that a day's words of a language model are used up."""
    whose = "workspace's" if is_shared else "person's"
    return f"The language model's {limit:,} tokens for a {whose} day are used up; there are new ones at 00:00 UTC."


def _wait(seconds: int) -> str:
    if seconds < 120:  # noqa: PLR2004  two minutes
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
