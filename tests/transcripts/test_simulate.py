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


MISTAKES = """\
cleo> /recap connect gitlab
fill token=TOKEN
clock +1m
! Connect GitLab
cleo> /recap help
! Connect GitLab
discord ana> /standup rename
dm ana> /standup new 09:30
#dev ana> /recap ask question: last week here: true
= Link an account first
terminal ana> recap settings bullets=3
terminal ana> recap chat
terminal ana> recap forget-me
= Erased
"""


def test_what_somebody_cannot_do_ends_no_session(tmp_path: Path) -> None:
    done = piped("simulate", folder=tmp_path, typed=MISTAKES)

    assert "Something went wrong" not in done.stderr
    refused = [line.strip() for line in done.stdout.splitlines() if line.startswith("  (")]
    assert [line.partition(" /standup new,")[0] for line in refused] == [
        "(Cleo Martin has no account at the GitLab.)",
        "(Discord offers",
        "(/standup is not shown to ana in direct messages)",
        "(Here a terminal has ask, connect, accounts, disconnect, repos, settings, export-me, forget-me, help.)",
    ], done.stdout


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
