"""Which adapter says whose token it is, for each kind of host; each is imported when it is asked."""

from collections.abc import Mapping

from core.model import Profile, Provider, Secret
from core.ports import Identify


async def _github(token: Secret, api: str) -> Profile:
    from adapters.github.whoami import whoami

    return await whoami(token, api)


async def _gitlab(token: Secret, api: str) -> Profile:
    from adapters.gitlab.connecting import whoami

    me = await whoami(token, api)
    return Profile(id=me.id, login=me.login, name=me.name, emails=me.emails, scopes=me.scopes or None)


async def _azure(token: Secret, api: str) -> Profile:
    from adapters.azure.whoami import whoami

    return await whoami(token, api)


IDENTIFY: Mapping[Provider, Identify] = {Provider.GITHUB: _github, Provider.GITLAB: _gitlab, Provider.AZURE: _azure}
