"""The command line's words as options."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn, cast

from typing_extensions import override

from core.errors import SettingsError
from core.messages import terminal as messages

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was typed behind `recap`."""

    command: str
    words: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()  # paths and addresses; empty is where one stands
    me: tuple[str, ...] = ()
    now: str = ""
    zone: str = ""
    is_json: bool = False
    uses_model: bool = True
    is_verbose: bool = False
    sources: tuple[str, ...] = ()  # "git" and providers; empty is git and all linked accounts
    host: str = ""
    login: str = ""
    is_all: bool = False
    from_stdin: bool = False
    in_browser: bool = False
    typed: tuple[str, ...] = field(default=(), compare=False)  # behind the command, as it was


PROVIDERS = ("github", "gitlab", "azure")
_METAVARS = {"settings": "KEY=VALUE", "connect": "KIND", "disconnect": "KIND", "keys": "rotate"}


def options(arguments: Sequence[str]) -> Options:
    """Read the arguments behind `recap`; words and options come in any order.

    Raises:
        SettingsError: an option or command is not understood.
        SystemExit: help or the version was asked for, and is printed.
    """
    if not arguments or arguments[0].startswith("-"):
        _overview().parse_args(arguments or ["--help"])
        raise SettingsError([messages.NO_COMMAND])
    command, *rest = arguments
    if not command.strip():
        raise SettingsError([messages.NO_COMMAND])
    if command not in messages.COMMANDS:
        raise SettingsError([messages.unknown_command(" ".join(arguments), _nearest(command, messages.COMMANDS))])
    end = rest.index("--") if "--" in rest else len(rest)
    read = vars(_parser(command).parse_intermixed_args(rest[:end]))
    return replace(_options(command, read, rest[end + 1 :]), typed=tuple(rest))


class _Parser(argparse.ArgumentParser):
    """Raises what argparse would print, and what keeps it from printing."""

    @override
    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        (file or sys.stdout).write(message)
        sys.stdout.flush()

    @override
    def error(self, message: str) -> NoReturn:
        if self.prog == "recap connect":
            raise SettingsError([messages.CONNECT_WHAT])  # what was typed may be a token
        option, unknown = message, message.removeprefix("unrecognized arguments: ")
        if unknown == message:
            raise SettingsError([messages.bad_option(self.prog, message)])
        option = unknown.split()[0]
        if not option.startswith("-"):
            raise SettingsError([messages.unexpected(option)])
        known = [name for name in self._option_string_actions if name.startswith("--")]
        raise SettingsError([messages.unknown_option(self.prog, option, _nearest(option, known))])


class _Version(argparse.Action):
    """Looks it up where it is asked for: that takes longer than the help."""

    @override
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        sys.stdout.write(f"recap {version()}\n")
        sys.stdout.flush()
        parser.exit()


def _overview() -> _Parser:
    parser = _Parser(prog="recap", description=messages.ABOUT, epilog=messages.MORE, allow_abbrev=False)
    parser.add_argument("--version", action=_Version, nargs=0, help=messages.VERSION)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.usage = messages.USAGE
    return parser


def _parser(command: str) -> _Parser:
    parser = _Parser(prog=f"recap {command}", description=messages.COMMANDS[command], allow_abbrev=False)
    parser.add_argument("--verbose", dest="is_verbose", action="store_true", help=messages.VERBOSE)
    if command in messages.WORDS:
        parser.add_argument("words", nargs="*", help=messages.WORDS[command], metavar=_METAVARS.get(command, "TEXT"))
    if command in ("ask", "chat"):
        _add_sources(parser)
    if command in ("connect", "disconnect", "repos"):
        parser.add_argument("--host", default="", metavar="HOST", help=messages.HOST)
    if command == "connect":
        parser.add_argument("--token-stdin", dest="from_stdin", action="store_true", help=messages.TOKEN_STDIN)
        parser.add_argument("--browser", dest="in_browser", action="store_true", help=messages.BROWSER)
    if command == "disconnect":
        parser.add_argument("--login", default="", metavar="LOGIN", help=messages.LOGIN)
        parser.add_argument("--all", dest="is_all", action="store_true", help=messages.ALL)
    return parser


def _add_sources(parser: _Parser) -> None:
    add = parser.add_argument
    add("--repo", dest="repositories", action="append", default=[], metavar="PATH|URL", help=messages.REPO)
    add("--me", action="append", default=[], metavar="NAME|EMAIL", help=messages.ME)
    add("--now", type=_filled, default=argparse.SUPPRESS, metavar="ISO-TIME", help=messages.NOW)
    add("--zone", type=_filled, default=argparse.SUPPRESS, metavar="ZONE", help=messages.ZONE)
    add("--json", dest="is_json", action="store_true", help=messages.JSON)
    add("--no-ai", dest="uses_model", action="store_false", help=messages.NO_AI)
    add("--source", dest="sources", action="append", choices=["git", *PROVIDERS], default=[], metavar="KIND", help=messages.SOURCE)


def _filled(value: str) -> str:
    if not value.strip():
        raise argparse.ArgumentTypeError(messages.EMPTY_OPTION)
    return value


def _options(command: str, read: Mapping[str, object], more_words: Sequence[str]) -> Options:
    known = {name: tuple(value) if isinstance(value, list) else value for name, value in read.items() if name != "words"}
    words = (*cast("list[str]", read.get("words", [])), *more_words)
    return Options(command=command, words=words, **known)  # type: ignore[arg-type]  # the parser's actions make the types


def _nearest(word: str, known: Sequence[str] | Mapping[str, str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=2)


def version() -> str:
    """Return which Recap this is."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("recap")
    except PackageNotFoundError:
        return "(not installed)"
