"""Words that mean the same in a commit message and in a report of it; none of a group is another's opposite."""

from collections import defaultdict
from functools import lru_cache

from core.telling.grounding.stems import agent, stem

_GROUPS = """
docs doc document documentation readme guide manual wiki docstring handbook | tutorial walkthrough guide quickstart howto | example
sample snippet demo | test tests spec unittest | config configuration settings setting option preference configure | dependency
dependencies deps requirement package library lib | repository repo | authentication authenticate auth login signin logon |
authorization authorize auth | permission access right privilege | credential secret | database db datastore | environment env |
parameter param params argument arg args kwarg kwargs | function func fn method callable | property attribute attr field | directory dir
folder | command cmd | request req | response reply res resp | message msg | error exception failure fail fault | bug defect issue
problem regression glitch error | warning warn | async asynchronous asyncio | sync synchronous | synchronize sync | initialize
initialise init initialization bootstrap | context ctx | variable var | identifier id | information info | application app |
user-interface ui interface gui frontend | api endpoint | url link address uri hyperlink | typo misspelling spelling wording grammar
mistake | typing annotation typehint | lint linter linting stylecheck | format formatter formatting style | ci pipeline workflow | build
compile compilation | release version publish | container docker dockerfile | kubernetes k8s | deploy deployment rollout | log
logging logger | metric metrics | trace tracing | alert alerting notification notify | performance perf speed | cache caching memoize
memoization | memory heap | thread threading | concurrency parallel parallelism concurrent | lock mutex | exist present available
contain hold have | remain stay keep leave left | job task | schedule scheduler scheduling cron | retry retries backoff | timeout
deadline | throttle ratelimit | remove delete drop | removal deletion | add addition introduce new | create creation | fix correct
correction repair resolve | change modify adjust tweak alter | update refresh | upgrade bump | refactor restructure reorganize rework
rewrite | rename renaming | move relocate | replace switch swap substitute | migrate migration port | revert rollback undo | disable
deactivate | enable activate allow ability able possible permit let | redact mask scrub sanitize obscure | encrypt encryption cipher |
escape escaping | validate validation check verify verification | parse parser parsing | serialize serialization marshal | deserialize
unmarshal | render rendering draw paint | show display view | screen view | dialog modal popup | dropdown select | sign-up registration
register signup | email mail | messaging message | upload uploading | download downloading | import importing | export exporting |
search lookup find | filter filtering | sort sorting order ordering | pagination paginate paging page | callback hook | listener handler
| adapter connector | plugin addon | module package | enum enumeration | constant const | regex regexp pattern | number integer int
numeric | boolean bool flag | list array | map mapping dictionary dict | index indexing | query statement | storage store persistence
persist | file files | path filepath | header headers | certificate cert | tls ssl | key keys | japanese jp ja | chinese zh | spanish es
| korean ko | french fr | german de | portuguese pt | together along alongside | help assist | usable use | delete destroy | websocket
ws | connect connection | network networking net | route routing router | compatibility compatible match align conform parity | support
handle accept | deprecate deprecation obsolete | clean cleanup tidy | comment remark | suggestion feedback comment review | review
feedback | changelog release-notes history | license licence copyright | translation translate localization i18n l10n |
accessibility a11y | internationalization i18n | statistic stat stats | dashboard panel | chart graph plot | benchmark profiling profile
| utility util utils helper | helper assistant | script tool tooling | template boilerplate | payload body | result outcome | state
status | duplicate twice duplication dedupe deduplicate | missing absent lack | broken break fail failing | wrong incorrect invalid
erroneous inaccurate | unnecessary redundant unneeded superfluous needless | unused dead obsolete stale | outdated outmoded old stale
obsolete | clarify clear clarity explain | simplify simplification | consistent consistency consistently | naming name | start launch
begin | stop halt terminate shutdown | shutdown terminate termination | install installation installer setup | generate generation
generator regenerate | extract extraction | split separate | own separate individual dedicated standalone | merge combine consolidate
unify | increase raise bump | decrease reduce lower | extend expand extension | pin lock freeze | specify define declare | apply
application | use usage utilize | run execute execution | invoke call | return yield | throw raise | catch handle | pass forward |
propagate forward | respect honor obey | describe description explain | mention note | correct accurate fix | safe safety secure |
security secure vulnerability cve | development dev | production prod | administrator admin | operating-system os | javascript js |
typescript ts | python py | golang go | postgresql postgres | argument-parser argparse cli | terminal console shell cli | command-line
cli | metadata meta | temporary temp tmp | reference ref | attribute attr | automatic automatically automate auto | manual manually |
prevent avoid | ignore skip omit | require need necessity requirement mandatory | constraint requirement bound range | lowest minimum
min floor | maximum max ceiling | expire expiry expiration | expose export | inject injection | wrap wrapper | infer inference | nested
nesting | concise short | flow process | step stage | backward backwards | bandwidth throughput | allocation allocate | panic crash
abort segfault oops | hang freeze deadlock stuck | website site | phrase wording sentence | provision create | package crate | click
press | icon image logo | color theme | font typeface | navigation nav navbar | invoice bill billing | payment pay | price cost pricing
| cart basket | stock inventory | delivery shipping | score rating | ranking rank | recommendation recommend suggest | organization org
| buffer buffering | stream streaming | byte bytes binary | interrupt irq | patch fix | node vertex | infrastructure infra | train
training | dataset data | gradient optimizer | trap intercept catch | detect recognize identify spot | choose pick select | send post
transmit | obtain retrieve fetch | save store persist | print output | call invoke trigger | wait await block | point refer redirect
direct | copy duplicate | construct create | title heading header | explain detail | list display | give provide supply offer | accept
take | hold carry | restrict constrain limit | section part | entry item element | snippet code | confirm verify check | hint tip
suggestion | distribution dist wheel package | flag option | root top | signature sign | revoke invalidate cancel | boot startup start |
pause delay wait sleep | legacy old former | method api | constructor initializer init | keyword kwarg | blank empty | win windows |
follow respect | adopt use | assign set | attach attachment | combination combine | continue proceed | convert conversion transform |
correction fix correct | derive inherit subclass | difference diff | discard drop | emoji icon | expect expectation | explicit
explicitly | implicit implicitly | fake mock stub | gather collect | grant permission | header heading | instruction guide steps |
invalid wrong bad | keep preserve retain maintain | local locally | move shift | obsolete outdated | override overwrite | placeholder
stub | preview demo | reload refresh | replacement replace | reproduce reproduction | reset clear | shape structure | shared common |
sign-in login | skip ignore | subset part | suppress silence mute | surface expose | tweak tune adjust | unify standardize | workaround
hack | writer author | compat compatible compatibility | sched scheduler schedule scheduling | mm memory mem | fs filesystem | ctrl
controller | impl implementation implement | alloc allocation allocate | eval evaluation evaluate | lang language | avg average | calc
calculate calculation compute | cfg config configuration | pkg package | addr address | iface interface | desc description | dup duplicate
| ptr pointer | recv receive rx | tx transmit | drv driver | e2e end-to-end | ask request prompt | attempt try time | honor respect
support | recognize support | javadoc jsdoc rustdoc kdoc godoc docstring docs documentation | runbook playbook guide docs | stamp version
| img image | btn button | acc accuracy | lr rate | if when whenever | reconcile reconciliation | lose drop
""".split("|")

# One way only: what a word in the facts lets a line say.
_IMPLIED = {
    "redact mask sanitize scrub encrypt": "safe safer safely secure sensitive",
    "bump upgrade": "dependency version update",
    "typo misspelling": "wording spelling text fix",
    "suggestion": "review answer feedback comment",
    "docstring readme": "documentation",
    "broken": "fix error",
    "error exception crash fail": "bug issue problem",
    "flake8 pytype mypy pylint eslint ruff lint clippy checkstyle": "lint linter check error",
    "pytest jest junit mocha unittest": "test",
    "black prettier gofmt rustfmt": "format formatter",
    "travis jenkins circleci workflow": "ci",
    "aws gcp azure": "cloud",
    "terraform ansible": "infrastructure",
    "lambda": "serverless",
    "configurable": "setting option",
    "null npe nullpointer nullpointerexception": "crash",
    "simplify": "simpler simple",
    "clarify": "clearer clear",
    "rc candidate": "candidate release",
    "¬": "missing absent lack broken fail",
    "better": "improve",
    "compatible": "work",
    "dockerfile": "docker",
    "url link": "link",
    "error": "wrong wrongly incorrect incorrectly",
    "e2e": "test",
    "show display": "see",
    "input": "read",
    "guc": "setting parameter option",
}


def _key(word: str) -> str:
    return stem(word) if word.isalpha() else word


def _gather() -> dict[str, frozenset[str]]:
    senses: defaultdict[str, set[str]] = defaultdict(set)
    for number, group in enumerate(_GROUPS):
        for word in group.split():
            senses[_key(word)].add(f"={number}")
    return {word: frozenset(found) for word, found in senses.items()}


_SENSES = _gather()
IMPLIED = {_key(fact): frozenset(_key(word) for word in line.split()) for facts, line in _IMPLIED.items() for fact in facts.split()}


# What is mended where it is stopped, without its other senses: to print is not to fail.
TROUBLE = frozenset(
    stem(word)
    for word in "leak crash panic abort segfault hang freeze deadlock overflow underflow race lockup flicker exception lose loss "
    "corrupt".split()
)


@lru_cache(maxsize=8192)
def senses(word: str) -> frozenset[str]:
    """Return what a word is matched by: its stem, the doer's verb, its groups. Words with one in common support each other."""
    stems = {stem(word), _able(word), "" if word.isalpha() else word} - {""}
    return frozenset(stems | {agent(word)} - {""}).union(*(_SENSES.get(each, frozenset()) for each in stems))


def abbreviated(word: str) -> frozenset[str]:
    """Return the groups of an abbreviation with digits in it ("k8s", "i18n"), none for any other word."""
    return frozenset() if word.isalpha() else _SENSES.get(word, frozenset())


def _able(word: str) -> str:
    """Return the stem of what can be done ("configurable"), or nothing."""
    return stem(word.removesuffix("able")) if word.endswith("able") and len(word) > 7 else ""  # noqa: PLR2004  "table" is whole
