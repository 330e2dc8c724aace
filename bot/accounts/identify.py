"""Which adapter says whose token it is, for each kind of host; each is imported when it is asked."""

from collections.abc import Awaitable, Callable, Mapping

from core.hosts import Judge
from core.model import Profile, Provider, Secret

Ask = Callable[[Secret, str, Judge], Awaitable[Profile]]


async def _github(token: Secret, api: str, judge: Judge) -> Profile:
    from adapters.github.whoami import whoami

    return await whoami(token, api, judge=judge)


async def _gitlab(token: Secret, api: str, judge: Judge) -> Profile:
    from adapters.gitlab.connecting import whoami

    me = await whoami(token, api, judge=judge)
    return Profile(id=me.id, login=me.login, name=me.name, emails=me.emails, scopes=me.scopes or None)


async def _azure(token: Secret, api: str, judge: Judge) -> Profile:
    from adapters.azure.whoami import whoami

    return await whoami(token, api, judge=judge)


IDENTIFY: Mapping[Provider, Ask] = {Provider.GITHUB: _github, Provider.GITLAB: _gitlab, Provider.AZURE: _azure}
