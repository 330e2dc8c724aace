"""Options and settings as a Conversation that is ready to be had."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from adapters.dateparser import DateparserDates
from adapters.files import Files, Folders
from adapters.git.opening import apart, is_inside, source
from adapters.git.repository import identities
from bot.accounts.stored import may_have_accounts
from bot.environment.settings import Settings
from bot.environment.variables import settings
from bot.logs import configure
from bot.options import Options
from bot.terminal.asker import asker_of, identity, kept_in, now_of, zone_of
from bot.terminal.outside import Outside
from core.conversation import Conversation
from core.errors import OutsideError
from core.messages import connect, frame
from core.model import Asker, Identity, Provider
from core.ports import ActivitySource, TokenCounter, Writer
from core.preferences import Preferences
from core.recap import LinkedAccounts, Recapper


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
    now = now_of(options, zone_of(options, read, kept, outside), outside)
    recapper = Recapper(
        sources=_on_disk(options, outside, read, files),
        linked=_linked(options, read, files, outside.clock),
        nowhere=_nowhere(options),
        me=await _me(options, kept, outside),
        now=now,
        writer=_allowed((writer or _writer)(read), read, files, outside.clock) if has_model else None,
        tokens=_tokens(read) if has_model else None,
        tracker=read.tracker,
    )

    def asker() -> Asker:
        """Look again for each question: the settings may have changed, and the last recap has."""
        kept = kept_in(files)
        return asker_of(zone_of(options, read, kept, outside), kept, files)

    has_default = options.command != "chat"  # there a slip of the finger is no question
    return Wired(Conversation(recapper, asker, foreign=DateparserDates(), has_default=has_default), recapper, files)


def _on_disk(options: Options, outside: Outside, read: Settings, files: Files) -> list[ActivitySource]:
    """Return the repositories that are named, else the one that one stands in, which nobody misses where accounts are linked."""
    if options.sources and "git" not in options.sources:
        return []
    places = options.repositories or (str(outside.folder),)
    if not options.repositories and not options.sources and may_have_accounts(read, files) and not is_inside(outside.folder):
        return []
    return [source(place, folder=outside.folder, cache=files.folders.cache / "clones") for place in apart(places, folder=outside.folder)]


def _linked(options: Options, read: Settings, files: Files, clock: Callable[[], datetime]) -> LinkedAccounts | None:
    """Return how the linked accounts are had, where there may be any; the store and its SDK are not imported before.

    Hosts go by the time that it is, whatever --now says: when a token ends, and how long they want to be left alone.
    """
    providers = [Provider(name) for name in options.sources if name != "git"] if options.sources else list(Provider)
    if not providers or not may_have_accounts(read, files):
        return None
    from bot.accounts.linked import linked
    from bot.accounts.sources import LinkedSources

    return LinkedSources(links=lambda: linked(read, files, now=clock, tell=_tell), now=clock, providers=providers)


def _nowhere(options: Options) -> str:
    """Return what is said where there is nothing to look at: of the accounts, where they alone were asked for."""
    providers = [name for name in options.sources if name != "git"]
    return connect.none_of(providers) if providers and "git" not in options.sources else frame.NO_SOURCE


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


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


def _allowed(writer: Writer, read: Settings, files: Files, clock: Callable[[], datetime]) -> Writer:
    """Return a writer whose tokens are counted where there is a store anyway: none is started to count."""
    if not may_have_accounts(read, files):
        return writer
    from bot.accounts.allowed import AllowedWriter
    from bot.accounts.linked import linked, terminal_member

    return AllowedWriter(writer, _tokens(read), lambda: linked(read, files, now=clock, tell=lambda _: None), terminal_member())


def _tokens(read: Settings) -> TokenCounter:
    from adapters.tiktoken import TiktokenCounter

    return TiktokenCounter(read.model)
