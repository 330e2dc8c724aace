"""What the creator of a standup must know, told in their direct messages: once, until it is over."""

from datetime import timedelta

from core.errors import AmbiguousError, OutsideError
from core.model import Secret
from core.model.chat import Page
from core.ports.chat import Platform
from core.standup.hand import Hand
from core.standup.mark import mark

PAUSE = "pause"  # about a standup that is no longer posted


async def notify(hand: Hand, platform: Platform, key: Secret, about: str, text: str) -> bool:
    """Tell the creator; return whether they were told, now or before."""
    if about in hand.progress.notified:
        return True
    sign = mark(hand.standup, about, key)
    try:
        place = await platform.directory.direct(hand.standup.creator)
        if not await platform.posts.find(place, sign, since=hand.now() - timedelta(days=1)):
            await platform.posts.post(place, sign, Page(lines=(text,)))
    except AmbiguousError:
        return True
    except OutsideError:
        return False
    return True
