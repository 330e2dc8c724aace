"""Options and settings as a Conversation that is ready to be had."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from adapters.dateparser import DateparserDates
from adapters.files import Files, Folders
from adapters.git.opening import apart, source
from adapters.git.repository import identities
from bot.asker import Outside, asker_of, identity, kept_in, now_of, zone_of
from bot.logs import configure
from bot.options import Options
from bot.settings import Settings, settings
from core.conversation import Conversation
from core.errors import OutsideError
from core.model import Asker, Identity
from core.ports import TokenCounter, Writer
from core.preferences import Preferences
from core.recap import Recapper


@dataclass(frozen=True, slots=True)
class Wired:
    """What a command needs."""

    conversation: Conversation
    recapper: Recapper
    files: Files


async def wired(options: Options, outside: Outside, *, writer: Callable[[Settings], Writer] | None = None) -> Wired:
    """Put everything together; what an answer may not need is not imported.

    Raises:
        SettingsError: variables, options or the settings file are wrong.
    """
    read = settings()
    if read.log and not options.is_verbose:
        configure(read.log, sys.stderr)
    files = Files(Folders.of(outside.environment))
    kept = kept_in(files)
    has_model = options.uses_model and bool(read.model)
    recapper = Recapper(
        sources=[
            source(place, folder=outside.folder, cache=files.folders.cache / "clones")
            for place in apart(options.repositories or (str(outside.folder),), folder=outside.folder)
        ],
        me=await _me(options, kept, outside),
        now=now_of(options, zone_of(options, read, kept, outside), outside),
        writer=(writer or _writer)(read) if has_model else None,
        tokens=_tokens(read) if has_model else None,
    )

    def asker() -> Asker:
        """Look again for each question: the settings may have changed, and the last recap has."""
        kept = kept_in(files)
        return asker_of(zone_of(options, read, kept, outside), kept, files)

    has_default = options.command != "chat"  # there a slip of the finger is no question
    return Wired(Conversation(recapper, asker, foreign=DateparserDates(), has_default=has_default), recapper, files)


async def _me(options: Options, kept: Preferences, outside: Outside) -> Sequence[Identity]:
    """Return under which names the asker acts: git's own settings, where nothing better is said."""
    if options.me:
        return [identity(text) for text in options.me]
    if kept.identities:
        return kept.identities
    folders = {outside.folder / place for place in options.repositories if _is_folder(outside.folder / place)}
    found: dict[Identity, None] = {}
    for folder in sorted(folders) or [outside.folder]:
        with suppress(OutsideError):  # the source will say it
            found |= dict.fromkeys(await identities(folder))
    return list(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # the source will say it
        return False


def _writer(read: Settings) -> Writer:
    from adapters.openai.writer import OpenAIWriter

    return OpenAIWriter(read.model, api_key=read.api_key, base_url=read.base_url)


def _tokens(read: Settings) -> TokenCounter:
    from adapters.tiktoken import TiktokenCounter

    return TiktokenCounter(read.model)
