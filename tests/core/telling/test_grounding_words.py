"""Words as the grounding check reads them: stems, verbs of two words, tokens."""

import pytest

from core.telling.grounding.phrases import plain
from core.telling.grounding.stems import stem
from core.telling.grounding.synonyms import senses
from core.telling.grounding.tokens import TokenKind, tokenize


@pytest.mark.parametrize(
    "words",
    [
        "rotate rotates rotated rotating rotation",
        "configure configured configuring configuration",
        "document documents documented documentation",
        "install installed installing installation",
        "remove removed removing removal",
        "notify notified notification",
        "validate validated validation",
        "organise organize organised organization",
        "write wrote written writing",
        "format formats formatted formatting",
        "secure secured security securely",
    ],
)
def test_inflections_share_their_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("enable", "disable"), ("install", "uninstall"), ("note", "not"), ("upgrade", "downgrade")],
)
def test_opposites_share_no_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("add", "remove"), ("enable", "disable"), ("upgrade", "downgrade"), ("start", "stop"), ("increase", "decrease"), ("open", "close"),
        ("client", "server"), ("request", "response"), ("source", "target"), ("minimum", "maximum"), ("import", "export"),
        ("encode", "decode"), ("serialize", "deserialize"), ("lock", "unlock"), ("show", "hide"), ("connect", "disconnect"),
        ("merge", "split"), ("pin", "unpin"), ("local", "remote"), ("upload", "download"), ("read", "write"), ("push", "pull"),
        ("input", "output"), ("public", "private"), ("warning", "error"), ("staging", "production"), ("development", "production"),
    ],
)  # fmt: skip
def test_opposites_never_support_each_other(one: str, other: str) -> None:
    assert not senses(one) & senses(other)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Got rid of the cache", "removed the cache"),
        ("by turning off the cache", "by disabling the cache"),
        ("Rolls back the cache", "revert the cache"),
        ("it no longer logs", "it not logs"),
        ("Made sure that it logs", "ensured it logs"),
    ],
)
def test_a_verb_of_two_words_is_read_as_one(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("#12", TokenKind.REFERENCE, "#12"),
        ("acme/web#12", TokenKind.REFERENCE, "acme/web#12"),
        ("ABC-12", TokenKind.REFERENCE, "abc-12"),
        ("593d928", TokenKind.HASH, "593d928"),
        ("v1.7.0rc1", TokenKind.VERSION, "1.7.0rc1"),
        (">=1.2, <2", TokenKind.VERSION, ">=1.2,<2"),
        ("1,200", TokenKind.NUMBER, "1200"),
        ("5 %", TokenKind.NUMBER, "5%"),
        ("dozen", TokenKind.NUMBER, "12"),
        ("https://x.example/a.", TokenKind.LINK, "https://x.example/a"),
        ("@octo", TokenKind.HANDLE, "@octo"),
        ("App.start()", TokenKind.NAME, "app.start()"),
        ("admin.barriers.*", TokenKind.NAME, "admin.barriers.*"),
        (".github/workflows/ci.yml", TokenKind.NAME, ".github/workflows/ci.yml"),
        ("--no-ai", TokenKind.NAME, "--no-ai"),
        ("APIs", TokenKind.WORD, "api"),
        ("doesn't", TokenKind.WORD, "not"),
        ("app's", TokenKind.WORD, "app"),
        ("->", TokenKind.MARK, "->"),
    ],
)
def test_a_token_is_whole(text: str, kind: TokenKind, key: str) -> None:
    [token] = tokenize(text)
    assert (token.kind, token.key) == (kind, key)
