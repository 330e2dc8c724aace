"""The verbs with which people begin a commit's subject: each form of one leads to its past tense and to the kind of work that it tells."""

from dataclasses import dataclass

from core.model import WorkKind


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that a subject may begin with."""

    base: str
    past: str
    kind: WorkKind


# A verb whose base form is also a common noun counts as a verb only where a subject begins with it, never after "and".
_ALSO_NOUNS = frozenset(
    (
        "address alias benchmark block build cache call change check clone comment commit cover debug default design document draft "
        "display "
        "export filter fork format group guard hide highlight implement import land lint link list load lock log map mark merge mock "
        "note override patch pin polish port prefix profile query release report request reset return reuse review revert rework run "
        "scope set show sort split start stop store stub style support switch sync tag test throttle trace track trigger tweak type "
        "update upgrade use version vote warn watch wrap"
    ).split()
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "begin:began bind:bound break:broke bring:brought build:built catch:caught choose:chose cut:cut do:did draw:drew feed:fed "
        "find:found forbid:forbade freeze:froze get:got give:gave go:went hide:hid hold:held keep:kept lay:laid leave:left let:let "
        "make:made overwrite:overwrote override:overrode pay:paid put:put read:read rebuild:rebuilt redo:redid reset:reset "
        "rethrow:rethrew rerun:reran rewrite:rewrote run:ran say:said send:sent set:set show:showed speed:sped spin:spun split:split "
        "swap:swapped take:took teach:taught tell:told think:thought throw:threw undo:undid unset:unset withdraw:withdrew write:wrote"
    ).split()
)
_DOUBLED = frozenset(
    (
        "ban begin chop commit control cut debug defer dim dot drop equip fit flag forbid get grab hit hop jot lag let log map nap "
        "net omit permit pin plan plug pop prefer program ptr put ram refer reset rerun rip rub run scan scrap set ship shim shrug "
        "skip slim slip snap spin split stem step stop strip stub submit swap tag tap trap trim unplug unpin unset unwrap untag wrap "
        "zip"
    ).split()
)
_BASES = {
    WorkKind.FEATURE: (
        "accept add allow attach bind build create define declare derive detect display emit enable expose extend feed forward "
        "generate highlight implement import include inject insert install instrument integrate introduce land launch let list load "
        "map notify offer open parse permit persist plug populate port prefill present print produce propagate provide publish put "
        "recognise recognize record register render report request return save scaffold send serve share show start store stream "
        "submit subscribe support surface teach track translate trigger unblock wire"
    ),
    WorkKind.FIX: (
        "address adjust avoid bypass catch check circumvent close compensate correct debug defer detach discard ensure escape fix "
        "flush forbid guard handle ignore mend mitigate patch prevent propagate protect quote recover rectify reject repair resolve "
        "restore retry satisfy silence skip solve stabilise stabilize stop suppress tolerate tighten treat truncate unbreak validate "
        "verify warn workaround"
    ),
    WorkKind.SECURITY: (
        "authenticate authorise authorize encrypt harden hash mask obfuscate redact restrict revoke rotate sandbox sanitise sanitize "
        "secure sign"
    ),
    WorkKind.PERFORMANCE: (
        "accelerate batch cache debounce memoise memoize optimise optimize parallelise parallelize precompute preload prefetch reduce "
        "shrink speed throttle"
    ),
    WorkKind.REMOVAL: (
        "ban block delete deprecate disable drop discontinue eliminate erase forget hide kill omit prune purge remove retire strip "
        "trim undo uninstall unset unexport withdraw"
    ),
    WorkKind.REFACTORING: (
        "abstract alias centralise centralize clean collapse combine consolidate convert copy decouple deduplicate dedupe delegate "
        "encapsulate extract factor flatten generalise generalize group hoist inline isolate merge migrate modernise modernize "
        "modularise modularize move normalise normalize rearrange reduce redo refactor relocate rename reorder organise organize "
        "reorganise reorganize replace reshape restructure reuse rework rewrite scope separate simplify sort split standardise "
        "standardize straighten streamline swap tidy transform transition translate unify unwrap wrap"
    ),
    WorkKind.DOCUMENTATION: ("annotate clarify comment describe document explain illustrate mention note outline"),
    WorkKind.TEST: ("assert benchmark cover exercise fuzz mock stub test"),
    WorkKind.CHORE: (
        "archive automate bump configure downgrade format freeze lint lock mark package pin polish rebase rebuild recompile reformat "
        "regenerate repackage rerun run schedule style sync synchronise synchronize tag unpin upgrade vendor"
    ),
    WorkKind.CHANGE: (
        "adapt adopt align allocate amend append apply arrange assign augment begin bring call change choose clear clone close "
        "compare complete compute connect continue cut customise customize deploy design disallow do draft draw drive emphasise "
        "emphasize enforce enhance enlarge enrich exclude execute expand experiment explore export extend fetch fill filter finalise "
        "finalize find finish follow force get give go hold hook improve increase increment initialise initialize investigate invert "
        "invoke keep lay leave limit link log look loosen lower lift maintain make measure modify monitor move name narrow opt "
        "override overwrite pass pause pay pick place plan play point prefer prefix prepare preserve prioritise prioritize process "
        "promote proxy pull push query quit raise reach read rebrand recalculate redesign redirect reenable refine refresh relax "
        "release reload remember reopen rephrase repurpose require resend reset reshuffle resize respect resume rethrow review revise "
        "rethink route save say scale search select set shift shorten simulate slim snapshot specify spell step stub substitute "
        "switch tag take tell throw toggle touch transfer try turn tune tweak unlock unquote unset update use utilise utilize version "
        "wait watch weaken widen write yield zip"
    ),
    WorkKind.REVERT: ("revert"),
}


def past(base: str) -> str:
    """Return a verb's simple past, in American or British spelling as its base has it."""
    first, dash, tail = base.partition("-")  # "opt-in"
    return _past(first) + dash + tail


def _past(base: str) -> str:
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLED else "") + "ed"


def _forms(base: str) -> tuple[str, ...]:
    """Return the forms in which a verb begins a subject: add, adds, adding, added."""
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base + (base[-1] if base in _DOUBLED else "")
    third = (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in "aeiou"
        else base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
    )
    return base, third, stem + "ing", past(base)


_VERBS = {form: (base, kind) for kind, bases in reversed(_BASES.items()) for base in bases.split() for form in _forms(base)}
_MAKES_A_NOUN = frozenset("for of in".split())  # "Support for", "Release of"
_MAKES_NOUNS = _MAKES_A_NOUN | frozenset("to on from at and & with about".split())  # "Changes to", "Updates from"


def verb(word: str, following: str = "") -> Verb | None:
    """Return the verb of which a word is a form, in any case; None where the word after it shows that it is a noun."""
    lower = word.lower()
    again = "re-" if lower.startswith("re-") else ""
    base, kind = _VERBS.get(lower.removeprefix(again), ("", WorkKind.CHANGE))
    if not base or _is_noun(lower, base, following.lower()):
        return None
    return Verb(again + base, again + past(base), kind)


def sure_verb(word: str) -> Verb | None:
    """Return the verb of which a word is the base form, unless that form is a common noun too."""
    found = verb(word)
    return found if found and found.base == word and word not in _ALSO_NOUNS else None


def _is_noun(word: str, base: str, following: str) -> bool:
    if base not in _ALSO_NOUNS:
        return False
    return following in (_MAKES_A_NOUN if word == base else _MAKES_NOUNS if word.endswith("s") else ())
