"""What follows when a workspace takes Recap out, or its platform holds back what happens there."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from adapters.redis.tenants import RedisTenants
from bot.logs import WARNING, log
from bot.serving.talking import Ground
from core.errors import OutsideError
from core.leaving import Leaving
from core.messages import process as messages
from core.model import Member
from core.model.chat import Page
from core.ports.chat import Platform

_MARK = "recap-events-limited"
_ONCE = timedelta(days=1)


def leaving(ground: Ground) -> Leaving:
    """Return what erases workspaces: tokens that Recap got for itself are revoked at their hosts."""
    return Leaving(RedisTenants(ground.store.patient, ground.sealer), ground.links.connector.disconnect)


async def tell_limited(platform: Platform, admins: Collection[Member], tenant: str, now: Callable[[], datetime]) -> None:
    """Tell the administrators of a workspace, once a day, that their platform holds back what happens there."""
    for admin in sorted(admins, key=lambda one: one.user):
        if (admin.platform, admin.tenant) != (platform.name, tenant):
            continue
        try:
            place = await platform.directory.direct(admin)
            if not await platform.posts.find(place, _MARK, since=now() - _ONCE):
                await platform.posts.post(place, _MARK, Page(lines=(messages.EVENTS_LIMITED,)))
        except OutsideError as error:
            log(WARNING, "limit not told", kind=type(error).__name__)
