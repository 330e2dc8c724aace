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
        "update upgrade use vote warn watch wrap"
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
        "admit ban begin chop commit compel control cut debug defer dim dot drop embed emit equip excel fit flag flip forbid get grab "
        "hit hop infer jot lag let log map nap net omit permit pin plan plug pop prefer program propel ptr put ram rebut recur refer "
        "rerun reset rip rub run scan scrap set shim ship shrug skip slim slip snap spin split stem step stop strip stub submit swap "
        "tag tap transmit trap trim unpin unplug unset untag unwrap wrap zip"
    ).split()
)
_BASES = {
    WorkKind.FEATURE: (
        "accept add allow attach authenticate bind bootstrap build create declare decode define derive deserialize detect display "
        "download embed emit enable encode establish expose extend feed forward generate highlight implement import include inject "
        "insert install instrument integrate internationalize introduce land launch let list load localise localize map mount notify "
        "offer open paginate parse permit persist plug populate port prefill present print produce propagate provide publish put "
        "recognise recognize record register render report request return save scaffold send serialise serialize serve share show "
        "start store stream submit subscribe support surface teach track translate trigger unblock upload wire"
    ),
    WorkKind.FIX: (
        "address adjust avoid bypass catch check circumvent close compensate correct debug deduplicate defer detach discard ensure "
        "escape expire fix flush forbid guard handle honor honour ignore mend mitigate patch prevent propagate protect quote "
        "reconcile recover rectify reject repair resolve restore retry satisfy silence skip solve stabilise stabilize stop suppress "
        "sync terminate tighten tolerate treat truncate unbreak validate verify warn workaround"
    ),
    WorkKind.SECURITY: (
        "authenticate authorise authorize encrypt harden hash mask obfuscate redact restrict revoke rotate sandbox sanitise sanitize "
        "secure sign"
    ),
    WorkKind.PERFORMANCE: (
        "accelerate batch cache debounce index memoise memoize optimise optimize parallelise parallelize precompute prefetch preload "
        "reduce shrink speed throttle vectorise vectorize warm"
    ),
    WorkKind.REMOVAL: (
        "ban block delete deprecate disable drop discontinue eliminate erase forget hide kill omit prune purge remove retire strip "
        "trim undo uninstall unset unexport withdraw"
    ),
    WorkKind.REFACTORING: (
        "abstract alias centralise centralize clean collapse combine consolidate convert copy decouple dedupe deduplicate delegate "
        "encapsulate extract factor flatten generalise generalize group hoist inline isolate merge migrate modernise modernize "
        "modularise modularize move nest normalise normalize organise organize privatise privatize rearrange redo reduce refactor "
        "relocate rename reorder reorganise reorganize replace reshape restructure reuse rework rewrite scope separate simplify sort "
        "split standardise standardize straighten streamline subclass swap tidy transform transition translate unify unwrap wrap"
    ),
    WorkKind.DOCUMENTATION: ("annotate clarify comment describe document explain illustrate mention note outline"),
    WorkKind.TEST: ("assert benchmark cover exercise fuzz mock stub test"),
    WorkKind.CHORE: (
        "archive automate bump configure downgrade format freeze lint lock mark package pin polish rebase rebuild recompile reformat "
        "regenerate repackage rerun run schedule seed style sync synchronise synchronize tag unpin upgrade vendor yank"
    ),
    WorkKind.CHANGE: (
        "acquire adapt adopt advance aggregate align allocate amend anchor append apply arrange assign augment begin bring call "
        "change choose clear clone close compare complete compute connect continue customise customize cut demonstrate deploy design "
        "determine disallow distinguish distribute do draft draw drive elaborate emphasise emphasize enforce enhance enlarge enrich "
        "enumerate evaluate exchange exclude execute exempt expand experiment explore export extend fetch fill filter finalise "
        "finalize find finish flip follow force get give go hold hook hydrate identify improve increase increment infer inform "
        "inherit initialise initialize inspect intercept interpolate invert investigate invoke join keep label lay leave leverage "
        "lift limit link log look loosen lower maintain make manage match measure modify monitor move name narrow obtain opt order "
        "override overwrite pass pause pay perform pick place plan play point poll prefer prefix prepare preserve prioritise "
        "prioritize process promote proxy pull push query quit raise reach read rebrand recalculate redesign redirect reenable "
        "reference refine reflect refresh relax release reload remember reopen rephrase repurpose require resend reset reshuffle "
        "resize respect resume rethink rethrow retrieve review revise round route sample save say scale search seed select set shift "
        "shorten simulate slim snapshot specify spell stage step stub substitute suggest summarise summarize switch tag take target "
        "tell throw tie toggle touch transfer trust try tune turn tweak unlock unquote unset update upload use utilise utilize wait "
        "walk watch weaken widen write yield zip"
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
