"""When a word that may be a verb names a thing instead: "Changes to", "Reviews list", "Logging improvements"."""

# A verb whose base form is also a common noun counts as a verb only where a subject begins with it, never after "and".
ALSO_NOUNS = frozenset(
    (
        "address alert alias answer archive back balance batch benchmark block build cache call change check clone comment commit compile "
        "copy count cover debug default delay deploy design diff display document draft drive email exercise export extract fake feed fill "
        "filter find focus force fork format function gate grant group guard handle hash hide highlight hold hook implement import "
        "increase index issue join land level limit link lint list load lock log look map mark match measure merge mock monitor mount move "
        "name note offer order override package pass patch pause pay pin place plan play plug point polish pool port position post prefix "
        "present print process produce profile program promise protocol proxy pull push query quote raise range rate reach record "
        "reference register release render reply report request reset respect rest result retry return reuse reverse revert review rework "
        "ring rise roll round route run sample save scale schedule scope score search seed select sequence serve set setup shape share "
        "shift show sign signal skip slot snapshot sort source speed spell split stage stall start state step stop store stream string "
        "stub style substitute support surface swap switch sync tag target test throttle tie time toggle touch trace track transfer "
        "transform transition trigger trust try tune turn tweak type update upgrade upload use value view vote wait walk warn waste watch "
        "wrap write yield zip"
    ).split()
)
# What stands for a verb where "of" follows: "Removal of the old parser".
ACTS = {
    "addition": "added",
    "clean-up": "cleaned up",
    "cleanup": "cleaned up",
    "creation": "created",
    "deletion": "deleted",
    "extraction": "extracted",
    "implementation": "implemented",
    "integration": "integrated",
    "introduction": "introduced",
    "migration": "migrated",
    "refactor": "refactored",
    "removal": "removed",
    "replacement": "replaced",
    "rework": "reworked",
    "update": "updated",
    "upgrade": "upgraded",
}
# A verb and its particle in one word: "Cleanup imports".
GLUED = {"cleanup": "cleaned up", "clean-up": "cleaned up", "rollback": "rolled back", "setup": "set up"}
AFTER_A_NOUN = frozenset("for of in works work fails broken instructions guide page script".split())  # "Support for", "Search works"
_AFTER_NOUNS = AFTER_A_NOUN | frozenset("to on from at and & with about".split())  # "Changes to", "Updates from"
_HEADS = frozenset(  # "Logging improvements"
    "change changes cleanup fix fixes guide improvement improvements issue issues layer refactor support tweak tweaks updates".split()
)

_SURE_HEADS = frozenset("fixes improvements tweaks".split())  # "Style fixes"
_CHANGED = frozenset("copy design style".split())  # "Copy changes"
_PLURALS = frozenset(  # more often things than acts: "reviews form"
    "comments functions issues notes orders plans processes records reports requests results reviews sources tags targets views".split()
)
_COMPOUNDS = frozenset(
    (
        "build error|build errors|build failure|build failures|build fix|change log|design doc|design docs|design system|load balancer"
        "|load test|load tests|lock file|lock files|log file|log files|log level|log levels|release notes|release script|deploy script"
        "|document error|document errors|exercise solution|exercise solutions|merge conflict|merge conflicts|merge fix|release candidate"
        "|search index|search page|style guide|test case|test cases|test commit|test data|test plan|test suite"
        "|type error|type errors|type hints"
    ).split("|")
)
_DETERMINERS = frozenset("a all an and each every its the their this".split())


def names_a_thing(word: str, base: str, following: str) -> bool:
    """Say whether a form of a verb is a noun before the word that follows it; both in lower case."""
    if word.endswith("ing"):
        return following in _HEADS and word != "adding"
    if f"{word} {following}" in _COMPOUNDS or (word == "go" and following[:1].isdigit()):  # the language
        return True
    if word in _PLURALS:
        return following not in _DETERMINERS
    if (base == word and base in ALSO_NOUNS and following in _SURE_HEADS) or (word in _CHANGED and following == "changes"):
        return True
    if base not in ALSO_NOUNS:
        return False
    return following in (AFTER_A_NOUN if word == base else _AFTER_NOUNS if word.endswith("s") else ())
