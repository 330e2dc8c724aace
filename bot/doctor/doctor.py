"""`recap doctor`: look at everything that Recap needs, and say for each thing how it is and what mends it."""

from collections.abc import AsyncIterator, Callable, Sequence

from bot.doctor import chats as doctor_chats
from bot.doctor import hosts as doctor_hosts
from bot.doctor import machine as doctor_machine
from bot.doctor.finding import Finding, State
from bot.environment.settings import Settings
from bot.environment.variables import settings
from bot.refusals import Code
from bot.terminal.outside import Outside
from bot.terminal.saying import say
from core.errors import SettingsError
from core.messages import doctor as messages

Look = Callable[[Settings, Outside], AsyncIterator[Finding]]
"""Look at one kind of thing."""


async def examine(outside: Outside) -> Code:
    """Print each finding as soon as it is there; return 2 where settings are wrong, 3 where something else is broken, else 0."""
    try:
        read = settings(is_serving=True)
    except SettingsError as error:
        for problem in error.problems:
            say(_line(Finding("settings", State.BROKEN, problem)))
        return Code.NOT_UNDERSTOOD
    found = [finding async for finding in _findings(read, outside)]
    say(messages.summary(sum(one.state is State.BROKEN for one in found), sum(one.state is State.DOUBT for one in found)))
    broken = {one.what for one in found if one.state is State.BROKEN}
    if "settings" in broken:
        return Code.NOT_UNDERSTOOD
    return Code.NO_SOURCE if broken else Code.ANSWERED


async def _findings(read: Settings, outside: Outside) -> AsyncIterator[Finding]:
    for look in _looks():
        async for finding in look(read, outside):
            say(_line(finding))
            yield finding


def _looks() -> Sequence[Look]:
    return [
        doctor_machine.variables,
        doctor_machine.system,
        doctor_machine.store,
        doctor_machine.model,
        doctor_hosts.hosts,
        doctor_hosts.accounts,
        doctor_chats.slack,
        doctor_chats.discord,
        doctor_chats.pages,
    ]


def _line(finding: Finding) -> str:
    step = f"\n       {finding.step}" if finding.step else ""
    return f"[{finding.state}] {finding.what}: {finding.sentence}{step}"
