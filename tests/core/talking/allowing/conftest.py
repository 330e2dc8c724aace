"""A team that reads more or less of the same owner, with its manager."""

import pytest

from core.model import Member, Visibility
from core.model.chat import Place
from tests.core.talking.desk import LOGIN, SECRET, Office
from tests.facts import commit

PLANS = commit("Plan the merger (#8)", visibility=Visibility.PRIVATE, repository="board/plans")


@pytest.fixture
def ana(office: Office) -> Member:
    member = office.worker("Ana Lima")
    office.reads(member, LOGIN, SECRET, PLANS)
    return member


@pytest.fixture
def bob(office: Office) -> Member:
    member = office.worker("Bob Berg")
    office.reads(member, LOGIN, SECRET)
    return member


@pytest.fixture
def boss(office: Office) -> Member:
    member = office.worker("Eva Ito", is_manager=True)
    office.reads(member, LOGIN)
    return member


@pytest.fixture
def team(office: Office, ana: Member, bob: Member, boss: Member) -> Place:
    return office.platform.room("team", ana, bob, boss)
