"""Subjects that only finish other work and have no outcome of their own."""

import re

_REVIEW = (
    r"(?:appl(?:y|ied)|address(?:ed|es|ing)?|incorporated?|implement|resolved?|respond(?:ed)? to|accept|more|pr|code|review)\b"
    r".*\b(?:suggestions?|feedback|review|comments?)\b.*"
)
_TOOLS = (
    "lint(?:er|ing|s)?|flake8|black|ruff|isort|mypy|pytype|pylint|eslint|prettier|rubocop|gofmt|clippy|rustfmt|clang-format|checkstyle|"
    "pep ?8|sonar|style|format(?:t(?:ing|er))?|white ?spac(?:e|ings?)|indent(?:ation)?|typos?|spelling|grammar|wording|nits?|"
    "fmt|imports?(?: order)?|compil(?:e|er|ation)|warnings?"
)
_COMPLAINTS = (
    "changes?|format(?:ter|ting)?|errors?|warnings?|issues?|fix(?:es)?|happy|complaints?|violations?|checks?|failures?|problems?|offen[cs]es?"
    "|again|code"
)
_LINT = (
    r"(?:fix(?:e[sd]|ing)?|run|ran|appl(?:y|ied)|format(?:ted)?|satisfy|please|make|address|ignore|resolve|update)?\s*"
    rf"(?:the |all |some |more |code )?(?:{_TOOLS})\b(?:'s)?(?: (?:code )?(?:{_COMPLAINTS}))*"
)
_TESTS = (
    r"(?:fix(?:e[sd]|ing)?|update[sd]?|adjust(?:ed)?|add(?:ed|ing)?|repair|correct(?:ed)?|more|tweak)\s+"
    r"(?:the |a |some |more |additional |failing |broken |missing |flaky |unit |test )*"
    r"(?:tests?|unit tests?|test cases?|specs?|ci|builds?|travis|pipeline|snapshots?)"
    r"(?: (?:failures?|errors?|again|for ci|builds?|and examples?|cases?))?"
)
_ROUGH = (
    r"wip|oops|go|commit|(?:first|empty|initial) commit|initial import|init(?:ial)?|fix(?:e[sd])?|fixup|hot ?fix|updates?|updated|te?mp"
    r"|(?:updated? )?notebooks?|revert(?:ed)? test"
    r"|temporary|clean[- ]?up|cleaning|tidy(?: up)?|polish(?:ing)?|refactor(?:ing)?|changes|more|more changes|more fixes"
    r"|bug ?fix(?:es)?|progress|(?:version )?bump|self[- ]review|trigger (?:ci|build)|todo|asdf\w*|stuff|done|final(?: final)*"
    r"|not needed|minor|debug|paths?|seeds?|docs?|readme|tests?|testing|reviews?|code review|\w+ fmt|bless(?: tests)?|nits?"
    r"|nvm|updated? (?:the |this )?branch|(?:see|part of|re|refs) [#!]\d+"
    r"|it works(?: now)?|try(?:ing)?(?: again)?|s/\w+/\w+/?g?"
    r"|fix(?:e[sd]|ing)?(?: (?:a |the )?(?:bugs?|it|paths?|ya?ml|prod|comments?))?(?: again| \d)?"
    r"|save(?: work)?|checkpoint|backup|sync|push(?:ed)?|(?:my|temp|second|third|last|final|new|another|test) commit|commit \d+"
    r"|works?|working|finished|completed?|implement(?:ed)?|again|(?:some |more )?work"
)
_ROUTINE = (
    r"merge w(?:ith)? (?:main|master)|merge (?:remote-tracking )?branch .*|(?:resolve )?(?:merge )?conflicts?"
    r"|prepare (?:for )?(?:the )?next (?:development iteration|snapshot|version)|back to (?:development|snapshot)"
    r"|add(?:ed)? (?:an? |the )?(?:[\w.-]+ )?licen[sc]e(?: file| headers?)?|created using colab\w*|add(?:ed)? files via upload"
)
_SMALL = (
    r"(?:(?:added|add|applied|apply|did|do|made|make) )?(?:a )?"
    r"(?:few |couple of |some |minor |small |quick |tiny |misc(?:ellaneous)? |another |final |last |various |more )*"
    r"(?:changes?|fix(?:es)?|tweaks?|improvements?|updates?|edits?|clean-?ups?|corrections?|adjustments?|refactor(?:ing)?|stuff)"
)
_LITTER = (
    r"(?:remove|fix|delete)d? (?:the |an? |some )?"
    r"(?:unused|unnecessary|redundant|extra|stray|commented|debug|missing|duplicate)[\w -]{0,20}"
    r"(?:imports?|variables?|whitespace|newlines?|lines?|code|prints?|print statements?|logs?|comments?)"
)
_MADE = r"(?:re)?(?:run|generated?|built|build|rebuilt) (?:\./)?[\w./-]*(?:docs?|\.sh|api|files?|lock ?files?|snapshots?|assets?)\b.{0,9}"
# What a host's web editor proposes.
_FILE = r"(?:update|create|edit|rename|delete|modify)d? (?:the )?(?:file )?[\w.@-]+(?:/[\w.@-]+)*\.\w{1,5}(?: file)?"
_FOLLOWS = re.compile(rf"(?i)(?:{_REVIEW}|{_LINT}|{_TESTS}|{_ROUGH}|{_ROUTINE}|{_SMALL}|{_LITTER}|{_MADE}|{_FILE})?\W*")
_LONGEST = 100  # characters; a longer subject tells something


def is_follow_up(words: str) -> bool:
    """Say whether a subject, without prefix and references, only finishes other work."""
    return len(words) <= _LONGEST and _FOLLOWS.fullmatch(words) is not None
