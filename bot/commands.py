"""What each command does; each returns the code to exit with."""

from collections.abc import Callable, Coroutine, Mapping

from adapters.files import Files, Folders
from adapters.git.opening import is_inside
from bot.loop import runner
from bot.options import Options
from bot.refusals import Code, refuse
from bot.terminal.asker import Outside
from bot.terminal.session import Session, say
from bot.terminal.wiring import wired
from core.errors import NoSourceError, RecapError, SettingsError
from core.messages import terminal as say_about
from core.messages.frame import ACCOUNTS


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


def _chat(options: Options) -> Code:
    from bot.terminal.chatting import chat

    return chat(options, Outside())


def _settings(options: Options) -> Code:
    from bot.terminal.preferring import change

    say(change(_files(), options.words))
    return Code.ANSWERED


def _connect(options: Options) -> Code:
    from bot.accounts.connecting import connect
    from bot.options import options as read

    code, waiting = connect(options, Outside())
    return run(read(["ask", *waiting])) if waiting else code


def _accounts(_options: Options) -> Code:
    from bot.accounts import linking

    return _done(linking.accounts(Outside()))


def _disconnect(options: Options) -> Code:
    from bot.accounts import linking

    return _done(linking.disconnect(options, Outside()))


def _repos(options: Options) -> Code:
    from bot.accounts.repositories import repositories

    return _done(repositories(options, Outside()))


def _keys(options: Options) -> Code:
    from bot.accounts import linking

    if options.words != ("rotate",):
        raise SettingsError([say_about.KEYS_WHAT])
    return _done(linking.rotate(Outside()))


def _export_me(_options: Options) -> Code:
    from bot.accounts import linking

    return _done(linking.export(Outside()))


def _forget_me(_options: Options) -> Code:
    from bot.accounts import linking

    return _done(linking.forget(Outside()))


def _done(command: Coroutine[None, None, None]) -> Code:
    with runner() as loop:
        loop.run(command)
    return Code.ANSWERED


def _serve(options: Options) -> Code:
    from bot.serving.first import apart

    apart()
    from bot.serving.roles import Role
    from bot.serving.run import run

    run(Role(options.command), Outside(), is_verbose=options.is_verbose)
    return Code.ANSWERED


def _doctor(_options: Options) -> Code:
    from bot.doctor.doctor import examine

    with runner() as loop:
        return loop.run(examine(Outside()))


def _simulate(_options: Options) -> Code:
    from bot.simulating import simulate

    return simulate()


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
    "connect": _connect,
    "accounts": _accounts,
    "disconnect": _disconnect,
    "repos": _repos,
    "keys": _keys,
    "export-me": _export_me,
    "run": _serve,
    "web": _serve,
    "bot": _serve,
    "scheduler": _serve,
    "worker": _serve,
    "doctor": _doctor,
    "simulate": _simulate,
    "help": _help,
}
