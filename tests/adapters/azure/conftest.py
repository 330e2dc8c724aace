"""A team at an Azure DevOps."""

import pytest

from tests.adapters.azure.team import Team, formed


@pytest.fixture
def team() -> Team:
    return formed()
