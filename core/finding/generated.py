"""Paths that tools write: lock files, bundles, vendored code, snapshots. Data, and one question about it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.model import Event

_NAMES = frozenset(
    "bun.lock bun.lockb cargo.lock cartfile.resolved composer.lock conda-lock.yml deno.lock flake.lock gemfile.lock go.sum "
    "go.work.sum gradle.lockfile gopkg.lock mix.lock npm-shrinkwrap.json package-lock.json package.resolved packages.lock.json "
    "paket.lock pdm.lock pipfile.lock pixi.lock pnpm-lock.yaml podfile.lock poetry.lock pubspec.lock rebar.lock stack.yaml.lock "
    "uv.lock yarn.lock .terraform.lock.hcl searchindex.js verification-metadata.xml".split()
)
_FOLDERS = frozenset(
    "__snapshots__ bower_components dist node_modules third_party thirdparty vendor vendored __generated__ generated".split()
)
_ENDINGS = re.compile(
    r".*(?:\.min\.(?:js|css)|\.(?:js|css)\.map|\.bundle\.js|\.snap|\.pb(?:\.gw)?\.go|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|ts)|\.pb\.(?:cc|h)"
    r"|\.g\.(?:cs|dart)|\.freezed\.dart|\.designer\.cs|_generated\.(?:go|rs|ts|py)|\.generated\.\w+|zz_generated\.\w+\.go)"
)


@lru_cache(maxsize=65536)
def is_generated(path: str) -> bool:
    """Say whether a tool writes the file at a path."""
    *folders, name = path.casefold().split("/")
    return name in _NAMES or not _FOLDERS.isdisjoint(folders) or _ENDINGS.fullmatch(name) is not None


def by_hand(paths: Sequence[str]) -> list[str]:
    """Return the paths that people write."""
    return [path for path in paths if not is_generated(path)]


def is_all_generated(event: Event) -> bool:
    """Say whether a commit changes files of tools alone; one of which no path is known does not."""
    paths = event.change.paths if event.change else ()
    return bool(paths) and not by_hand(paths)
