"""Ana reads one thing more than is in the office for all, and Bob reads nothing."""

import pytest

from core.model import Member, Visibility
from tests.core.talking.desk import LOGIN, SECRET, Office
from tests.facts import commit

DOCS = commit("Write the docs (#413)", visibility=Visibility.PUBLIC)


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima", LOGIN, DOCS, SECRET)


@pytest.fixture
def bob(office: Office) -> Member:
    return office.worker("Bob Berg")
