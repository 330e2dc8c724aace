"""Who is a machine: told by the host, by name or by address."""

import re

from core.model import Event, Identity
from core.reading.prefixes import split

_NAMES = frozenset(
    "allcontributors autofix-ci azure-pipelines bors codecov copybara copybara-service crowdin dependabot dependabot-preview "
    "deepsource-autofix depfu fossabot github-actions greenkeeper greenkeeperio-bot imgbot jenkins kodiakhq mergify netlify "
    "pre-commit-ci pyup-bot release-please renovate restyled semantic-release semantic-release-bot snyk-bot travis weblate "
    "whitesource".split()
)
_SPELLED = frozenset(
    "dependabot preview|github action|github actions|hosted weblate|jenkins ci|kubernetes prow robot|mend renovate|pre-commit ci|"
    "pyup.io bot|renovate bot|semantic release|semantic release bot|travis ci|weblate|weblate translation|whitesource renovate".split("|")
)
_SHAPE = re.compile(r".*(?:\[bot\]|\(bot\)|[-_.](?:ro)?bot)|(?:ro)?bot[-_].*")  # not "Jan Bot", who may be a person
_BUMP = re.compile(
    r"(?i)\bbump(?:s|ed)?\b|\block ?file maintenance\b"
    r"|\b(?:update|upgrade|pin)s?\b.*"
    r"(?:\brequirements?\b|\bdependenc|\bmodule\b|\baction\b|\bto v?\d|\bfrom \S+ to \S+|\bmonorepo\b|\bdigest\b)"
)


def is_bot(identity: Identity) -> bool:
    """Say whether an identity is a machine's: `*[bot]`, dependabot, renovate and their like."""
    local = identity.email.casefold().partition("@")[0].rpartition("+")[2]
    name = " ".join(identity.name.casefold().split())
    return identity.is_bot or name in _NAMES or name in _SPELLED or any(_SHAPE.fullmatch(text) for text in (name, local))


def is_work_of_bots(event: Event) -> bool:
    """Say whether no human had a hand in an event, or only in a bot's move of a dependency."""
    return is_bot(event.actor) and (all(map(is_bot, event.others)) or is_dependency_bump(event))


def is_dependency_bump(event: Event) -> bool:
    """Say whether an event moves a dependency to another version, by its title."""
    prefix, words = split(event.title)
    return "deps" in (prefix.type, prefix.scope.casefold().partition("-")[0]) or _BUMP.search(words) is not None
