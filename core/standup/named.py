"""Who is named for a standup; a name that means nobody is refused, for without one a standup tells of everybody."""

from collections.abc import Sequence

from core.errors import AskError
from core.messages import agreeing as messages
from core.model import Member, Who, WhoKind
from core.ports.chat import Directory
from core.standup.words import Wanted

_PEOPLE = frozenset([WhoKind.PERSON, WhoKind.TEAM, WhoKind.EVERYONE])


async def people_named(asked: Wanted, by: Member, directory: Directory) -> list[Member]:
    """Return who was named, groups as those who are in them now.

    Raises:
        AskError: nobody is in the groups.
        OutsideError: a group is not known.
    """
    named = [Member(by.platform, by.tenant, user) for user in asked.people]
    for group in asked.groups:
        named += await directory.group(by.tenant, group)
    if asked.groups and not named:
        raise AskError(messages.NOBODY)
    return list(dict.fromkeys(named))


def mentioned(asked: Wanted) -> list[Who]:
    """Return who was named as the chat writes people and groups."""
    named = [*(f"<@{user}>" for user in asked.people), *(f"<@&{group}>" for group in asked.groups)]
    return [*(Who(WhoKind.PERSON, one) for one in named), *([Who(WhoKind.EVERYONE)] if asked.is_everyone else [])]


def check_nobody(who: Sequence[Who], *, is_personal: bool) -> None:
    """Refuse names among the question's words: reports do not go by them.

    Raises:
        AskError: there is one.
    """
    word = next((one.text or one.kind.value for one in who if one.kind in _PEOPLE), "")
    if word:
        raise AskError(messages.no_others(word) if is_personal else messages.not_there(word), word=word)
