"""Standups over one open store: who is told of, through whose accounts, and the clock that looks at what is due."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from adapters.apscheduler import ticking
from adapters.redis.outbox import RedisOutbox
from adapters.redis.people import RedisPeople
from adapters.redis.standups import RedisStandups
from bot.environment.settings import Settings
from bot.logs import new_recap
from bot.serving.talking import Ground, days_off, holidays, recapper_of
from core.model import Secret
from core.model.standup import Progress, Report, Standup
from core.ports.talking import Belongings
from core.standup.askers import Askers
from core.standup.belongings import StandupBelongings
from core.standup.commands import Commands
from core.standup.content import Content
from core.standup.digest import Digester
from core.standup.own import Own
from core.standup.parts import Parts
from core.standup.run import Standups
from core.standup.team import Teams
from core.standup.tools import SETTLE, SWEEP, Tools
from core.talking.desk import Desk, Handler

TICK = 2  # seconds until a report that somebody calls for is begun


def handlers(ground: Ground) -> Mapping[str, Handler]:
    """Return what people say about standups, and about what comes to them alone, for `Desk.more`."""
    kept, askers = RedisStandups(ground.store.patient, clock=ground.standup_clock), _askers(ground)
    ours = Commands(standups=kept, askers=askers, holidays=holidays)
    own = Own(standups=kept, askers=askers, holidays=holidays)
    return {**ours.handlers(), **own.handlers()}


def teams(ground: Ground) -> Teams:
    """Return who works together, as the standups say, for `Desk.team`."""
    return Teams(standups=RedisStandups(ground.store.patient, clock=ground.standup_clock), directory=ground.directory)


def belongings(ground: Ground) -> Sequence[Belongings]:
    """Return what standups keep of people, for `Desk.belongings`."""
    return [StandupBelongings(RedisStandups(ground.store.patient, clock=ground.standup_clock))]


async def standups(ground: Ground, desk: Desk, *, settle: timedelta = SETTLE, sweep: timedelta = SWEEP) -> None:
    """Post what is due until this is cancelled; what is in hand then goes to another process."""
    link = ground.store.patient
    outbox = RedisOutbox(link, clock=ground.standup_clock)
    parts = Parts(
        directory=ground.directory,
        recapper_of=lambda member: recapper_of(member, ground, desk.visibilities, is_counted=False),
        clearances=desk.clearances,
        askers=_askers(ground),
        outbox=outbox,
        rooms=desk.rooms,
        holidays=holidays,
    )
    tools = Tools(
        platform=ground.platform,
        standups=RedisStandups(link, clock=ground.standup_clock),
        outbox=outbox,
        compose=_Stamped(Digester(parts)),
        holidays=holidays,
        key=_key(ground.read),
        settle=settle,
        sweep=sweep,
    )
    async with ticking(TICK) as tick:
        await Standups(tools).run(tick)


def _askers(ground: Ground) -> Askers:
    people = RedisPeople(ground.store.patient, ground.sealer)
    return Askers(people=people, directory=ground.directory, zone=ground.read.zone or "UTC", days_off=days_off)


class _Stamped:
    """Composes a report under an id of its own in the log."""

    def __init__(self, digester: Digester) -> None:
        self._digester = digester

    async def __call__(self, standup: Standup, report: Report, progress: Progress) -> Content:
        new_recap(platform=standup.place.platform, tenant=standup.place.tenant)
        return await self._digester(standup, report, progress)


def _key(read: Settings) -> Secret:
    """Return what messages are marked with: the same in every process, and after the store was lost, so that no report is posted twice."""
    tokens = f"standup {read.slack.bot.reveal()} {read.discord.token.reveal()}"
    return Secret(hashlib.blake2b(tokens.encode(), digest_size=32).hexdigest())
