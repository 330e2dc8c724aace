"""An office with two people in one channel; a test that needs others has its own."""

import pytest

from core.model import Member
from core.model.chat import Place
from tests.core.talking.desk import LOGIN, SECRET, Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima", LOGIN, SECRET)


@pytest.fixture
def bob(office: Office) -> Member:
    return office.worker("Bob Berg", LOGIN)


@pytest.fixture
def team(office: Office, ana: Member, bob: Member) -> Place:
    return office.platform.room("team", ana, bob)
