"""Which adapter says whose token it is, for each kind of host; each is imported when it is asked."""

from collections.abc import Mapping

from core.model import Profile, Provider, Secret
from core.ports import Identify


async def _github(token: Secret, api: str) -> Profile:
    from adapters.github.whoami import whoami

    return await whoami(token, api)


async def _gitlab(token: Secret, api: str) -> Profile:
    from adapters.gitlab.whoami import whoami

    return await whoami(token, api)


async def _azure(token: Secret, api: str) -> Profile:
    from adapters.azure.whoami import whoami

    return await whoami(token, api)


IDENTIFY: Mapping[Provider, Identify] = {Provider.GITHUB: _github, Provider.GITLAB: _gitlab, Provider.AZURE: _azure}
