"""The closed lists: words that need no support, and words that need it to the letter."""

from core.model import State


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Grammar and the vocabulary of a report. No quality, no effect, no quantity, no person: an allowance for more lets lies through.
REPORT = _words("""
a an the this that these those it its itself they their them which who whose what
and or but also then plus as well including include included includes namely
in on of for with to from by at into onto via through within under between about around per upon inside toward towards using
is are was were be been being has have had having do does did doing done make makes made making get gets got getting let lets letting
can could may will would should
work works worked working put puts took take takes taken taking gave give gives given giving
brought bring brings bringing besides reach reaches reached reaching hit hits hitting during based given
named called known related corresponding kind case cases own same keep keeps
kept keeping mark marks marked marking one ones use uses used behind happen happens happened occur occurs occurred cover covers
covering about regarding concerning rather than instead among case while where when whether how so such there here like
change changed changes changing part parts piece side thing things way
""")

LIGHT = _words("""
keep keeps kept keeping mark marks marked marking make makes made making do does did doing get gets got getting let lets letting
put puts took take takes taking gave give gives work works worked working brought bring brings have has had be is are was were
been being can could will would
""")

# Each must stand in the facts beside what the line says it of.
CAUSES = _words("because since due cause caused causes causing owing thanks")

LITERAL = _words("""
all every everything everywhere each any both entire entirely whole wholly complete completely full fully total totally always never
ever
only just merely solely exclusively except many much most mostly more less least several multiple numerous some few fewer lots plenty
half double twice thrice first second third last latest final next previous former initial initially earliest single sole
across throughout everyone anyone everybody nobody universal universally global globally
now already soon again once finally recently previously currently today yesterday tomorrow week month year day days weeks months
years hour hours minute minutes immediately instantly before after until later early earlier ago permanently temporarily forever
therefore thus hence resulting result results leading leads led
available possible
better best worse worst great good nice huge big large small tiny major minor critical crucial important significant significantly
substantial substantially dramatic dramatically massive massively robust robustly reliable reliably reliability stable stability
fast faster fastest quick quicker quickly slow slower easy easier easily simple simpler seamless seamlessly smooth smoothly clean
cleaner
elegant powerful efficient efficiently efficiency productive productivity quality experience performant performance successful
successfully
correctly properly safely securely effectively thoroughly comprehensive extensive key core vital essential urgent new modern
improve improved improves improving improvement improvements enhance enhanced enhancing enhancement enhancements boost boosted
ensure ensured ensures ensuring guarantee guaranteed eliminate eliminated
""")

NEGATIONS = _words("not no never without neither nor none nothing cannot unable nobody")

QUALIFIERS = _words(
    "missing absent invalid empty only except unless solely exclusively temporarily partially partly experimental optional optionally "
    "default"
)
TRYING = _words("try tries tried trying attempt attempts attempted attempting")  # to do something, which may not be done
MENDED = _words("missing absent invalid empty")  # what a fix or an addition may leave out, for it was wrong
PLATFORMS = _words(
    "windows macos mac osx linux ios ipados tvos android ubuntu debian fedora rhel centos alpine freebsd openbsd netbsd solaris arm "
    "arm32 arm64 x86 x64 riscv powerpc safari firefox chrome ie edge pypy jython vulkan opengl webgl webgpu directx d3d11 d3d12 cuda rocm "
    "wayland x11 preempt_rt wasm musl glibc msvc mingw cygwin"
)
STOOD_ON = _words("php metal mobile desktop tablet web")  # platforms where the facts say "on" them, things elsewhere

# Word forms that claim how far the work is, and the states that back them.
_DONE = frozenset({State.MERGED, State.RELEASED})
STATES: dict[str, frozenset[State]] = (
    dict.fromkeys(
        _words("shipped ships shipping landed lands delivered delivers launched merged finished completed concluded live"), _DONE
    )
    | dict.fromkeys("released releases publishes published announced".split(), frozenset({State.RELEASED}))
    | dict.fromkeys(
        _words(
            "still yet started starting starts began begun opened open opens drafted draft drafts drafting pending ongoing "
            "unmerged unreleased unfinished progress wip proposed proposes prototyped continued continues continuing "
            "planned"
        ),
        frozenset({State.OPEN}),
    )
    | dict.fromkeys("reverted undid undone".split(), frozenset({State.REVERTED}))
)  # fmt: skip
