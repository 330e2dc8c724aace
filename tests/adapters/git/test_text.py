"""Texts that were made to break what reads them."""

import unicodedata

import pytest

from tests.adapters.git.conftest import History, told

ODD = "Add\x1b[31m red\x1b[0m \u202eevil\u202c \u200bzero\U000e0041 tag"


@pytest.mark.fault("F066")
async def test_nothing_that_a_screen_obeys_is_left_in_any_text(history: History) -> None:
    made = history.commit(f"{ODD}\n\n{ODD}\n\nCo-authored-by: {ODD} <b@example.org>\n", author=f"Ana{ODD} <ana{chr(0x202E)}@example.org>")
    history.tag("v1", made, at="2026-05-06 10:00", message=ODD, by=f"{ODD} <b@example.org>")

    for event in await told(history):
        for text in (
            event.title,
            event.body.replace("\n", ""),
            event.actor.name,
            event.actor.email,
            *(other.name for other in event.others),
        ):
            assert not [character for character in text if unicodedata.category(character) in {"Cc", "Cf"}]
        assert event.title == "Add red evil zero tag"


@pytest.mark.fault("F066")
@pytest.mark.parametrize(
    ("message", "headers", "title"),
    [
        (b"Invalid \xff\xfe text", b"", "Invalid \ufffd\ufffd text"),
        ("Grüße".encode("latin-1"), b"encoding ISO-8859-1", "Grüße"),
        ("Grüße".encode(), b"encoding no-such-encoding", "Grüße"),
        (b"Cut\x00 at a NUL", b"", "Cut"),
        (b"\n\n  First line  \n\nRest", b"", "First line"),
        (b"", b"", ""),
        (b"Windows\r\nlines", b"", "Windows"),
    ],
)
async def test_odd_bytes_are_told_as_far_as_they_can_be_read(history: History, message: bytes, headers: bytes, title: str) -> None:
    history.commit(message, headers=headers)

    (event,) = await told(history)

    assert event.title == title


@pytest.mark.fault("F067")
@pytest.mark.parametrize(
    ("author", "name", "email"),
    [
        (b"", "unknown author", ""),
        (b" <>", "unknown author", ""),
        (b" <ghost@example.org>", "ghost@example.org", "ghost@example.org"),
        (b"Ghost <>", "Ghost", ""),
    ],
)
async def test_an_author_without_a_name_still_has_one(history: History, author: bytes, name: str, email: str) -> None:
    history.commit("Work", author=author, dates=("1777975200", "1777975200"))

    (event,) = await told(history)

    assert (event.actor.name, event.actor.email) == (name, email)


@pytest.mark.fault("F065")
async def test_a_message_of_ten_megabytes_is_cut_and_so_is_its_title(history: History) -> None:
    history.commit("A" * 10_000_000)
    history.commit("Short\n\n" + "word " * 2_000_000)

    titles = {event.title[:5]: event for event in await told(history)}

    assert len(titles["AAAAA"].title) == 500
    assert len(titles["Short"].body) == 4_000


async def test_secrets_in_messages_and_branches_are_masked(history: History) -> None:
    token = "ghp_" + "a1B2" * 9
    history.commit(f"Use {token}\n\nAnd {token}", branch=f"try-{token}")

    (event,) = await told(history)

    assert token not in repr(event)
