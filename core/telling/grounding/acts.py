"""Acts: what a verb says was done. A line's act must be its fact's, or one that says no more."""

from collections.abc import Mapping

_TABLE = {
    "add": "add introduce implement create insert append provide expose feature",
    "enable": "enable allow permit accept support honor respect recognize activate unblock",
    "write": "write author compose",
    "fix": "fix correct resolve repair solve rectify remedy hotfix bugfix amend plug squash mend",
    "address": "address apply incorporate answer adopt respond",
    "update": "update change modify adjust tweak revise edit refresh alter adapt rework touch",
    "improve": "improve enhance refine polish strengthen harden",
    "upgrade": "upgrade bump raise",
    "downgrade": "downgrade",
    "remove": "remove delete drop strip eliminate discard purge prune erase",
    "clean": "clean cleanup tidy",
    "refactor": "refactor restructure organize reorganize rewrite reimplement",
    "simplify": "simplify flatten",
    "split": "split extract separate decouple",
    "combine": "combine consolidate unify join",
    "rename": "rename",
    "move": "move relocate transfer shift",
    "switch": "switch",
    "replace": "replace swap substitute exchange",
    "migrate": "migrate port convert transition",
    "revert": "revert undo rollback restore",
    "disable": "disable deactivate suppress mute",
    "deprecate": "deprecate obsolete sunset",
    "pin": "pin lock freeze",
    "unpin": "unpin unlock unfreeze relax loosen",
    "release": "release publish cut tag version",
    "test": "test cover",
    "document": "document describe explain clarify mention note outline detail",
    "review": "review",
    "approve": "approve",
    "merge": "merge",
    "increase": "increase extend expand widen lengthen grow",
    "decrease": "decrease reduce cut lower shrink shorten narrow minimize limit restrict",
    "start": "start begin launch initiate",
    "stop": "stop halt terminate end kill abort shutdown",
    "open": "open reopen",
    "close": "close",
    "skip": "skip ignore omit bypass exclude",
    "require": "require enforce mandate",
    "prevent": "prevent avoid forbid block prohibit disallow reject guard",
    "redact": "redact mask hide scrub sanitize conceal censor obscure",
    "show": "show display surface reveal",
    "install": "install",
    "uninstall": "uninstall",
    "import": "import",
    "encrypt": "encrypt",
    "decrypt": "decrypt",
    "format": "format reformat lint",
    "set": "set configure define",
    "unset": "unset clear reset",
    "use": "use utilize leverage employ adopt",
    "run": "run execute",
    "upload": "upload",
    "download": "download",
    "subscribe": "subscribe",
    "unsubscribe": "unsubscribe",
    "connect": "connect",
    "disconnect": "disconnect",
    "break": "break",
    "report": "report raise-issue",
    "ask": "ask request prompt",
    "compute": "compute calculate",
    "retain": "retain preserve keep maintain",
    "investigate": "investigate research explore debug diagnose",
    "design": "design plan",
    "consider": "consider evaluate explore discuss",
    "measure": "measure benchmark profile",
    "optimize": "optimize speed accelerate",
    "handle": "handle catch process",
    "return": "return",
    "log": "log",
    "deploy": "deploy",
    "generate": "generate regenerate",
    "rebase": "rebase",
    "prepare": "prepare prep",
    "backport": "backport",
}

# What a line may say instead: for each act of a line, the facts' acts that back it as well.
_BACKED = {
    "enable": "add",
    "add": "enable write show",
    "write": "document",
    "document": "write",
    "update": "upgrade refactor rename replace move migrate document set format pin unpin clean improve simplify increase decrease "
    "address generate",
    "upgrade": "update increase",
    "clean": "format",
    "unset": "remove",
    "refactor": "split combine simplify clean",
    "replace": "migrate switch",
    "switch": "replace migrate move use",
    "move": "upgrade migrate",
    "clarify": "improve",
    "stop": "remove prevent skip",
    "remove": "stop",
    "fix": "prevent",
    "migrate": "replace move",
    "address": "fix",
    "combine": "merge",
    "merge": "combine",
    "skip": "stop prevent",
    "prepare": "release upgrade",
    "run": "address",
    "use": "replace migrate",
    "set": "update add increase decrease",
    "increase": "upgrade",
    "prevent": "skip stop",
}

# What taking an act back does.
UNDOING = {
    "add": "remove disable stop", "enable": "disable remove stop", "use": "stop remove", "remove": "add", "disable": "enable",
    "upgrade": "downgrade", "downgrade": "upgrade", "increase": "decrease", "decrease": "increase", "pin": "unpin", "unpin": "pin",
    "set": "unset",
}  # fmt: skip

# An act that undoes or takes away: a line that does not say so says the opposite.
NEGATIVE = frozenset(
    "clean remove revert disable deprecate downgrade stop skip prevent uninstall unset unsubscribe disconnect break decrease redact "
    "unpin".split()
)

# What is done besides, and takes nothing away: a leak that is stopped is fixed, what is not deleted is kept.
BESIDE = frozenset({"fix", "retain"})

# What may have been done with what a title only names.
NAMED = frozenset({"add", "set", "use", "run", "update"})

# What comes before anything is done.
THINKING = frozenset({"investigate", "design", "consider"})

# What saying "not" does as well.
STOPPING = frozenset({"stop", "skip", "prevent"})

# What may be cleaned up by removing it.
LITTER = frozenset("unused dead obsolete stale leftover redundant unnecessary outdated legacy deprecated unneeded".split())

# Of it, what nobody misses: what is removed without a word of that was in use.
IDLE = frozenset("unused dead leftover redundant unnecessary unneeded".split())

# What the type of a conventional commit says that was done (https://www.conventionalcommits.org).
PREFIXES = {
    "feat": "add", "feature": "add", "fix": "fix", "bugfix": "fix", "hotfix": "fix", "docs": "document write update",
    "doc": "document write update", "test": "test", "tests": "test", "refactor": "refactor", "perf": "optimize",
    "chore": "update", "build": "update", "ci": "update", "style": "format", "revert": "revert", "release": "release",
    "deps": "upgrade update", "bug": "fix", "enh": "add improve", "depr": "deprecate", "cln": "clean", "cleanup": "clean", "tst": "test",
    "regr": "fix", "rls": "release", "maint": "update", "sty": "format", "bld": "update", "sec": "fix", "security": "fix",
    "breaking": "update", "api": "update", "typ": "update",
}  # fmt: skip

# Nouns that tell an act as plainly as a verb.
NOUNS = {
    "support": "add enable", "feature": "add", "introduction": "add", "addition": "add", "fix": "fix", "fixes": "fix",
    "bugfix": "fix", "correction": "fix", "corrections": "fix", "upgrade": "upgrade", "bump": "upgrade", "update": "update",
    "updates": "update", "improvement": "improve", "improvements": "improve", "better": "improve", "robustness": "improve",
    "tests": "test", "test": "test", "documentation": "document", "docs": "document", "refactoring": "refactor",
    "cleanup": "clean", "handling": "handle", "migration": "migrate", "samples": "add", "formatter": "format",
}  # fmt: skip


def _by_word(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for act, words in table.items():
        for word in words.split():
            found.setdefault(word, set()).add(act)
    return {word: frozenset(acts) for word, acts in found.items()}


ACTS = _by_word(_TABLE)
BACKED = {act: frozenset(words.split()) | {act} for act, words in _BACKED.items()}
