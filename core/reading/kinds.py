"""Which kind of work a subject tells: by its prefix, its verb, and what the verb is about."""

import re

from core.model import WorkKind
from core.reading.prefixes import Prefix
from core.reading.verbs import verb

_DOCUMENTATION = re.compile(
    r"(?i)\b(?:docs?|documents?|documentation|readme(?:\.\w+)?|changelog|docstrings?|javadocs?|typos?|tutorials?|guides?|how-?to|wiki"
    r"|code snippets?|faq)\b"
)
_TEST = re.compile(
    r"(?i)\b(?:(?:unit|integration|e2e|end-to-end|regression|smoke|more|flaky|failing)\s)?(?:tests?|test (?:cases?|suites?|coverage)"
    r"|specs?|fixtures?|coverage)\b"
)
_OF_CI = "(?:actions?|build|ci|cd|deploy(?:ment)?|gitlab|lint|nightly|publish|release|test|travis)"
_CHORE = re.compile(
    rf"(?i)\b(?:ci|ci/cd|github actions?|{_OF_CI} (?:workflows?|pipelines?)|travis|appveyor|circleci|dependabot|dependenc(?:y|ies)"
    r"|requirements? from|lock ?files?"
    r"|pre-commit|lint(?:er|ing)?|flake8|black(?=\W*$|\W+(?:and|code|config\w*|formatt\w*|to|version)\b)|pylint|mypy|pytype|"
    r"eslint|prettier|gitignore|editorconfig|codeowners|makefile|dockerfile|devcontainer|issue templates?|github templates?|pep ?8"
    r"|build (?:script|system|settings|errors?)|builds?)\b|^(?:the |a )?(?:workflows?|pipelines?)$"
)
_IN_CODE = re.compile(r"(?i)docstring|javadoc|\btypo|\bcomment|snippet")  # documentation, wherever it stands
_SECURITY = re.compile(
    r"(?i)\b(?:cve-\d{4}-\d+|vulnerabilit(?:y|ies)|xss|csrf|ssrf|sql injection|secret leak|security (?:fix|hole|issue|policy))\b"
)
_CVE = re.compile(r"(?i)\bcve-\d{4}-\d+")
_MINOR = {WorkKind.DOCUMENTATION: _DOCUMENTATION, WorkKind.TEST: _TEST, WorkKind.CHORE: _CHORE}
_REMOVING = frozenset("decommissioned deleted deprecated discontinued dropped removed retired".split())
_HEAD = 60  # characters in which the object of the verb is looked for
_ASIDE = re.compile(r"(?i) (?:when|if|while|after|by) |[.;] ")  # behind which a fix tells no more of what it mends
_BESIDE = re.compile(  # "login and tests"; not "unit and integration tests", "Agents & Assistants document page"
    r"(?i)(?<!\bunit)(?<!\bintegration)(?<!\be2e)(?<!\bregression)(?:,| and| &| \+) (?:\w+ )?(?:tests?|specs?|docs?|documentation)$"
    r"| (?:with|for|when|if|while) |[.;] "
)


def kind_of(past: str, rest: str, prefix: Prefix) -> WorkKind:
    """Return the kind of work of an act: the convention's word first, then what it is about, then the verb's."""
    told = _of_verb(past)
    if prefix.kind is not None and prefix.kind is not WorkKind.CHANGE:
        return _of_convention(prefix.kind, past, rest)
    if told is WorkKind.REVERT:
        return told
    if _CVE.search(rest):
        return WorkKind.SECURITY
    about = (_ASIDE if told is WorkKind.FIX else _BESIDE).split(rest[:_HEAD], maxsplit=1)[0]
    if told is WorkKind.CHORE:
        return told
    minor = next((kind for kind, words in _MINOR.items() if words.search(about)), None)
    if minor is not None and told not in {WorkKind.SECURITY, WorkKind.PERFORMANCE}:
        return minor
    return WorkKind.SECURITY if told is WorkKind.FIX and _SECURITY.search(rest) else told


def otherwise(kind: WorkKind, past: str, rest: str, prefix: Prefix) -> WorkKind:
    """Return the kind by the verb alone, where no more than a word that may name a part of the product decided: "Fix document preview"."""
    is_said = (prefix.kind is not None and prefix.kind is not WorkKind.CHANGE) or _IN_CODE.search(rest) is not None
    return kind if is_said or kind not in {WorkKind.DOCUMENTATION, WorkKind.TEST} else _of_verb(past)


def _of_convention(kind: WorkKind, past: str, rest: str) -> WorkKind:
    """Return what a convention's word says, unless the words say more: "feat!: drop the v1 API", "fix: XSS in the profile"."""
    if kind is WorkKind.FEATURE and past in _REMOVING:
        return WorkKind.REMOVAL
    return WorkKind.SECURITY if kind is WorkKind.FIX and _SECURITY.search(rest) else kind


def _of_verb(past: str) -> WorkKind:
    if past == "sped up":
        return WorkKind.PERFORMANCE
    found = next((told for word in past.split() if (told := verb(word))), None)  # "temporarily disabled"
    return found.kind if found else WorkKind.CHANGE
