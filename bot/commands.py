"""What each command does; each imports what it needs, and returns the code to exit with."""

from collections.abc import Callable, Coroutine, Mapping

from bot.options import Options
from bot.refusals import Code
from bot.terminal.outside import Outside
from bot.terminal.saying import say
from core.errors import SettingsError
from core.messages import terminal as messages


def run(options: Options) -> Code:
    """Run the command that was typed."""
    return _COMMANDS[options.command](options)


def _ask(options: Options) -> Code:
    from bot.terminal.asking import ask

    return ask(options, Outside())


def _chat(options: Options) -> Code:
    from bot.terminal.chatting import chat

    return chat(options, Outside())


def _settings(options: Options) -> Code:
    from adapters.files import Files, Folders
    from bot.terminal.preferring import change

    say(change(Files(Folders.of(Outside().environment)), options.words))
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
        raise SettingsError([messages.KEYS_WHAT])
    return _done(linking.rotate(Outside()))


def _export_me(_options: Options) -> Code:
    from bot.accounts import linking

    return _done(linking.export(Outside()))


def _forget_me(_options: Options) -> Code:
    from bot.accounts import linking

    return _done(linking.forget(Outside()))


def _done(command: Coroutine[None, None, None]) -> Code:
    from bot.loop import runner

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
    from bot.loop import runner

    with runner() as loop:
        return loop.run(examine(Outside()))


def _simulate(_options: Options) -> Code:
    from bot.simulating import simulate

    return simulate()


def _help(_options: Options) -> Code:
    from core.asking.help import help_text

    say(help_text())
    return Code.ANSWERED


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
