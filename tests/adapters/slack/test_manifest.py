"""The committed manifest, the code and the page for whoever sets Recap up say the same."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.slack.manifest import EVENTS, SCOPES, manifest, yaml

ROOT = Path(__file__).parents[3]


def test_the_committed_manifest_is_what_the_code_says() -> None:
    printed = subprocess.run([sys.executable, "-m", "adapters.slack.manifest"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert printed == (ROOT / "manifest.yaml").read_text() == yaml(manifest())


def test_with_an_address_it_is_for_signed_requests(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from adapters.slack.manifest import main

    monkeypatch.setattr(sys, "argv", ["manifest", "https://recap.example/"])
    main()
    said = capsys.readouterr().out
    assert said.count('"https://recap.example/slack/events"') == 4
    assert "socket_mode_enabled: false" in said


@pytest.mark.parametrize(
    "address", ["http://recap.example", "recap.example", "https://", "https://recap.example?a=1", "https://a@recap.example"]
)
def test_an_address_that_slack_would_not_call_makes_no_manifest(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from adapters.slack.manifest import main

    monkeypatch.setattr(sys, "argv", ["manifest", address])
    with pytest.raises(SystemExit, match="https://"):
        main()


def test_texts_in_yaml_are_quoted_and_lists_may_hold_texts() -> None:
    assert yaml({"a": ['say "x"', {"b": True, "c": []}], "d": {"e": "f\\"}}) == (
        'a:\n  - "say \\"x\\""\n  - b: true\n    c:\nd:\n  e: "f\\\\"\n'
    )


def test_what_is_heard_has_its_scope() -> None:
    needed = {"app_mention": "app_mentions:read", **{f"message.{kind}": f"{kind}:history" for kind in ("channels", "groups", "im", "mpim")}}
    assert {needed[event] for event in EVENTS if event in needed} <= set(SCOPES)


def test_the_page_gives_the_reason_of_each_scope_and_takes_eight_steps_at_most() -> None:
    said = (ROOT / "docs" / "slack.md").read_text()
    rows = dict(re.findall(r"^\| `([a-z_.:]+)` \| (.+) \|$", said, re.MULTILINE))
    assert rows == dict(SCOPES)
    steps = [int(number) for number in re.findall(r"^(\d)\. ", said, re.MULTILINE)]
    assert steps == list(range(1, len(steps) + 1))
    assert len(steps) <= 8
