"""Credentials in foreign text, told by their shape, replaced by a mark that names their kind.

The shapes are those that the vendors publish for secret scanning; the word before `=` or `:` tells the rest. Text is made inert first.
Every pattern is linear: what repeats is bounded or cannot match what follows it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class _Rule:
    """One kind of secret. A pattern is tried, and compiled, only where a text holds one of the hints: a start needs few of them."""

    kind: str
    hints: tuple[str, ...]
    pattern: str
    keeps: str = ""  # group that stays before the mark


def _prefixed(kind: str, prefixes: str, body: str, *, least: int) -> _Rule:
    """Make a rule for tokens that begin alike; one that was cut at the end of its text is a token too."""
    hints = tuple(prefixes.split())
    start = "|".join(re.escape(prefix) for prefix in hints)
    return _Rule(kind, hints, rf"(?<![A-Za-z0-9])(?:{start})(?:{body}{{{least},}}|{body}*…)")


def _shaped(kind: str, hint: str, pattern: str, *, keeps: str = "") -> _Rule:
    return _Rule(kind, tuple(hint.split()), pattern, keeps)


_HEADER: Final = r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_RULES: Final = (
    _shaped("private key", "-----BEGIN", _HEADER + r"(?:(?!-----)[\s\S])*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"),
    _shaped("private key", "-----BEGIN", _HEADER + r"(?:\s*(?:[\w-]+: \S+|[A-Za-z0-9+/=]{12,}|[A-Za-z0-9+/=]*…))+"),
    _shaped("private key", "AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1(?:[0-9A-Z]{20,}|[0-9A-Z]*…)"),
    _prefixed("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_", r"\w", least=20),
    _prefixed(
        "GitLab token",
        "glpat- gldt- glrt- glrtr- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct- glwt- GR1348941",
        r"[\w.-]",
        least=16,
    ),
    _shaped("Slack token", "xox xapp-", r"(?<![A-Za-z0-9])(?:xox[a-z](?:\.xox[a-z])?|xapp)-(?:[A-Za-z0-9-]{10,}|[A-Za-z0-9-]*…)"),
    _shaped("Slack webhook", "hooks.slack", r"(?:https?://)?hooks\.slack(?:-gov)?\.com/[a-z]+/[\w/+-]{8,}…?"),
    _shaped("Discord webhook", "/webhooks/", r"(?:https?://)?[\w.]{0,20}discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d+/[\w-]{8,}…?"),
    _shaped("Teams webhook", ".webhook.office", r"https?://[\w-]{1,60}\.webhook\.office\.com/[\w/@.%-]{8,}…?"),
    _shaped("AWS key", "AKIA ASIA ABIA ACCA", r"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)(?:[A-Z0-9]{16}(?![A-Za-z0-9])|[A-Z0-9]*…)"),
    _prefixed("Google key", "AIza ya29. GOCSPX- 1//0", r"[\w-]", least=20),
    _prefixed("Anthropic key", "sk-ant-", r"[\w-]", least=16),
    _prefixed("OpenAI key", "sk-proj- sk-svcacct- sk-admin- sk-or-v1-", r"[\w-]", least=16),
    _shaped("API key", "sk-", r"(?<![A-Za-z0-9])sk-(?=[A-Za-z_-]{0,60}\d)(?=[\w-]{0,60}[A-Z])[\w-]{20,}"),
    _shaped("API key", "sk-", r"(?<![A-Za-z0-9])sk-(?:[a-f0-9]{32,}|[A-Za-z0-9]*\d[A-Za-z0-9]*…)"),
    _prefixed("Stripe key", "sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ whsec_", r"[A-Za-z0-9+/=]", least=10),
    _prefixed("npm token", "npm_", r"[A-Za-z0-9]", least=30),
    _prefixed("PyPI token", "pypi-AgE pypi-AgN", r"[\w-]", least=16),
    _prefixed("RubyGems key", "rubygems_", r"[a-f0-9]", least=32),
    _prefixed("Docker token", "dckr_pat_ dckr_oat_", r"[\w-]", least=16),
    _prefixed("DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"[a-f0-9]", least=32),
    _prefixed("Hugging Face token", "hf_", r"[A-Za-z0-9]", least=30),
    _prefixed("Shopify token", "shpat_ shpca_ shppa_ shpss_", r"[a-fA-F0-9]", least=24),
    _prefixed("Square token", "sq0atp- sq0csp- sq0idp-", r"[\w-]", least=20),
    _prefixed("Atlassian token", "ATATT3 ATCTT3 ATBB", r"[\w=-]", least=20),
    _prefixed("Vault token", "hvs. hvb. hvr.", r"[\w-]", least=20),
    _prefixed("Grafana token", "glsa_ glc_", r"[\w=+/]", least=20),
    _prefixed("New Relic key", "NRAK- NRII-", r"[A-Z0-9]", least=20),
    _prefixed("Databricks token", "dapi", r"[a-f0-9]", least=32),
    _prefixed("Linear key", "lin_api_ lin_oauth_", r"\w", least=20),
    _prefixed("Notion token", "ntn_", r"\w", least=30),
    _prefixed("Postman key", "PMAK-", r"[a-f0-9-]", least=30),
    _prefixed("Sentry token", "sntrys_ sntryu_", r"[\w+/=]", least=20),
    _prefixed("Supabase token", "sbp_ sb_secret_", r"[\w-]", least=20),
    _shaped("SendGrid key", "SG.", r"(?<![A-Za-z0-9])SG\.[\w-]{16,100}(?:\.[\w-]{16,}|\.?[\w-]*…)"),
    _shaped("Twilio key", "AC SK", r"(?<![A-Za-z0-9])(?:AC|SK)[0-9a-f]{32}(?![A-Za-z0-9])"),
    _shaped("Mailgun key", "key-", r"(?<![A-Za-z0-9])key-[0-9a-f]{32}(?![A-Za-z0-9])"),
    _shaped("Mailchimp key", "-us", r"(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?!\d)"),
    _shaped("Telegram token", ":A", r"(?<!\w)\d{8,10}:AA[\w-]{33}(?![\w-])"),
    _shaped("JWT", "eyJ", r"(?<![A-Za-z0-9])eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?…?"),
    _shaped("JWT", "eyJ", r"(?<![A-Za-z0-9])eyJ[\w.-]{8,}…"),
    _shaped("Discord token", ".", r"(?<![\w-])[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,}"),
    _shaped("Discord token", "…", r"(?<![\w-])[MNO][A-Za-z\d_-]{23,27}\.[\w.-]*…"),
    _shaped("Azure DevOps token", "AZDO", r"(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])"),
    _shaped("Azure secret", "Q~", r"(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}"),
    _shaped("token", "…", r"(?<![\w/.-])(?=[a-z0-9]{0,40}[A-Z])(?=[A-Z0-9]{0,40}[a-z])(?=(?:[A-Za-z]{0,40}\d){2})[A-Za-z0-9]{16,}…"),
    _prefixed("Groq key", "gsk_", r"[A-Za-z0-9]", least=30),
    _prefixed("xAI key", "xai-", r"[A-Za-z0-9]", least=40),
    _prefixed("Perplexity key", "pplx-", r"[A-Za-z0-9]", least=30),
    _prefixed("Replicate token", "r8_", r"[A-Za-z0-9]", least=30),
    _prefixed("Figma token", "figd_ figo_ figu_", r"[\w-]", least=20),
    _prefixed("Pulumi token", "pul-", r"[a-f0-9]", least=32),
    _prefixed("Artifactory key", "AKCp", r"[A-Za-z0-9]", least=40),
    _prefixed("CircleCI token", "CCIPAT_ CCIPRJ_", r"\w", least=20),
    _prefixed("Buildkite token", "bkua_", r"[a-f0-9]", least=32),
    _prefixed("Doppler token", "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", r"[\w.-]", least=30),
    _prefixed("PlanetScale token", "pscale_tkn_ pscale_pw_ pscale_oauth_", r"[\w.=-]", least=20),
    _prefixed("Contentful token", "CFPAT-", r"[\w-]", least=30),
    _prefixed("Adafruit key", "aio_", r"[A-Za-z0-9]", least=26),
    _prefixed("EasyPost key", "EZAK EZTK", r"[A-Za-z0-9]", least=40),
    _shaped("Fly.io token", "fm1 fm2_", r"(?:(?<![A-Za-z0-9])FlyV1\s{1,3})?(?<![A-Za-z0-9])fm(?:1[ar]|2)_(?:[\w+/=,-]{20,}|[\w+/=,-]*…)"),
    _shaped("Terraform token", ".atlasv1.", r"(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.(?:[\w-]{20,}|[\w-]*…)"),
    _shaped("Dynatrace token", "dt0", r"(?<![A-Za-z0-9])dt0[a-z]\d{2}\.(?:[A-Z0-9]{24}\.[A-Z0-9]{20,}|[A-Z0-9.]*…)"),
    _shaped("NuGet key", "oy2", r"(?<![A-Za-z0-9])oy2[a-z0-9]{43}(?![A-Za-z0-9])"),
    _shaped("Okta token", "SSWS", r"(?<![A-Za-z0-9])SSWS\s{1,3}(?:[\w-]{20,}|[\w-]*…)"),
    _shaped("Asana token", "1/ 2/", r"(?<![\w/])[12]/\d{13,20}(?:/\d{13,20})?:[0-9a-f]{32}(?![0-9a-f])"),
    _shaped("Azure signature", "sig=", r"(?P<kept>[?&;]sig=)[\w%+/=-]{20,}…?", keeps="kept"),
    _shaped(
        "Azure DevOps token",
        "azure Azure devops DevOps ado ADO pat PAT token Token key Key secret Secret",
        r"(?<![A-Za-z0-9])(?=(?:[a-z]{0,51}[2-7]){3})[a-z2-7]{52}(?![A-Za-z0-9])",
    ),
    _shaped(
        "AWS key",
        "aws AWS Aws mazon",
        r"(?<![\w/+=-])(?=[^A-Z\s]{0,39}[A-Z])(?=[^a-z\s]{0,39}[a-z])(?=(?:[A-Za-z/+]{0,39}\d){3})[A-Za-z0-9/+]{40}(?![\w/+=-])",
    ),
    _shaped(
        "password",
        "curl",
        r"(?P<kept>\bcurl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?[\"']?[\w.@+-]{1,100}:)[^\s\"'`()$<{*\[…][^\s\"'`()\[]{2,200}",
        keeps="kept",
    ),
    _shaped(
        "password",
        "login",
        r"(?P<kept>\b(?:machine\s\S{1,100}|default)\s{1,3}login\s{1,3}\S{1,100}\s{1,3}password\s{1,3})[^\s\"'`()\[$<{*…]{3,200}…?",
        keeps="kept",
    ),
    _shaped("password", "://", r"(?P<kept>://)[^\s/@:\[]{0,100}:[^\s/@\[][^\s/@]{0,200}(?=@)", keeps="kept"),
    _shaped("password", "://", r"(?P<kept>://)[^\s/@:\[]{20,200}(?=@)", keeps="kept"),
)

_HINTS: Final = tuple(dict.fromkeys(hint for rule in _RULES for hint in rule.hints))
_CREDENTIAL: Final = (
    r"(?i)(?P<kept>\b(?:authorization[\"']?\s{0,3}[:=：＝]\s{0,3}[\"']?(?:(?:bearer|basic|token|digest)\s+)?|bearer\s+))"
    r"(?:(?=[A-Za-z_~+/.-]{0,60}\d)[A-Za-z0-9._~+/-]{12,}=*…?|[A-Za-z0-9._~+/-]+…)"
)
_VALUE: Final = r"(?P<quote>[\"'`]?)(?P<value>[^\s\"'`,;()\[\]{}<>]{6,500})(?P<next>.?)"
_ASSIGNMENT: Final = (
    r"(?i)(?P<kept>(?P<name>(?<![a-z])pass(?:word|wd|phrase|code)?|password|passwd|(?<![a-z])pwd|secret|token|credential|(?<![a-z])pat"
    r"|(?:api|access|private|account|signing|encryption|auth|sealing|shared_?access|secret)[_-]?key"
    r"|session[_-]?id|sessid|(?<![a-z])sid)[\w-]{0,24}[\"'\]]{0,2}\s{0,3}(?P<sign>:=|=>|==?|[:：＝])\s{0,3})" + _VALUE
)
_OPTION: Final = (
    r"(?i)(?P<kept>(?<![\w-])--?(?:[a-z]{1,20}-){0,3}(?P<name>pass(?:word|wd)?|pwd|token|secret|(?:api|access|secret)-?key)(?P<sign>\s{1,3}))"
    + _VALUE
)
_WORDS: Final = ("authorization", "bearer", "pass", "pwd", "secret", "token", "credential", "key", "pat", "sess", "sid")
_WORDY: Final = re.compile(r"(?:[A-Z]+|[A-Z]?[a-z]{2,}|\d{1,4}|[._/-])+")  # names in code: OAuth2Login, v1.2.3
_EXPRESSION: Final = re.compile(r"^(?:\$|%|\*|os\.|self\.|process\.|env\.|https?:|/|\.|#|@)|\*{3}|x{5}|\.{3}", re.IGNORECASE)
_FEW: Final = 8
_SOME: Final = 10
_MANY: Final = 16
_VARIED: Final = 8


def masked(text: str) -> str:
    """Return the text with each secret replaced by a mark like `[masked: GitHub token]`, which is never taken for one."""
    if held := {hint for hint in _HINTS if hint in text}:  # most texts hold few
        for rule in _RULES:
            if not held.isdisjoint(rule.hints):
                text = re.sub(rule.pattern, _mark(rule), text)
    lowered = text.lower()
    if any(word in lowered for word in _WORDS):
        text = re.sub(_CREDENTIAL, r"\g<kept>[masked: credential]", text)
        text = re.sub(_OPTION, _assignment, re.sub(_ASSIGNMENT, _assignment, text))
    return text


def _mark(rule: _Rule) -> Callable[[re.Match[str]], str]:
    return lambda found: (found[rule.keeps] if rule.keeps else "") + f"[masked: {rule.kind}]"


def _assignment(found: re.Match[str]) -> str:
    if not _is_secret(found):
        return found[0]
    kind = "password" if _is_password(found) else "secret"
    return found["kept"] + found["quote"] + f"[masked: {kind}]" + found["next"]


def _is_secret(found: re.Match[str]) -> bool:
    """Tell a secret from code, from a placeholder and from prose: `token: refresh it twice` is a commit's scope."""
    value = found["value"]
    if _EXPRESSION.search(value) or found["next"] == "(":
        return False
    digits = sum(character.isdigit() for character in value)
    is_mixed = digits > 0 and digits < len(value)
    if not found["quote"] and (found["sign"] in ":：" or found["sign"].isspace() or found["name"].lower().startswith(("sess", "sid"))):
        is_strong = digits > 1 and len(value) >= _MANY and len(set(value)) >= _VARIED
        return is_mixed and (is_strong or (_is_password(found) and len(value) >= _SOME and not _WORDY.fullmatch(value)))
    if _is_password(found):
        return is_mixed or not value.isalnum()
    return is_mixed and len(value) >= _FEW and len(set(value)) >= _FEW - 2


def _is_password(found: re.Match[str]) -> bool:
    return found["name"].lower().startswith(("pass", "pwd"))
