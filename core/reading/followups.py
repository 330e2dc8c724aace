"""Subjects that only finish other work and have no outcome of their own."""

import re

_REVIEW = r"(?:apply|applied|applying|address(?:ed|es|ing)?|incorporate[sd]?|implement|resolve|respond(?:ed)? to|accept|more|pr|code|review)\b.*\b(?:suggestions?|feedback|review|comments?)\b.*"
_LINT = (
    r"(?:fix(?:e[sd]|ing)?|run|ran|appl(?:y|ied)|format(?:ted)?|satisfy|please|make|address|ignore|resolve|update)?\s*(?:the |all |some |more |code )?"
    r"(?:lint(?:er|ing|s)?|flake8|black|ruff|isort|mypy|pytype|pylint|eslint|prettier|rubocop|gofmt|clippy|rustfmt|clang-format|checkstyle|pep ?8|style|format(?:t(?:ing|er))?|"
    r"white ?spac(?:e|ing)s?|indent(?:ation)?|typos?|spelling|grammar|wording|nits?|imports?(?: order)?|compil(?:e|er|ation)|warnings?|sonar)\b"
    r"(?: (?:code )?(?:format(?:ter|ting)?|errors?|warnings?|issues?|fix(?:es)?|happy|complaints?|violations?|checks?|failures?|problems?|again|code))*"
)
_TESTS = (
    r"(?:fix(?:e[sd]|ing)?|update[sd]?|adjust(?:ed)?|add(?:ed|ing)?|repair|correct(?:ed)?|more|tweak)\s+(?:the |a |some |more |additional |failing |broken |missing |flaky |unit |test )*"
    r"(?:tests?|unit tests?|test cases?|specs?|ci|build|builds|travis|pipeline|snapshots?)(?: (?:failures?|errors?|again|for ci|builds?|and examples?|cases?))?"
)
_ROUGH = (
    r"wip|oops|go|commit|first commit|initial commit|fix|fixes|fixed|fixup|update|updates|updated|tmp|temp|test|cleanup|clean[- ]?up|tidy(?: up)?|polish(?:ing)?|refactor(?:ing)?|changes|more|more changes|more fixes|bug ?fix(?:es)?|progress|"
    r"address(?:ed)? (?:pr |review )?comments|self[- ]review|merge w(?:ith)? (?:main|master)|merge conflicts?|resolve (?:merge )?conflicts?|"
    r"(?:some |minor |small |quick |tiny |another |final |last )+(?:changes?|fix(?:es)?|tweaks?|improvements?|updates?|edits?|clean-?ups?|corrections?|adjustments?|refactor(?:ing)?)|"
    r"(?:remove|removed|fix|fixed|delete) (?:the |an? |some )?(?:unused|unnecessary|redundant|extra|stray|commented|debug|missing|duplicate)[\w -]{0,20}(?:imports?|variables?|whitespace|newlines?|lines?|code|print(?:s| statements?)?|logs?|comments?)|"
    r"(?:re)?(?:run|generated?|built|build|rebuilt) (?:\./)?[\w./-]*(?:docs?|\.sh|api|files?|lock ?files?|snapshots?|assets?)\b.{0,20}|trigger (?:ci|build)|empty commit|bump"
)
_FILE = r"(?:update|create|edit|rename|delete|modify)d? (?:the )?[\w.@-]+(?:/[\w.@-]+)*\.\w{1,5}"  # what a host's web editor proposes
_FOLLOWS = re.compile(rf"(?i)(?:{_REVIEW}|{_LINT}|{_TESTS}|{_ROUGH}|{_FILE})\W*")


def is_follow_up(words: str) -> bool:
    """Say whether a subject, without prefix and references, only finishes other work."""
    return len(words) <= 100 and _FOLLOWS.fullmatch(words) is not None  # noqa: PLR2004  longer ones tell something
