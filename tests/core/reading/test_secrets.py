"""A secret becomes its kind, however it is written, and what only looks like one stays."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.inert import inert
from core.reading.secrets import masked
from tests.core.reading.tokens import LETTERS, TOKENS

INNOCENT = [
    "Revert 593d9281aa0c3f8e2d1b5a6c7e8f901234567890",
    "Merge 593d928 into main (cherry picked from commit 0fea0cdb6c21b7f2a7a7f8d5b8d1c0a9e8f7d6c5)",
    "Session 123e4567-e89b-12d3-a456-426614174000 was lost",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "token: refresh it twice",
    "token: support TokenV2 in AuthorizeResult",
    "secret: support Base64Encoder2",
    "fix(token): 2021-07-12T10:00:00Z parsing",
    "token_rotation: version 1.7.0rc1",
    "Fix #400 token rotation feature support",
    "Add ssl=None, token=None and password=None as defaults",
    "token=os.environ['SLACK_BOT_TOKEN']",
    "token=self.token, secret=get_secret('x1')",
    "password=${DB_PASSWORD1}",
    "Set token to xoxb-xxx",
    "Document xoxb- and xoxp- tokens",
    "passed: 12 tests, bypass: 1234567",
    "compat=python3.11-slim",
    "Password: required from now on",
    "Authorization: Bearer authentication for all routes",
    "Support bearer authentication-tokens",
    "Bump sk-learn-style-pipelines-refactoring",
    "task-management, risk-assessment-and-more-of-that1A",
    "git@github.com:acme/web.git and ssh://git@github.com/acme/web",
    "https://example.org:8080/a@b and http://[::1]:8080/@x",
    "https://github.com/acme/web/pull/412#issuecomment-1234567890",
    "key-value-store, npm_config_registry, pypi-publish",
    "Handle '-----BEGIN PRIVATE KEY-----' headers",
    "ACCOUNT and SKIP and ASIA-PACIFIC regions, AKIRA",
    "1.7.0, v3.3.0rc1, 10.0.19041, 2021-02-07",
    'eyJ is how base64 of {" begins',
    "admin.barriers.* methods, foo.bar.bazquux",
    "Ana's https://example.org/?q=a:b@c",
    "glrt- prefix, hf_hub_download, whsec_ prefix",
    "SG.js and AC1 plugs",
    "password: OAuth2Login and Base64Encoder2",
    "password: Argon2idHasher",
    "Add --token option2 and --password-file /run/secrets/x1",
    "Read --api-key OPENAI_API_KEY2 first",
    "Run curl -u $USER:$PASS1 and curl --user <name>:<word1>",
    "Login users: the login form password field1",
    "Sign with ?sig=abc, consider inside=1",
    "sessionid=request.session_id1",
    "Update pul-request, gsk_, xai-sdk, r8_ and aio_pika 9.4",
    "Run 1/2 of 3, see 2/1234",
    "AWS: Move src/main/java/Com/Amazon/S3/ClientBuild",
    "AWS: revert 0fea0cdb6c21b7f2a7a7f8d5b8d1c0a9e8f7d6c5",
    "Pin sha256-1b9q0fea0cdb6c21b7f2a7a7f8d5b8d1c0a9e8f7d6c50 as the token",
]


@pytest.mark.fault("F152")
@pytest.mark.parametrize(("token", "kind"), TOKENS, ids=[f"{number}-{kind}" for number, (_, kind) in enumerate(TOKENS)])
@pytest.mark.parametrize("sentence", ["{}", "Remove {} from the logs", "Use '{}'.", "({})"])
def test_a_secret_becomes_its_kind(token: str, kind: str, sentence: str) -> None:
    before, after = sentence.split("{}")
    for text in (inert(before + token + after, lines=True), inert(before + token + after)):
        shown = masked(text)
        assert f"[masked: {kind}]" in shown
        assert shown.startswith(before)
        assert shown.endswith(after)
        assert not any(part in shown for part in _parts(token))
        assert masked(shown) == shown


def _parts(token: str) -> list[str]:
    """Return each stretch of a token that no sentence would hold by chance."""
    words = "".join(one if one.isalnum() else " " for one in token).split()
    return [word for word in words if word == "hunter2" or (len(word) >= 16 and any(one.isdigit() for one in word))]


@pytest.mark.fault("F152")
@pytest.mark.parametrize("words", ["Rotate the AWS secret {}", "Set {} for aws-cli", "Amazon gave us {}."])
def test_a_secret_without_a_shape_of_its_own_is_told_by_the_words_beside_it(words: str) -> None:
    draw = random.Random(3)  # noqa: S311  a fixed corpus
    secret = "".join(draw.choices(LETTERS + "+/", k=40))
    assert masked(words.format(secret)) == words.format("[masked: AWS key]")
    assert masked(f"Checksum {secret}") == f"Checksum {secret}"


@pytest.mark.fault("F133")
@pytest.mark.parametrize("words", ["Use the PAT {}", "Azure DevOps: {}", "token {} expired"])
def test_an_azure_token_is_told_by_the_words_beside_it(words: str) -> None:
    draw = random.Random(3)  # noqa: S311  a fixed corpus
    token = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz234567", k=52))
    assert masked(words.format(token)) == words.format("[masked: Azure DevOps token]")


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.fault("F152")
@pytest.mark.parametrize("token", [token for token, _ in TOKENS if len(token) > 60 and "://" not in token and "BEGIN" not in token])
def test_a_secret_that_was_cut_at_the_end_is_one_too(token: str) -> None:
    shown = masked(inert(f"Remove {token}", limit=40))
    assert "[masked: " in shown
    assert token[12:30] not in shown


@pytest.mark.fault("F152")
def test_a_private_key_without_its_end_goes_to_the_last_line() -> None:
    key = "-----BEGIN RSA " + "PRIVATE KEY-----"
    assert masked(f"Remove {key} {'aB3/' * 16} {'aB3/' * 8}…") == "Remove [masked: private key]"
    assert masked(f"Remove {key} {'aB3/' * 16} and tests") == "Remove [masked: private key] and tests"


@pytest.mark.fault("F152")
def test_a_secret_that_hidden_characters_split_is_masked() -> None:
    token = "ghp_" + "\u200b".join("abcDEF123456" * 3)
    assert masked(inert(f"Remove {token}")) == "Remove [masked: GitHub token]"


def test_several_secrets_in_one_text_are_each_masked() -> None:
    text = f"{TOKENS[0][0]} and {TOKENS[1][0]}, password" + "=hunter2"
    assert masked(text) == "[masked: GitHub token] and [masked: GitHub token], password=[masked: password]"


HOSTILE = [
    *["ghp_", "sk-", "sk-a1A-", "token=", "token:", "password=a", "://", "://a:", "eyJ", "eyJaaaaaaaa.", "SG.", "xox", "-us1", "a", "pass"],
    *["bearer ", "secret-", "api_key", "Authorization: ", "M" * 24 + ".", "1234567890:", "hooks.slack.com/a/", "aB1", "…", "aB1…"],
    *["curl ", "curl -u a:", "login ", "login a password ", "--a-", "--password ", "?sig=", "aws aA1", "1/1", "dp.pt.", "fm2_", "azure a2"],
    *["sid=", "password：", "SSWS ", "dt0c01.", "A.atlasv1."],
    *["-----BEGIN ", "-----BEGIN RSA " + "PRIVATE KEY-----"],
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    began = time.process_time()
    masked(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 2.0


@given(st.lists(st.sampled_from([*[token for token, _ in TOKENS], *INNOCENT, *HOSTILE, "[", "]", "=", ": ", '"', "…", " "]), max_size=6))
def test_masking_again_changes_nothing(parts: list[str]) -> None:
    shown = masked(" ".join(parts))
    assert masked(shown) == shown
