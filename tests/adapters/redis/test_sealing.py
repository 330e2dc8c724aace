"""What is sealed opens in its own place, with its own key, unchanged, and nowhere else."""

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.redis.keyring import KeyFile, keys_in
from adapters.redis.sealing import UnopenedError
from core.errors import PermanentError
from core.messages import sealing as messages
from tests.adapters.redis.sealed import NEW, OLD, sealer

TEXT = "a token of Ana's: glpat-0123456789"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(max_size=40))
def test_what_is_sealed_opens_again(text: str, place: str) -> None:
    one = sealer(NEW)
    assert one.opened(one.seal(text, place.encode("ascii", "replace").decode()), place.encode("ascii", "replace").decode()) == text


@pytest.mark.fault("F127")
def test_an_envelope_holds_nothing_of_the_text_and_is_another_each_time() -> None:
    one = sealer(NEW)
    first, second = one.seal(TEXT, "a"), one.seal(TEXT, "a")
    assert b"glpat" not in first
    assert first != second


@pytest.mark.fault("F129")
def test_every_flipped_byte_and_every_cut_is_refused() -> None:
    one = sealer(NEW, OLD)
    envelope = one.seal(TEXT, "recap:account:1")
    for place in range(len(envelope)):
        for bit in range(8):
            spoiled = bytearray(envelope)
            spoiled[place] ^= 1 << bit
            with pytest.raises(UnopenedError):
                one.opened(bytes(spoiled), "recap:account:1")
        with pytest.raises(UnopenedError):
            one.opened(envelope[:place], "recap:account:1")
    with pytest.raises(UnopenedError):
        one.opened(envelope + b"\x00", "recap:account:1")


@pytest.mark.fault("F129")
def test_an_envelope_opens_in_its_own_place_alone() -> None:
    one = sealer(NEW)
    envelope = one.seal(TEXT, "recap:account:alice")
    with pytest.raises(UnopenedError, match="changed, or moved"):
        one.opened(envelope, "recap:account:mallory")


@pytest.mark.fault("F128")
def test_any_key_opens_and_the_newest_seals() -> None:
    before, during, after = sealer(OLD), sealer(NEW, OLD), sealer(NEW)
    old = before.seal(TEXT, "a")
    assert during.opened(old, "a") == TEXT
    assert before.is_newest(old)
    assert not during.is_newest(old)
    assert after.opened(during.seal(TEXT, "a"), "a") == TEXT
    with pytest.raises(UnopenedError, match=before.numbers()[0]):
        after.opened(old, "a")


def test_the_number_of_a_key_tells_nothing_of_it() -> None:
    assert NEW.hex()[:8] not in sealer(NEW).numbers()[0]


def written(key: bytes) -> str:
    return base64.b64encode(key).decode()


@pytest.mark.fault("F191")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", messages.KEY_SHAPE),
        (" , ", messages.KEY_SHAPE),
        ("changeme", messages.KEY_SHAPE),
        ("not base64!", messages.KEY_SHAPE),
        (written(NEW[:16]), messages.KEY_SHAPE),
        (written(NEW + b"x"), messages.KEY_SHAPE),
        (written(bytes(32)), messages.KEY_WEAK),
        (written(b"ab" * 16), messages.KEY_WEAK),
        (written(b"a long sentence, which is no key"), messages.KEY_WEAK),
        (f"{written(NEW)},{written(NEW)}", messages.KEY_TWICE),
        (f"{written(NEW)},é", messages.KEY_SHAPE),
    ],
)
def test_weak_keys_are_refused_and_not_shown(text: str, wanted: str) -> None:
    with pytest.raises(ValueError, match="it ") as raised:
        keys_in(text)
    assert str(raised.value) == wanted


def test_keys_are_read_newest_first() -> None:
    assert keys_in(f" {written(NEW)} ,{written(OLD)},") == (NEW, OLD)


def test_a_key_file_is_made_for_its_owner_alone_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    first = KeyFile(path)()
    assert path.stat().st_mode & 0o777 == 0o600
    assert KeyFile(path)() == first
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys"]


def test_two_that_make_a_key_file_at_once_have_the_same_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys"
    link = os.link
    others: list[object] = []

    def late(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        others.append(KeyFile(path)())
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    assert [KeyFile(path)()] == others


@pytest.mark.fault("F128")
def test_a_renewed_key_file_is_seen_by_who_had_it_open_and_keeps_one_old_key(tmp_path: Path) -> None:
    mine, other = KeyFile(tmp_path / "keys"), KeyFile(tmp_path / "keys")
    (first,) = mine()
    other.renew()
    assert len(mine()) == 2
    assert mine()[1] == first
    other.renew()
    assert len(mine()) == 2
    assert first not in mine()


@pytest.mark.fault("F191")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.chmod(0o640),
        lambda path: path.write_text("changeme\n"),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: (path.unlink(), path.mkdir(mode=0o700)),
        lambda path: (path.rename(path.with_name("elsewhere")), path.symlink_to(path.with_name("elsewhere"))),
    ],
    ids=["readable", "placeholder", "octets", "folder", "link"],
)
def test_a_key_file_that_is_not_as_it_was_is_refused(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    path = tmp_path / "keys"
    KeyFile(path)()
    spoil(path)
    with pytest.raises(PermanentError, match=str(path)):
        KeyFile(path)()


def test_a_key_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="cannot be used"):
        KeyFile(tmp_path / "gone" / "keys")()
    keys = KeyFile(tmp_path / "keys")
    keys()
    (tmp_path / "keys").unlink()
    tmp_path.chmod(0o500)
    try:
        if os.getuid():
            with pytest.raises(PermanentError):
                keys.renew()
    finally:
        tmp_path.chmod(0o700)
