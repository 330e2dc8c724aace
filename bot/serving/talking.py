"""The desk at which turns are taken: everything that talking needs, over one open store."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from adapters.dateparser import DateparserDates
from adapters.holidays import CountryHolidays
from adapters.redis.answers import RedisAnswers
from adapters.redis.people import RedisPeople
from adapters.redis.rooms import RedisAllowances, RedisRooms
from adapters.redis.traffic import RedisTraffic
from bot.accounts.allowed import AllowedWriter
from bot.accounts.linked import Links
from bot.accounts.sources import LinkedSources
from bot.accounts.visibilities import HostVisibilities
from bot.environment.settings import Settings
from bot.serving.metered import MeteredMessage, MeteredRecapper, MeteredWriter, edited
from core.clearances import Clearances
from core.connect import Site
from core.deliver import Outlet, deliver
from core.model import Member, Recap, is_weekend
from core.model.chat import Place
from core.ports.chat import Directory, Platform
from core.ports.talking import Belongings, Teams, Visibilities
from core.recap import Recapper
from core.talking.desk import Desk, Handler, Linking
from core.talking.showing import Showing
from core.traffic import Shared

if TYPE_CHECKING:
    from adapters.redis.client import Store
    from adapters.redis.sealing import Sealer

Page = Callable[[Member, Site], Awaitable[str]]
"""Return the address at which a member links an account in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What everything stands on: settings, the store and what seals in it, the accounts, the platforms by name, the clock."""

    read: Settings
    store: "Store"
    sealer: "Sealer"
    links: Links
    platforms: Mapping[str, Platform]
    now: Callable[[], datetime]
    standup_clock: Callable[[], datetime] | None = None  # stands for the store's, by which standups are due

    def platform(self, name: str) -> Platform:
        """Return a platform that this process speaks to."""
        return self.platforms[name]

    def directory(self, name: str) -> Directory:
        """Return who is who on a platform."""
        return self.platforms[name].directory


def desk(
    ground: Ground,
    *,
    page: Page | None,
    more: Mapping[str, Handler],
    team: Teams,
    last_standup: Callable[[Member, Place], Awaitable[datetime | None]],
    belongings: Sequence[Belongings],
) -> Desk:
    """Return the desk of a process; `more` is what other parts do in a conversation, by its name, `team` who works together."""
    links, link, now = ground.links, ground.store.patient, ground.now
    people, allowances = RedisPeople(link, ground.sealer), RedisAllowances(link)
    visibilities = HostVisibilities(links=links, now=now)
    return Desk(
        platform=ground.platform,
        recapper_of=lambda members: recapper_of(members[0], ground, visibilities, others=members[1:]),
        accounts=links.accounts,
        waiting=links.waiting,
        answers=RedisAnswers(link, ground.sealer),
        people=people,
        rooms=RedisRooms(link),
        allowances=allowances,
        visibilities=visibilities,
        clearances=Clearances(directory=ground.directory, allowances=allowances, people=people, accounts=links.accounts),
        linking=Linking(connector=links.connector, sites=links.hosts, named=links.hosts.named, page=page),
        deliver=partial(_deliver, RedisTraffic(link), now),
        now=now,
        zone=ground.read.zone or "UTC",
        days_off=days_off,
        foreign=DateparserDates(),
        admit=links.admit,
        team=team,
        last_standup=last_standup,
        belongings=belongings,
        more=more,
    )


def recapper_of(
    member: Member, ground: Ground, visibilities: Visibilities, *, others: Sequence[Member] = (), is_counted: bool = True
) -> Recapper:
    """Return what answers a member, who may be `others` too: from their own accounts alone, within what they may use of the model."""
    read, links = ground.read, ground.links
    writer = tokens = None
    if read.model:
        from adapters.openai.writer import OpenAIWriter
        from adapters.tiktoken import TiktokenCounter

        tokens = TiktokenCounter(read.model)
        model = MeteredWriter(OpenAIWriter(read.model, api_key=read.api_key, base_url=read.base_url))
        writer = AllowedWriter(model, tokens, lambda: nullcontext(links), member, is_counted=is_counted)
    return MeteredRecapper(
        sources=(),
        me=(),
        now=ground.now,
        linked=LinkedSources(links=lambda: nullcontext(links), now=ground.now, member=member, others=others, is_counted=is_counted),
        writer=writer,
        tokens=tokens,
        tracker=read.tracker,
        again=lambda repositories: visibilities.seen_by(member, of=repositories),
    )


def days_off(country: str) -> Callable[[date], bool]:
    """Return what says when nobody is expected to work."""
    return CountryHolidays(country).is_day_off if country else is_weekend


def holidays(country: str) -> Callable[[date], bool]:
    """Return what says which working days are public holidays; a standup names its own weekdays."""
    if not country:
        return lambda _: False
    table = CountryHolidays(country)
    return lambda day: not is_weekend(day) and table.is_day_off(day)


async def _deliver(traffic: RedisTraffic, now: Callable[[], datetime], snapshots: AsyncIterator[Recap], showing: Showing) -> Recap:
    """Show snapshots in the rhythm of all live messages that share a quota."""
    rhythm = Shared(traffic, showing.live.quota, secrets.token_hex(8), shed=lambda: edited("shed"))
    sign = None if showing.is_once else showing.sign_of_life
    return await deliver(snapshots, Outlet(message=MeteredMessage(showing), rhythm=rhythm, sign_of_life=sign, now=now, sleep=asyncio.sleep))
