"""The team of each host in turn."""

from collections.abc import Callable

import pytest

from tests.adapters.azure import team as azure
from tests.adapters.gitlab import team as gitlab
from tests.adapters.hosts.team import Team


@pytest.fixture(params=[azure.formed, gitlab.formed], ids=["azure", "gitlab"])
def team(request: pytest.FixtureRequest) -> Team:
    formed: Callable[[], Team] = request.param
    return formed()
