"""What a process that stays imports before anybody waits: at the first answer it would hold up everything else for more than a second."""

import importlib

from bot.environment.settings import Settings

HOSTS = ("adapters.github.source", "adapters.gitlab.source", "adapters.azure.source", "github", "gitlab.v4.objects")
MODEL = ("adapters.openai.writer", "openai", "openai.resources.chat", "adapters.tiktoken", "tiktoken", "core.telling.write")


def beforehand(read: Settings) -> None:
    """Import what answers need under these settings."""
    for name in (*HOSTS, *(MODEL if read.model else ())):
        importlib.import_module(name)
