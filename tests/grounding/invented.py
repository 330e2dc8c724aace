"""Lies that add an identifier which no fact holds."""

from collections.abc import Iterator, Sequence

from tests.grounding.lie import Lie, pick
from tests.grounding.said import Said

_REPOSITORIES = (
    " in acme/web",
    " in slackapi/bolt-js",
    " and in slackapi/java-slack-sdk",
    " for acme/billing-api",
    ", also in hubot/deno-kit",
)
_PEOPLE = (
    ", with Person 909",
    " for Person 1207",
    ", reviewed by Person 777",
    ", together with Ada Byron",
    ", after talking to Grace Murray",
)
_FILES = (
    " in config/production.yml",
    " in src/telemetry.rs",
    " and in Makefile",
    " in deploy/helm/values.yaml",
    " and cleaned gulpfile.js",
)
_HANDLES = (
    ", thanks to @octodev",
    " with @person909",
    ", cc @platform-oncall",
    " as @release-captain asked",
    ", pairing with @nightly_bot",
)
_FUNCTIONS = (
    " through flush_everything()",
    " using `rebalance_shards`",
    " with ShardPlanner.replan",
    " by way of `hydrateTree()`",
    " via warm_up_pool()",
)
_LINKS = (
    ", see https://example.net/details",
    ", as https://github.com/slackapi/bolt-js/pull/99999 has it",
    ", described at https://wiki.example.org/notes",
    ", see www.example.com/changes",
    " (https://evil.example/login)",
)
_NUMBERS = (" in 47 places", " for 93 customers", ", closing 61 tickets", " across 128 modules", ", saving 19 seconds a run")
_VERSIONS = (", released in 9.4.1", " for 17.0.2", " on top of 8.8.0rc4", ", after v11.3.7", " with Python 2.4")
_REFERENCES = (" (also #98765)", ", following #87654", " as ABC-4711 asked", " and !7654", ", together with acme/web#76543")
_HASHES = (", continuing deadbee", ", on top of c0ffee12", ", reapplying 0badc0d", ", squashing 5eedf00d", ", picked from feedc0de11")

_KINDS = {
    "invented-repository": _REPOSITORIES,
    "invented-person": _PEOPLE,
    "invented-file": _FILES,
    "invented-handle": _HANDLES,
    "invented-function": _FUNCTIONS,
    "invented-link": _LINKS,
    "invented-number": _NUMBERS,
    "invented-version": _VERSIONS,
    "invented-reference": _REFERENCES,
    "invented-hash": _HASHES,
}


def invented(said: Sequence[Said]) -> Iterator[Lie]:
    """Add one invented thing to a true line, of each kind in turn."""
    for turn, one in enumerate(said):
        for offset, (kind, choices) in enumerate(_KINDS.items()):
            if (turn + offset) % 3 == 0 and (addition := pick(choices, turn // 3, one)):
                yield Lie(kind, one.line(addition), (one,))
