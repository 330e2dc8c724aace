"""A repository in which two people worked; a test that needs another has its own."""

from pathlib import Path

import pytest

from tests.transcripts.repositories import ANA, BOB, repository


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return repository(
        tmp_path / "web",
        (ANA, "2026-05-05T09:00:00+00:00", "Add single sign-on (#412)"),
        (BOB, "2026-05-06T09:00:00+00:00", "Fix the login form (#418)"),
        (ANA, "2026-05-12T09:00:00+00:00", "Fix the token refresh (#420)"),
        remote="https://github.com/acme/web.git",
    )
