"""What the doctor looks at on this machine: variables, system, store, model."""

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing

from adapters.files import Files, Folders
from bot.accounts.stored import has_store, store_folder
from bot.doctor.finding import Finding, State
from bot.environment import misfits
from bot.environment.settings import Settings
from bot.terminal.outside import Outside
from core.errors import OutsideError, SettingsError, WriterError
from core.messages import doctor as messages
from core.messages import store as store_messages
from core.model import Prompt

_FEW_FILES = 1_024
_PATIENCE = 3.0  # seconds for a store to come
_PROBE = Prompt("Answer with one word.", "Say yes.", 64)


async def variables(read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Look at what the variables say together."""
    try:
        misfits.check(read)
    except SettingsError as error:
        for problem in error.problems:
            yield Finding("settings", State.BROKEN, problem)
    else:
        yield Finding("settings", State.WELL, messages.UNDERSTOOD)
    for note in (*read.notes, *misfits.warnings(read)):
        yield Finding("settings", State.DOUBT, note)


async def system(_read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Look at Python, git and how many files may be open."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if shutil.which("git"):
        yield Finding("system", State.WELL, messages.machine(version))
    else:
        yield Finding("system", State.BROKEN, messages.NO_GIT, messages.INSTALL_GIT)
    if (most := _most_files()) < _FEW_FILES:
        yield Finding("system", State.DOUBT, messages.few_files(most), messages.MORE_FILES)


async def store(read: Settings, outside: Outside) -> AsyncIterator[Finding]:
    """Look at the store: whether it is there, keeps what it is given, and takes writes."""
    files = Files(Folders.of(outside.environment))
    if not has_store(read, files):
        yield _embedded()
        return
    from adapters.redis.checks import findings
    from adapters.redis.opening import opened

    doubts: list[str] = []
    try:
        async with opened(read.store, store_folder(files), tell=doubts.append, within=_PATIENCE) as found:
            doubts = [one.sentence for one in await findings(found)]
            yield Finding("store", State.WELL, messages.keeps(found.where))
    except (SettingsError, OutsideError) as error:
        yield Finding("store", State.BROKEN, str(error))
        return
    for doubt in doubts:
        yield Finding("store", State.DOUBT, doubt)


async def model(read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Have the model say a word."""
    if not read.model:
        yield Finding("model", State.UNUSED, messages.NO_MODEL, messages.SET_MODEL)
        return
    from adapters.openai.writer import Limits, OpenAIWriter

    writer = OpenAIWriter(read.model, api_key=read.api_key, base_url=read.base_url, limits=Limits(idle=10.0, total=20.0))
    try:
        async with aclosing(writer.write(_PROBE)) as pieces:
            async for _ in pieces:
                pass
    except WriterError as error:
        yield Finding("model", State.BROKEN, str(error), messages.MEND_MODEL)
    else:
        yield Finding("model", State.WELL, messages.MODEL_ANSWERS)


def _embedded() -> Finding:
    from adapters.redis import binary

    try:
        binary.found()
    except OutsideError as error:
        return Finding("store", State.BROKEN, str(error))
    return Finding("store", State.UNUSED, messages.not_yet(store_messages.EMBEDDED))


def _most_files() -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
