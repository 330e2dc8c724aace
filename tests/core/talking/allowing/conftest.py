"""A team that reads more or less of the same owner, with its manager."""

import pytest

from core.model import Member, Visibility
from core.model.chat import Place
from tests.core.talking.desk import LOGIN, SECRET, Office
from tests.facts import commit

PLANS = commit("Plan the merger (#8)", visibility=Visibility.PRIVATE, repository="board/plans")


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima", LOGIN, SECRET, PLANS)


@pytest.fixture
def bob(office: Office) -> Member:
    return office.worker("Bob Berg", LOGIN, SECRET)


@pytest.fixture
def boss(office: Office) -> Member:
    return office.worker("Eva Ito", LOGIN, is_manager=True)


@pytest.fixture
def team(office: Office, ana: Member, bob: Member, boss: Member) -> Place:
    return office.platform.room("team", ana, bob, boss)
