"""What a process that stays says of itself."""

from collections.abc import Sequence

NO_ANSWER = "no answer in time"
NO_ZONES = "There are no time zones: install tzdata (python -m pip install tzdata), or unset PYTHONTZPATH."
STOPPING = "Stopping: nothing new is taken, and what was begun is finished or handed over."
STOPPED = "Stopped."
PAGES = "Pages and health"
SLACK = "Slack, which calls Recap,"
METRICS = "Metrics"


def started(role: str, parts: Sequence[str]) -> str:
    """Say what runs."""
    return f"Recap runs ({role}): {', '.join(parts)}."


def listening(what: str, address: str) -> str:
    """Say where something listens."""
    return f"{what} at {address}"


def nothing_to_do(role: str, why: str) -> str:
    """Say that a role waits, since there is nothing for it."""
    return f"Nothing to do for {role}: {why} It waits until it is stopped."


def not_listening(host: str, port: int, why: str) -> str:
    """Say that nothing can listen there."""
    return f"Recap cannot listen at {host}:{port}: {why}. Name another place in RECAP_LISTEN or RECAP_METRICS."


def died(part: str, why: str) -> str:
    """Say which part ended the process."""
    return f"Recap stops, since “{part}” ended: {why}"


ENDED = "it should not have."
NO_CHAT = "Neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set; recap doctor says how to get them."
EVENTS_LIMITED = (
    "Slack holds back part of what happens in this workspace: more than 30,000 events an hour are meant for Recap. "
    "Questions may go unheard until that is over. Taking Recap out of the busiest channels helps."
)


def not_warm(name: str) -> str:
    """Say that a vocabulary is not there."""
    return f"The vocabulary {name} could not be fetched: tokens are estimated."


def silent(platform: str) -> str:
    """Say that a platform has not said anything."""
    return f"{platform.capitalize()} has not answered yet."


def waiting(why: str) -> str:
    """Say what a start waits for."""
    return f"{why.rstrip('.')}. Waiting for it."
