"""What git is run with, so that neither its caller's environment nor a repository's configuration leads it elsewhere."""

import os

_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH")
PRIVATE = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # not even a window
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # stronger than any `protocol.*` setting: a promisor remote runs nothing
    "GIT_ATTR_NOSYSTEM": "1",
}
# What a repository's own configuration could run or change in what is read here.
_OVERRIDES = (
    "core.fsmonitor=false",
    "core.hooksPath=" + os.devnull,
    "core.useReplaceRefs=false",
    "log.showSignature=false",
    "log.mailmap=true",
    "log.follow=false",
    "gpg.program=" + os.devnull,
    "diff.orderFile=" + os.devnull,
    "diff.suppressBlankEmpty=false",
    "mailmap.file=",
    "i18n.logOutputEncoding=UTF-8",
    "gc.auto=0",
)
OPTIONS = tuple(part for override in _OVERRIDES for part in ("-c", override))


def inherited() -> dict[str, str]:
    """Return the environment without what would lead git to another repository or program."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
