"""Every test runs as nobody, nowhere: no home, no git identity, no key, UTC. At the end: which ids have a passing test."""

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.store"]
IDS: Mapping[str, Sequence[str]] = {
    "fault": (Path(__file__).parent / "faults.txt").read_text().split(),
    "origin": [f"S{number:02}" for number in range(1, 38)],
}
FOREIGN = (
    *("RECAP_", "REDIS_", "OPENAI_", "GITHUB_", "GITLAB_", "AZURE_DEVOPS_", "VITE_", "GIT_", "XDG_", "RATE_LIMIT", "WINDOW_"),
    *("SLACK_", "DISCORD_", "PORT", "DEBUG", "ENVIRONMENT"),
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "LC_", "LANG"),
)
FOLDERS = {"XDG_CONFIG_HOME": ".config", "XDG_CACHE_HOME": ".cache", "XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state"}

settings.register_profile("recap", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("recap")


@pytest.fixture(autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home and none of the settings of the person who runs it; return that home."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(FOREIGN) and name != "RECAP_SHARED":
            monkeypatch.delenv(name)
    for name, folder in FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return home


def pytest_configure() -> None:
    """Have the time of nowhere, and hear signals that whoever started this may have ignored, as a shell does for what it puts behind."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for one in (signal.SIGHUP, signal.SIGQUIT):
        signal.signal(one, signal.SIG_DFL)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Write each test's ids into its reports; refuse an id that nobody knows, since it would count for nothing."""
    for item in items:
        ids = list(_ids(item))
        if unknown := [pair for pair in ids if pair[1] not in IDS[pair[0]]]:
            raise pytest.UsageError(f"{item.nodeid}: no such id: {unknown}")
        item.user_properties.extend(ids)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the ids with a passing test; one whose set-up or tear-down failed has not passed."""
    broken = {report.nodeid for report in terminalreporter.getreports("error")}
    passed = [report for report in terminalreporter.getreports("passed") if report.nodeid not in broken]
    shown = {pair for report in passed for pair in report.user_properties}
    for kind, known in IDS.items():
        ids = [known_id for known_id in known if (kind, known_id) in shown]
        terminalreporter.write_line(f"{kind}s: {len(ids)} of {len(known)} ids have a passing test: {' '.join(ids) or 'none'}")
    for cells in (value for report in passed for name, value in report.user_properties if name == "audience cells"):
        terminalreporter.write_line(f"audience matrix: {cells} cells, no leak")
    if runs := [value for report in passed for name, value in report.user_properties if name == "injection"]:
        terminalreporter.write_line(f"injection: {sum(runs)} runs, 0 live")
    for report in passed:
        for name, cells in report.user_properties:
            if name == "cells":
                terminalreporter.write_line(f"cells: {cells} in {report.nodeid}")


def _ids(item: pytest.Item) -> Iterator[tuple[str, object]]:
    return ((kind, known_id) for kind in IDS for mark in item.iter_markers(kind) for known_id in mark.args)
