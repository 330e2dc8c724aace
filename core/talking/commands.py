"""What words, buttons and forms do beside asking: one table of each, and the help that is made from them."""

from collections.abc import Container, Iterable, Mapping

from core.asking.help import help_lines
from core.asking.nearest import nearest
from core.asking.vocabulary import MEANINGS
from core.errors import AskError
from core.messages import agreeing
from core.messages import talking as messages
from core.talking import allowing, linking, offering, parting, personal, pressing, rooms, sharing
from core.talking.desk import Handler, Scene


async def help_(scene: Scene, _: str) -> None:
    """Say what can be asked, and which commands there are.

    Raises:
        OutsideError: it could not be told.
    """
    names = [name for name in (*COMMANDS, "why", *scene.desk.more) if name != "team" or scene.platform.asks_for_team]
    more = [messages.HELP[name] for name in names if name in messages.HELP]
    await scene.tell([*help_lines(), "", messages.COMMANDS, *more])


COMMANDS: Mapping[str, Handler] = {
    "help": help_,
    "connect": linking.connect,
    "disconnect": parting.disconnect,
    "accounts": parting.accounts,
    "repos": parting.repositories,
    "settings": personal.settings,
    "allow": allowing.allow,
    "disallow": allowing.disallow,
    "here": rooms.here,
    "team": rooms.team,
    "ai": rooms.model,
    "hide-me": personal.hide,
    "export-me": personal.export,
    "forget-me": personal.forget,
}
BUTTONS: Mapping[str, Handler] = {
    "post": sharing.preview,
    "post-now": sharing.post,
    "dm": sharing.direct,
    "shorter": pressing.shorter,
    "longer": pressing.longer,
    "why": pressing.why,
    "refresh": pressing.refresh,
    "allow": offering.offer,
    "disallow": allowing.take_back,
    "connect": linking.offer,
    "device": linking.by_device,
    "token": linking.ask_token,
    "disconnect": parting.part,
    "reconnect": parting.again,
    "settings": personal.open_settings,
    "forget": personal.erase,
}
FORMS: Mapping[str, Handler] = {
    "token": linking.by_token,
    "settings": personal.filled,
    "allow": offering.filled,
}
_ALONE = {"help", "repos", "accounts", "export-me", "forget-me"}  # commands without words behind them
_SWITCHES = {"here", "team", "ai"}  # that are words of a question too, but for `on` and `off` alone behind them


def command(words: str, more: Container[str]) -> tuple[str, str]:
    """Return which command words are, and what follows it; they are a question where there is none."""
    first, _, rest = words.strip().partition(" ")
    name, rest = first.lower().lstrip("/").rstrip("?!."), rest.strip()
    is_said = name in COMMANDS or (name in more and (name not in MEANINGS or _is_of_standups(rest)))  # `standup last week` asks
    if (name in _ALONE and rest) or (name in _SWITCHES and rest.lower() not in {"on", "off"}):
        return "", words
    return (name, rest) if is_said else ("", words)


def meant(words: str, error: AskError, more: Iterable[str]) -> AskError:
    """Return what to say of a question that is none, where its first word may be a command with a slip in it."""
    first = words.strip().partition(" ")[0].lower().lstrip("/")
    may_be_one = first.replace("-", "").isalpha() and first not in COMMANDS and not error.nearest and error.position <= 1
    near = nearest(first, [*COMMANDS, *more]) if may_be_one else []
    return AskError(messages.unknown_command(first, near), word=first, position=1, nearest=near) if near else error


def _is_of_standups(rest: str) -> bool:
    """Say whether words are those of /standup, which somebody may also say in a message: `standup new 09:30`."""
    return rest.partition(" ")[0].lower() in {*agreeing.COMMANDS, "help"}
