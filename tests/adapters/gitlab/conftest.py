"""A team at a GitLab."""

import pytest

from tests.adapters.gitlab.team import Team, formed


@pytest.fixture
def team() -> Team:
    return formed()
