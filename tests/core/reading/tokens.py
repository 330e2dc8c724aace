"""Tokens in their vendors' published shapes, put together at run time, so that no scanner takes this file for a leak."""

import random
import string
from collections.abc import Iterator

LETTERS = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


def _tokens() -> Iterator[tuple[str, str]]:  # noqa: PLR0915  a list
    """Yield tokens in their vendors' published shapes, and the kind that the mark tells."""
    draw = random.Random(7)  # noqa: S311  a fixed corpus

    def some(count: int, letters: str = LETTERS) -> str:
        return "".join(draw.choices(letters, k=count))

    for prefix in ("ghp", "gho", "ghu", "ghs", "ghr"):
        yield f"{prefix}_" + some(36), "GitHub token"
    yield "github_" + "pat_" + some(22) + "_" + some(59), "GitHub token"
    for prefix in ("pat", "dt", "rt", "cbt", "ptt", "ft", "imt", "agent", "oas", "soat", "ffct"):
        yield f"gl{prefix}-" + some(20), "GitLab token"
    yield "glpat-" + some(27) + ".01." + some(9, HEX), "GitLab token"
    yield "GR" + "1348941" + some(20), "GitLab token"
    for prefix in ("xoxb", "xoxp", "xoxa", "xoxr", "xoxs", "xoxe.xoxp"):
        yield f"{prefix}-" + "123456789012-1234567890123-" + some(24), "Slack token"
    yield "xapp" + "-1-A0123456789-1234567890123-" + some(64, HEX), "Slack token"
    yield "https://hooks." + "slack.com/services/T00000000/B00000000/" + some(24), "Slack webhook"
    yield "https://discord" + ".com/api/webhooks/123456789012345678/" + some(68), "Discord webhook"
    yield "https://acme.webhook" + ".office.com/webhookb2/" + some(36), "Teams webhook"
    yield "AK" + "IA" + some(16, UPPER), "AWS key"
    yield "AS" + "IA" + some(16, UPPER), "AWS key"
    yield "AWS_SECRET_ACCESS_KEY=" + some(38) + "+1", "secret"
    yield "AI" + "za" + some(35), "Google key"
    yield "ya" + "29." + some(60), "Google key"
    yield "GOC" + "SPX-" + some(28), "Google key"
    yield "sk_" + "live_" + some(24), "Stripe key"
    yield "rk_" + "live_" + some(99), "Stripe key"
    yield "wh" + "sec_" + some(32), "Stripe key"
    yield "sk-" + "proj-" + some(48), "OpenAI key"
    yield "sk-" + some(20) + "9T3Blbk" + "FJ" + some(20), "API key"
    yield "sk-" + "ant-api03-" + some(93) + "AA", "Anthropic key"
    yield "np" + "m_" + some(36), "npm token"
    yield "pypi-" + "AgEIcHlwaS5vcmc" + some(80), "PyPI token"
    yield "rubygems_" + some(48, HEX), "RubyGems key"
    yield "dckr_" + "pat_" + some(27), "Docker token"
    yield "dop_" + "v1_" + some(64, HEX), "DigitalOcean token"
    yield "h" + "f_" + some(34), "Hugging Face token"
    yield "shp" + "at_" + some(32, HEX), "Shopify token"
    yield "ATATT" + "3xFfGF0" + some(60), "Atlassian token"
    yield "hv" + "s." + some(90), "Vault token"
    yield "gl" + "sa_" + some(32) + "_" + some(8, HEX), "Grafana token"
    yield "NRA" + "K-" + some(27, UPPER), "New Relic key"
    yield "SG" + "." + some(22) + "." + some(43), "SendGrid key"
    yield "AC" + some(32, HEX), "Twilio key"
    yield "SK" + some(32, HEX), "Twilio key"
    yield "key" + "-" + some(32, HEX), "Mailgun key"
    yield some(32, HEX) + "-us" + "12", "Mailchimp key"
    yield "1234567890" + ":AA" + some(33), "Telegram token"
    yield "M" + some(23) + "." + some(6) + "." + some(38), "Discord token"
    yield "ey" + "J" + some(20) + ".ey" + "J" + some(80) + "." + some(43), "JWT"
    yield "ey" + "J" + some(20) + ".ey" + "J" + some(80), "JWT"
    yield some(76) + "AZ" + "DO" + some(4), "Azure DevOps token"
    yield "pat=" + some(50, "abcdefghijklmnopqrstuvwxyz234567") + "2a", "Azure DevOps token"
    yield some(3) + "8" + "Q~" + some(34), "Azure secret"
    yield "AccountKey" + "=" + some(84) + "1a==", "secret"
    yield "-----BEGIN RSA " + "PRIVATE KEY-----\n" + some(64) + "\n" + some(20) + "=\n-----END RSA " + "PRIVATE KEY-----", "private key"
    yield "-----BEGIN OPENSSH " + "PRIVATE KEY----- " + some(70) + " " + some(70) + " -----END OPENSSH " + "PRIVATE KEY-----", "private key"
    yield (
        "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----\nVersion: 1\n\n" + some(64) + "\n-----END PGP " + "PRIVATE KEY BLOCK-----",
        "private key",
    )
    yield "-----BEGIN " + "PRIVATE KEY-----\n" + some(64) + "\n" + some(64), "private key"
    yield "AGE-SECRET" + "-KEY-1" + some(58, UPPER), "private key"
    yield "postgres://ana" + ":" + "hunter2@db.example.org/web", "password"
    yield "https://ana" + ":" + some(20) + "@example.org/acme/web.git", "password"
    yield "https://" + some(40) + "@example.org/acme/web.git", "password"
    yield "Authorization" + ": Bearer " + some(40) + "1", "credential"
    yield "curl -H 'Authorization" + ": Basic " + some(20) + "1=='", "credential"
    yield "password" + "=hunter2", "password"
    yield "DB_PASSWORD" + ': "s3cr3t-value"', "password"
    yield "passwd" + "='correct-horse'", "password"
    yield "token" + ': "' + some(24) + '7a"', "secret"
    yield "client_secret" + " = '" + some(24) + "7a'", "secret"
    yield '{"api_key"' + ': "' + some(24) + '7a"}', "secret"
    yield "X-Api-Key" + ": " + some(30) + "77a", "secret"
    yield "SECRET_KEY_BASE" + "=" + some(64, HEX) + "7a", "secret"
    yield "slackToken" + " := `" + some(24) + "7a`", "secret"
    yield "gs" + "k_" + some(52), "Groq key"
    yield "xa" + "i-" + some(80), "xAI key"
    yield "pp" + "lx-" + some(48), "Perplexity key"
    yield "r" + "8_" + some(37), "Replicate token"
    yield "fi" + "gd_" + some(40), "Figma token"
    yield "pu" + "l-" + some(40, HEX), "Pulumi token"
    yield "AK" + "Cp" + some(69), "Artifactory key"
    yield "CCI" + "PAT_" + some(22) + "_" + some(40, HEX), "CircleCI token"
    yield "bk" + "ua_" + some(40, HEX), "Buildkite token"
    yield "dp." + "pt." + some(43), "Doppler token"
    yield "dp." + "st.dev." + some(43), "Doppler token"
    yield "pscale_" + "tkn_" + some(43), "PlanetScale token"
    yield "CF" + "PAT-" + some(43), "Contentful token"
    yield "ai" + "o_" + some(28), "Adafruit key"
    yield "EZ" + "AK" + some(54), "EasyPost key"
    yield "FlyV1 fm" + "2_" + some(100), "Fly.io token"
    yield some(14) + ".atlas" + "v1." + some(64), "Terraform token"
    yield "dt0" + "c01." + some(24, UPPER) + "." + some(64, UPPER), "Dynatrace token"
    yield "oy" + "2" + some(43, string.ascii_lowercase + string.digits), "NuGet key"
    yield "SS" + "WS 00" + some(40), "Okta token"
    yield "1/" + "1234567890123456:" + some(32, HEX), "Asana token"
    yield "https://a.blob.core.windows.net/c?sv=2020&si" + "g=" + some(43) + "%3D", "Azure signature"
    yield "curl -u admin" + ":" + some(12), "password"
    yield "machine x login ana pass" + "word " + some(12), "password"
    yield "--pass" + "word Zq7" + some(10), "password"
    yield "--gh-to" + "ken " + some(40), "secret"
    yield "pass" + "word: Hunter2UXg" + some(8), "password"
    yield "pass" + "word＝" + some(10) + "2", "password"
    yield "pass" + "word：" + some(10) + "2a", "password"
    yield "Set-Cookie: si" + "d=" + some(32), "secret"
    yield "session" + "id=" + some(32), "secret"
    yield "encryption-key" + " => " + some(24) + "7a", "secret"


TOKENS = list(_tokens())
