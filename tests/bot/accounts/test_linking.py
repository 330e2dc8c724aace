"""The commands about accounts that are linked, as a person types them."""

import asyncio
import base64
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bot.desk import ANA, KEY, ROOT, Desk, registered
from tests.servers.oauth import User


@pytest.mark.fault("F126")
async def test_several_accounts_are_told_apart(github: Desk) -> None:
    await github.linked()
    await github.linked(user=User("9", "bob"))
    done = await github.recap("disconnect", "github")
    assert done.code == 2
    assert "ana at 127.0.0.1" in done.err
    assert "--login" in done.err
    assert (await github.recap("disconnect", "github", "--login", "bob")).out.startswith("Erased the account bob")
    assert (await github.recap("accounts")).out.count("\n") == 1
    done = await github.recap("disconnect", "github", "--login", "carl")
    assert (done.code, done.err) == (2, "No account at GitHub is called carl. To see all: recap accounts\n")
    assert (await github.recap("disconnect", "gitlab")).code == 2
    assert (await github.recap("disconnect", "nothing")).code == 2
    await github.linked(user=User("9", "bob"))
    assert (await github.recap("disconnect", "github", "--all")).out.count("Erased") == 2


@pytest.mark.fault("F128")
@pytest.mark.origin("S12")
async def test_keys_rotate_and_a_wrong_key_changes_nothing(github: Desk) -> None:
    await github.linked()
    newest = base64.b64encode(os.urandom(32)).decode()
    both = Desk(github.host, github.folder, github.store, {"RECAP_SECRET_KEYS": f"{newest},{KEY}"})
    alone = Desk(github.host, github.folder, github.store, {"RECAP_SECRET_KEYS": newest})
    done = await alone.recap("accounts")
    assert done.code == 2
    assert "Nothing was changed" in done.err
    assert KEY not in done.err
    done = await both.recap("keys", "rotate")
    assert done.out.startswith("1 thing is sealed with key")
    assert "Nothing needs" in done.out
    assert (await alone.recap("accounts")).out.startswith("ana at GitHub")
    assert (await github.recap("accounts")).code == 2
    assert (await alone.recap("keys", "rotate")).out.startswith("0 things are")
    assert (await alone.recap("keys")).code == 2


@pytest.mark.fault("F130")
async def test_an_embedded_store_keeps_its_keys_to_itself_and_is_forgotten_whole(github: Desk, nobody: Path) -> None:
    desk = Desk(github.host, github.folder, None, {})
    folder = nobody / ".local" / "share" / "recap" / "store"
    assert (await desk.recap("accounts")).code == 0
    assert not folder.exists()
    token = await desk.linked()
    assert (folder / "keys").stat().st_mode & 0o777 == 0o600
    assert (folder / "linked").exists()
    assert (await desk.recap("keys", "rotate")).out.startswith("1 thing")
    told = json.loads((await desk.recap("export-me")).out)
    assert told["accounts"][0]["login"] == "ana"
    assert token.reveal() not in json.dumps(told)
    done = await desk.recap("forget-me")
    assert "Erased the account ana" in done.out
    assert f"Erased: store and its keys ({folder})" in done.out
    assert not folder.exists()
    assert (await desk.recap("forget-me")).out == "There was nothing to erase.\n"


@pytest.mark.fault("F191")
async def test_a_store_elsewhere_needs_keys_of_its_own(github: Desk) -> None:
    bare = Desk(github.host, github.folder, github.store, {"RECAP_SECRET_KEYS": ""})
    done = await bare.recap("connect", "github", "--token-stdin", typed="x\n")
    assert done.code == 2
    assert "RECAP_SECRET_KEYS is needed" in done.err


async def test_a_question_that_was_asked_too_early_answers_itself(github: Desk) -> None:
    github = Desk(github.host, github.folder, None, {})
    done = await github.recap("ask", "last", "week", "--zone", "UTC")
    assert done.code == 3
    reason, _, waits = done.err.partition("\n")
    assert "is not a git repository" in reason
    assert "The question waits" in waits
    token = github.host.personal(ANA, "repo")
    done = await github.recap("connect", "github", "--token-stdin", typed=token.reveal() + "\n")
    assert "You asked before: recap ask last week --zone UTC" in done.out
    done = await github.recap("connect", "github", "--token-stdin", typed=token.reveal() + "\n")
    assert "You asked before" not in done.out


async def test_accounts_that_alone_were_asked_for_and_are_not_linked_are_named(github: Desk) -> None:
    bare = Desk(github.host, ROOT, None, {})  # a repository is there
    done = await bare.recap("ask", "today", "--source", "github", "--source", "gitlab")
    assert (done.code, done.err) == (3, "No account at GitHub or GitLab is linked: recap connect github or recap connect gitlab\n")
    await github.linked("repo")
    done = await github.recap("ask", "today", "--source", "gitlab")
    assert (done.code, done.err) == (3, "No account at GitLab is linked: recap connect gitlab\n")


@pytest.mark.origin("S03")
async def test_the_repositories_of_an_account_are_listed(github: Desk) -> None:
    assert (await github.recap("repos")).out.startswith("No account")
    await github.linked("repo", user=User("1", "ana", repositories=("acme/web", "ana/notes")))
    done = await github.recap("repos")
    assert done.out.splitlines() == [f"ana at GitHub ({github.name}), id 1: 2 repositories", "  acme/web", "  ana/notes"]
    assert (await github.recap("repos", "--host", "else.example")).out.startswith("No account")
    asked = len(github.host.asked)
    assert (await github.recap("repos")).out == done.out
    assert len(github.host.asked) == asked, "they are kept for an hour"
    github.host.revoke(await github.linked("repo", user=User("1", "ana")))
    done = await github.recap("repos")
    assert (done.code, "refused the token of ana" in done.out) == (0, True)


@pytest.mark.fault("F127")
@pytest.mark.fault("F132")
async def test_no_token_is_found_anywhere_but_the_one_that_was_planted(github: Desk, nobody: Path) -> None:
    """Look through all that the commands printed, logged at debug and wrote, and through every address that was asked."""
    desk = Desk(github.host, github.folder, None, dict(registered(github).more))
    desk.host.interval = 1
    token = desk.host.personal(ANA, "repo").reveal()
    seen = []

    async def person() -> None:
        await desk.host.began.wait()
        desk.host.approve(next(iter(desk.host.devices)), User("9", "bob"))

    for words, typed in (
        (("connect", "github", "--token-stdin"), token),
        (("accounts",), ""),
        (("keys", "rotate"), ""),
        (("export-me",), ""),
        (("repos",), ""),
        (("connect", "github", "--token-stdin"), "a bad " + token),
        (("ask", "last", "week"), ""),
    ):
        seen.append(await desk.recap(*words, "--verbose", typed=typed))
    done, _ = await asyncio.gather(desk.recap("connect", "github", "--verbose"), person())
    seen += [done, await desk.recap("disconnect", "github", "--login", "bob", "--verbose")]
    assert [done.code for done in seen] == [0, 0, 0, 0, 0, 3, 3, 0, 0], seen
    secrets = [*desk.host.tokens, *desk.host.refreshes, *desk.host.used, desk.host.secret]
    assert len(secrets) >= 4
    haystack = [(done.out + done.err).encode() for done in seen] + [path.encode() for path in desk.host.asked]
    assert _hits(secrets, [*haystack, *_files(nobody)]) == 0
    (nobody / "planted").write_text(f"x{token}y")
    assert _hits(secrets, [*haystack, *_files(nobody)]) == 1
    assert any(b"recap:account:" in text for text in _files(nobody)), "what the store wrote is looked at"


def _files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def _hits(secrets: Sequence[str], haystack: Sequence[bytes]) -> int:
    """Count the texts that hold a secret as it is, or in base64, by whatever octet it begins."""
    needles = [one.encode() for one in secrets]
    needles += [base64.b64encode(b" " * skip + one.encode())[4 * (skip > 0) : -4] for one in secrets for skip in range(3)]
    return sum(any(needle in text for needle in needles) for text in haystack)
