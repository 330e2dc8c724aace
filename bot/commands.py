"""What each command does; each returns the code to exit with."""

from collections.abc import Callable, Mapping

from adapters.files import Files, Folders
from bot.asker import Outside
from bot.loop import runner
from bot.options import Options
from bot.refusals import Code, refuse
from bot.session import Session, say
from bot.wiring import wired
from core.errors import RecapError, SettingsError
from core.messages import settings as messages
from core.messages import terminal as say_about


def run(options: Options) -> Code:
    """Run the command that was typed."""
    return _COMMANDS[options.command](options)


def _ask(options: Options) -> Code:
    with runner() as loop:
        return loop.run(_answered(options, Outside()))


async def _answered(options: Options, outside: Outside) -> Code:
    session = Session(await wired(options, outside), options, outside)
    try:
        may_go_on = await session.take(" ".join(options.words))
        if options.is_json and not may_go_on:
            raise SettingsError([say_about.ONLY_ANSWERS])
    except RecapError as error:
        return refuse(error, is_json=options.is_json, is_verbose=options.is_verbose, request=session.request)
    return Code.ANSWERED


def _chat(options: Options) -> Code:
    from bot.chatting import chat

    return chat(options, Outside())


def _settings(options: Options) -> Code:
    from bot.preferring import change

    say(change(_files(), options.words))
    return Code.ANSWERED


def _forget_me(_options: Options) -> Code:
    say(messages.erased(_files().forget()))
    return Code.ANSWERED


def _help(_options: Options) -> Code:
    from core.asking.help import help_text

    say(help_text())
    return Code.ANSWERED


def _files() -> Files:
    return Files(Folders.of(Outside().environment))


_COMMANDS: Mapping[str, Callable[[Options], Code]] = {
    "ask": _ask,
    "chat": _chat,
    "settings": _settings,
    "forget-me": _forget_me,
    "help": _help,
}
