"""What starts Recap elsewhere: Procfile, container, compose, dashboard. No daemon runs here, so that the files are read, not built."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.prometheus import Metrics
from bot.environment.reading import _Environment
from bot.serving.roles import Role
from tests.store import free_port

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


def services() -> dict[str, str]:
    """Return each service of the compose file with its lines."""
    part = COMPOSE.partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
    found = re.split(r"(?m)^  (\w+):$", part)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def test_the_example_lists_every_variable_and_sets_none() -> None:
    listed = re.findall(r"(?m)^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE)
    known = {str(field.validation_alias) for field in _Environment.model_fields.values()}
    assert {name for name, _ in listed} == known | {"REDIS_PASSWORD"}
    assert [value for _, value in listed if value] == []


@pytest.mark.origin("S35")
def test_the_procfile_starts_roles() -> None:
    lines = [line.split(": ") for line in (ROOT / "Procfile").read_text("utf-8").splitlines()]
    assert [(name, command) for name, command in lines] == [(role, f"recap {role}") for role in Role if role is not Role.RUN]


@pytest.mark.origin("S35")
def test_compose_starts_the_roles_beside_a_store_that_keeps_what_it_is_given() -> None:
    found = services()
    assert set(found) == {"web", "bot", "scheduler", "store"}
    for role in ("web", "bot", "scheduler"):
        assert re.search(rf"(?m)^    command: {role}$", found[role])
    store = found["store"]
    assert int(re.findall(r"redis:(\d+)", store)[0]) >= 7
    for wanted in ("--appendonly yes", "--maxmemory-policy noeviction", "healthcheck:", "- store:/data"):
        assert wanted in store
    assert "condition: service_healthy" in COMPOSE
    assert re.search(r"(?m)^volumes:\n  store:$", COMPOSE)
    assert int(re.findall(r"stop_grace_period: (\d+)s", COMPOSE)[0]) > 10


@pytest.mark.origin("S35")
def test_compose_holds_no_secret_and_names_no_variable_that_the_example_lacks() -> None:
    assert "env_file: .env" in COMPOSE
    for name, value in re.findall(r"(?m)^    ([A-Z_]+): (.+)$", COMPOSE):
        is_secret = any(word in name for word in ("PASSWORD", "TOKEN", "KEY", "SECRET", "URL"))
        assert not is_secret or "${" in value
    assert set(re.findall(r"\$\{(\w+)", COMPOSE)) <= set(re.findall(r"(?m)^(\w+)=", EXAMPLE))


@pytest.mark.origin("S35")
def test_the_image_is_built_in_stages_and_runs_as_nobody_special() -> None:
    stages = re.split(r"(?m)^FROM ", DOCKERFILE)[1:]
    assert len(stages) == 2
    users = re.findall(r"(?m)^USER (\S+)$", stages[-1])
    assert users == ["recap"]
    assert "--uid 10001" in stages[-1]
    copied = [name for line in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", DOCKERFILE) for name in line.split()]
    assert all((ROOT / name).exists() for name in copied)
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert sorted(allowed) == sorted(copied)
    assert ".env" not in allowed
    assert not re.search(r"(?m)^(ARG|ENV) .*(_TOKEN|SECRET|PASSWORD)=", DOCKERFILE)
    assert "HEALTHCHECK" in stages[-1]
    assert "/healthz" in stages[-1]


def test_building_without_a_network_goes_on(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    environment = {**os.environ, "TIKTOKEN_CACHE_DIR": str(tmp_path), "HTTPS_PROXY": nowhere, "https_proxy": nowhere}
    done = subprocess.run(
        [sys.executable, "-m", "bot.setup.warm"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("tokens are estimated") == 2


@pytest.mark.origin("S27")
def test_the_dashboard_and_the_page_name_metrics_that_there_are() -> None:
    known = {family.name for family in Metrics()._registry.collect()}
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    panels = json.loads((ROOT / "docs" / "dashboard.json").read_text("utf-8"))["panels"]
    shown = " ".join(target["expr"] for panel in panels for target in panel["targets"])
    for text in (page, shown):
        named = {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in re.findall(r"recap_[a-z_]+[a-z]", text)}
        assert named - {"recap_id", "recap_process"} <= known
    assert {re.sub(r"_total$", "", name) for name in re.findall(r"`(recap_[a-z_]+)`", page)} - {"recap_id"} == {
        name for name in known if not name.startswith("recap_process")
    }
