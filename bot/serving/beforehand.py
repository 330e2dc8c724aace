"""What a process that stays imports before anybody waits: at the first answer it would hold up everything else for more than a second.

All that is ours is there too: a `git pull` under a process that runs would give it modules of two versions.
"""

import importlib
import pkgutil
from collections.abc import Iterator

from bot.environment.settings import Settings

HOSTS = ("adapters.github.source", "adapters.gitlab.source", "adapters.azure.source", "github", "gitlab.v4.objects")
MODEL = ("adapters.openai.writer", "openai", "openai.resources.chat", "adapters.tiktoken", "tiktoken", "core.telling.write")
_DAYS = ("dateparser.date", "holidays")
_OURS = ("core", "adapters.azure", "adapters.github", "adapters.gitlab", "adapters.oauth", "adapters.redis")


def beforehand(read: Settings) -> None:
    """Import what answers need under these settings."""
    for name in (*HOSTS, *(MODEL if read.model else ()), *_DAYS, *_inside(*_OURS, *(["adapters.openai"] if read.model else []))):
        importlib.import_module(name)


def _inside(*packages: str) -> Iterator[str]:
    """Yield the names of all modules in some packages."""
    for package in packages:
        yield from (found.name for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."))
