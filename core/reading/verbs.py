"""The verbs with which people begin a commit's subject: each form of one leads to its past tense and to the kind of work that it tells."""

from dataclasses import dataclass

from core.model import WorkKind
from core.reading.nouns import ALSO_NOUNS, names_a_thing


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that a subject may begin with."""

    base: str
    past: str
    kind: WorkKind


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "begin:began bind:bound break:broke bring:brought build:built catch:caught choose:chose cut:cut do:did draw:drew feed:fed "
        "find:found forbid:forbade freeze:froze get:got give:gave go:went hide:hid hold:held keep:kept lay:laid leave:left let:let "
        "make:made overwrite:overwrote override:overrode pay:paid put:put read:read rebuild:rebuilt redo:redid reset:reset redraw:redrew "
        "rethrow:rethrew rewind:rewound rerun:reran rewrite:rewrote run:ran say:said send:sent set:set show:showed speed:sped spin:spun "
        "split:split swap:swapped take:took teach:taught tell:told think:thought throw:threw undo:undid unset:unset withdraw:withdrew "
        "write:wrote"
    ).split()
)
_DOUBLED = frozenset(
    (
        "admit ban begin chop commit compel control cut debug defer dim dot drag drop embed emit equip excel fit flag flip forbid format "
        "get grab "
        "hit hop infer jot lag let log map nap net omit permit pin plan plug pop prefer program propel ptr put ram rebut recur refer "
        "remap rerun reset rip rub run scan scrap set shim ship shrug skip slim slip snap spin split stem step stop strip stub submit swap "
        "tag tap transmit trap trim unpin unplug unset unskip untag unwrap wrap zip"
    ).split()
)
_BASES = {
    WorkKind.FEATURE: (
        "accept add allow announce answer ask attach authenticate bind bootstrap build count create declare decode define derive "
        "deserialize detect display download email embed emit enable encode establish expose extend feed forward generate highlight "
        "implement import include inject insert install instrument integrate internationalize introduce land launch let list load "
        "localise localize map mount notify offer open paginate parse permit persist plug populate port prefill present print produce "
        "propagate provide publish put reapply recognise recognize record register reinstate reintroduce render reply report request "
        "return save scaffold send serialise serialize serve share show start store stream submit subscribe support surface teach track "
        "translate trigger unblock upload wire"
    ),
    WorkKind.FIX: (
        "abort address adjust avoid bypass catch check circumvent clamp close coerce compensate correct debug deduplicate defer deflake "
        "detach discard ensure escape expire fix flush forbid guard handle honor honour ignore mend mitigate patch prevent propagate "
        "protect quote reconcile recover rectify reject repair resolve restore retry satisfy silence skip solve stop suppress sync "
        "terminate tighten tolerate treat truncate unbreak validate verify warn"
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
        "ban block decommission delete deprecate disable discontinue drop elide eliminate erase forget hide kill omit prune purge "
        "remove retire strip trim undo unexport uninstall unset withdraw"
    ),
    WorkKind.REFACTORING: (
        "abstract alias centralise centralize clean collapse combine consolidate convert copy decouple dedupe deduplicate delegate "
        "encapsulate extract factor flatten generalise generalize group hoist inline isolate merge migrate modernise modernize "
        "modularise modularize move nest normalise normalize organise organize privatise privatize rearrange redo reduce refactor "
        "relocate rename reorder reorganise reorganize replace reshape restructure reuse rework rewrite scope separate simplify sort "
        "split standardise standardize straighten streamline subclass swap tidy transform transition translate unify unwrap wrap"
    ),
    WorkKind.DOCUMENTATION: ("annotate clarify comment describe document explain illustrate mention note outline"),
    WorkKind.TEST: ("assert benchmark cover exercise fuzz mock stub test unskip"),
    WorkKind.CHORE: (
        "archive automate bless bump configure containerise containerize dockerise dockerize downgrade format freeze lint lock mark "
        "package pin polish rebase rebuild recompile reformat regenerate repackage rerun run schedule seed style sync synchronise "
        "synchronize tag unpin upgrade vendor yank"
    ),
    WorkKind.CHANGE: (
        "accumulate acquire adapt adopt advance aggregate align allocate amend anchor append apply arrange assign assume augment await "
        "balance begin bring bundle call capture change choose clear clone close coalesce compare complete compute connect continue "
        "customise customize cut decrease demonstrate deploy design determine disallow discourage dispatch distinguish distribute do "
        "drag draft draw drive elaborate emphasise emphasize encourage enforce enhance enlarge enqueue enrich enumerate evaluate exchange "
        "exclude execute exempt expand explore export extend fetch fill filter finalise finalize find finish flip follow force get give "
        "go hold hook hydrate identify improve increase increment infer inform inherit initialise initialize inspect intercept "
        "interpolate invalidate invert investigate invoke iterate join keep label lay leave leverage lift limit link log look loosen "
        "lower maintain make manage match measure modify monitor move mute name narrow obtain opt order override overwrite parameterize "
        "parametrize pass pause pay perform pick place plan play point poll prefer prefix prepare preserve prioritise prioritize "
        "process promote proxy pull push query quit raise randomize reach read rebrand recalculate redesign redirect reenable reference "
        "refine reflect refresh relax release reload remember reopen rephrase repurpose require resend reset reshuffle resize respect "
        "resume rethink rethrow retrieve reverse review revise reword roll round route sample save say scale search seed select set "
        "shift shorten simulate slim snapshot specify spell stabilise stabilize stage step stub substitute suggest summarise summarize "
        "switch tag take target tell throw tie toggle touch transfer trust try tune turn tweak unlock unquote unset update upload use "
        "utilise utilize wait walk watch weaken widen write yield zip accommodate activate approve broaden capitalise capitalize classify "
        "compress concatenate condense confirm consume contain deactivate decompress decorate decrypt dedent differentiate disconnect "
        "dismiss dispose divide drain ease edit elevate emulate gather harmonise harmonize impose indent initiate lengthen mutate negate "
        "offload postpone prepend propose rebalance reboot recolor recolour recreate recycle redeploy redraw reimplement rely remap "
        "remind reposition represent reroute reschedule resubmit retitle revamp revive rewind rewire settle squash subtract suspend "
        "tackle transcribe transpile traverse unhide unlink unmount unmute unregister unroll untangle vary visualise visualize"
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


def gerund(base: str) -> str:
    """Return a verb's form in -ing: "adding"."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    silent = base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be"
    return (base[:-1] if silent else base + (base[-1] if base in _DOUBLED else "") + ("k" if base.endswith("ic") else "")) + "ing"


def _forms(base: str) -> tuple[str, ...]:
    """Return the forms in which a verb begins a subject: add, adds, adding, added; and misspelled ones: formated."""
    third = (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in "aeiou"
        else base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
    )
    misspelled = (f"{base}ed", f"{base}ing") if base in _DOUBLED and base not in _IRREGULAR else ()
    return base, third, gerund(base), past(base), *misspelled


_VERBS = {form: (base, kind) for kind, bases in reversed(_BASES.items()) for base in bases.split() for form in _forms(base)}


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
    return found if found and found.base == word and word not in ALSO_NOUNS else None


def _is_noun(word: str, base: str, following: str) -> bool:
    """Say whether a word is a noun: by what follows, or for one that may be a noun, where a verb follows: "Reviews list"."""
    if names_a_thing(word, base, following):
        return True
    return base in ALSO_NOUNS and word != base and word.endswith("s") and following in _VERBS
