"""A secret that prints as stars, compares by its text, and is not written down."""

import pickle

import pytest

from core.model import Secret


def test_secret_prints_as_stars() -> None:
    secret = Secret("sk-1")
    assert f"{secret} {secret!r} {[secret]}" == "*** Secret('***') [Secret('***')]"
    assert secret.reveal() == "sk-1"


def test_secret_that_is_empty_is_false_and_says_so() -> None:
    assert not Secret("")
    assert f"{Secret('')}{Secret('')!r}" == "Secret('')"


def test_secret_compares_by_its_text() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1


def test_secret_is_not_written_down() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("a"))
