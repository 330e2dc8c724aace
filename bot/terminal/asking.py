"""One question from the command line: it is answered, and where nothing can be looked at it waits for an account."""

from adapters.git.opening import is_inside
from bot.loop import runner
from bot.options import Options
from bot.refusals import Code, refuse
from bot.terminal.outside import Outside
from bot.terminal.session import Session
from bot.terminal.wiring import wired
from core.asking.who import question_of
from core.errors import NoSourceError, RecapError, SettingsError
from core.messages import terminal as messages
from core.messages.frame import ACCOUNTS


def ask(options: Options, outside: Outside) -> Code:
    """Answer a question.

    Raises:
        SettingsError: variables, options or the settings file are wrong.
    """
    with runner() as loop:
        return loop.run(_answered(options, outside))


async def _answered(options: Options, outside: Outside) -> Code:
    session = Session(await wired(options, outside), options, outside)
    try:
        may_go_on = await session.take(question_of(options.words))
        if options.is_json and not may_go_on:
            raise SettingsError([messages.ONLY_ANSWERS])
    except RecapError as error:
        code = refuse(error, is_json=options.is_json, is_verbose=options.is_verbose, request=session.request)
        if isinstance(error, NoSourceError) and not _is_away(error):
            await _keep_question(options, outside)
        return code
    return Code.ANSWERED


def _is_away(error: NoSourceError) -> bool:
    """Say whether the accounts themselves could not be had, so that nothing can be kept for them either."""
    return any(source == ACCOUNTS for source, _ in error.failures)


async def _keep_question(options: Options, outside: Outside) -> None:
    """Let a question wait for an account, where there is none yet and nothing else was named to look at."""
    if options.is_json or options.repositories or options.sources == ("git",):
        return
    if outside.folder.is_dir() and not is_inside(outside.folder):
        from bot.accounts.linking import keep_question

        await keep_question(options.typed, outside)
