"""Somebody alone in a channel, who has linked no account."""

import pytest

from core.model import Member
from core.model.chat import Place
from tests.core.talking.desk import LOGIN, Office


@pytest.fixture
def ana(office: Office) -> Member:
    member = office.platform.person("Ana Lima")
    office.reads(member, LOGIN)
    return member


@pytest.fixture
def team(office: Office, ana: Member) -> Place:
    return office.platform.room("team", ana)
