"""`recap simulate`: somebody plays with the whole bot, by hand or from a script."""

from pathlib import Path

import pytest

from bot import simulating
from core.errors import SettingsError
from core.messages import simulating as messages
from tests.transcripts.keyboard import piped, sat

SCRIPT = """\
-- a remark, and then what Ana does
ana> /recap connect gitlab
fill token=TOKEN
#dev ana> @Recap last week
= 6 of 6 events told · 3 events hidden here
! nvoices
press why
discord ben> /recap @me last week
people
quit
never played
"""


def test_a_script_is_played_and_what_people_see_is_printed(tmp_path: Path) -> None:
    done = piped("simulate", folder=tmp_path, typed=SCRIPT)

    assert (done.returncode, done.stderr) == (0, ""), done
    linked, mention, why, discord, people = (done.stdout.index(text) for text in (
        "Linked GitLab (127.0.0.1:",
        "  Recap, #dev, in a thread:\n    Ana Lima · Mon 9 – Sun 15 Nov (Europe/Lisbon) · acme/web, acme/docs\n    • ",
        "· Document single sign-on · acme/docs",
        "  Recap (only you can see this), #dev:\n    Link an account first",
        "cleo: Cleo Martin",
    ))  # fmt: skip
    assert linked < mention < why < discord < people
    assert "never played" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_script_that_expects_what_does_not_come_ends_with_a_code(tmp_path: Path) -> None:
    done = piped(
        "simulate",
        folder=tmp_path,
        typed="ana> /recap help\n! Say who, when\nnonsense\ndora> hello\n#sales ana> hi\nclock soon\nbreak wind\n",
    )

    assert done.returncode == 2
    assert "(“Say who, when” was shown.)" in done.stdout
    assert "“nonsense” is not known here" in done.stdout
    assert "Nobody here is called dora" in done.stdout


def test_somebody_types_at_a_prompt(tmp_path: Path) -> None:
    sitting = sat("simulate", folder=tmp_path, typed=[("> ", "ana> /recap settings zone=Europe/Paris\r"), ("\n> ", "quit\r")])

    assert sitting.code == 0
    assert "It is Monday morning." in sitting.output
    assert "Europe/Paris" in sitting.output.partition("zone=Europe/Paris")[2]


def test_elsewhere_than_in_a_clone_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "ROOT", tmp_path)
    with pytest.raises(SettingsError, match=messages.ONLY_IN_CLONE):
        simulating.simulate()


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "_PLAY", "jsonschema_of_nobody.play")
    with pytest.raises(SettingsError, match="jsonschema_of_nobody is not installed"):
        simulating.simulate()
