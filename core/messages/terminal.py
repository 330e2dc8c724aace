"""What the command line says beside an answer."""

from collections.abc import Sequence

ABOUT = "Tells you what you did in git, with evidence."
USAGE = "recap COMMAND [TEXT] [OPTIONS]"
COMMANDS = {
    "ask": "Answer one question, as in: recap ask last week",
    "chat": "Answer questions one after the other, with follow-ups.",
    "settings": "Show your settings, or change them, as in: recap settings zone=Europe/Lisbon week-start=sunday",
    "connect": "Link an account, as in: recap connect github, recap connect gitlab --host gitlab.example.org",
    "accounts": "List your linked accounts.",
    "disconnect": "Erase a linked account, and revoke its token where Recap got that itself, as in: recap disconnect github",
    "repos": "List the repositories that your accounts can read.",
    "keys": "Seal everything with a new key: recap keys rotate",
    "export-me": "Print what is kept of you as JSON, without tokens.",
    "run": "Serve Slack and Discord, standups and web pages, all in one process, until it is stopped.",
    "web": "Serve the web pages alone, and Slack where it comes by HTTP.",
    "bot": "Serve the chats alone: Slack by Socket Mode, Discord by its gateway.",
    "scheduler": "Post the standups that are due, alone.",
    "worker": "Take up what other processes left behind, alone.",
    "doctor": "Check settings, store, model, hosts, Slack and Discord, and say how to mend what is wrong.",
    "simulate": "Play with the whole bot among made-up people and platforms; only in a clone, as in: recap simulate < script",
    "help": "Say how to ask.",
    "forget-me": "Disconnect your accounts, erase your settings, your history and every cached clone, and say what was erased.",
}
MORE = "Commands:\n" + "\n".join(f"  {name:<10}  {about}" for name, about in COMMANDS.items())
WORDS = {
    "ask": "the question, quoted or not; nothing asks for the last working day",
    "chat": "a first question",
    "settings": "what to change; KEY= takes it back; nothing shows what is set",
    "connect": "github, gitlab or azure",
    "disconnect": "github, gitlab or azure",
    "keys": "rotate",
}
HOST = "the host, where it is not the usual one; for Azure DevOps dev.azure.com/ORGANISATION"
TOKEN_STDIN = "read a token from standard input"  # noqa: S105  a sentence
BROWSER = "link in a browser on this machine, where Recap is registered at the host"
LOGIN = "the account's name there, where several are linked"
ALL = "all accounts of that kind"
CONNECT_WHAT = (
    "Name a kind of host: recap connect github, recap connect gitlab or recap connect azure. A token never goes on the command line, "
    "where others can read it: it is asked for, or read with --token-stdin. If you just typed one, revoke it."
)
DISCONNECT_WHAT = "Name a kind of host: recap disconnect github, recap disconnect gitlab or recap disconnect azure."
KEYS_WHAT = "Write: recap keys rotate"
VERSION = "print the version"
VERBOSE = "log what happens, and show where a mistake of ours comes from"
REPO = "a repository on disk, or an https address to clone; may be repeated; by default the one that you stand in"
ME = "a name or address under which you commit; may be repeated; by default what your settings or git say"
NOW = "take this as the present moment"
ZONE = "the time zone for days, like Europe/Lisbon"
JSON = "print the answer as one JSON object"
NO_AI = "write the answer without a language model"
SOURCE = "where to look: git, github, gitlab or azure; may be repeated; by default the repository and all linked accounts"

ONLY_ANSWERS = "With --json there are answers to questions alone: ask this without it."
EMPTY_OPTION = "it cannot be empty"
CHAT = "Ask, as in: last week. “help” says how; “exit” or Ctrl-D ends it."
READING = "Reading …"
NO_COMMAND = "Name a command, as in: recap ask last week"
BUG = "Something went wrong inside Recap; that is our mistake. Run the same with --verbose to see more."
INTERRUPTED = "Stopped."


def not_kept(why: str) -> str:
    """Say that the time of a recap is not known to the next one."""
    return f"“since last” will not know of this recap: {why}"


def system(why: str) -> str:
    """Say what the system refused, where it is nobody's mistake."""
    return f"The system does not let Recap go on: {why}."


def unknown_option(program: str, option: str, nearest: Sequence[str]) -> str:
    """Say that there is no such option, and which there are."""
    return f"There is no option {option}.{_did_you_mean(nearest)} To see all: {program} --help"


def unexpected(word: str) -> str:
    """Say that a command takes no such word."""
    return f"“{word}” is not expected here. To see all: recap --help"


def unknown_command(words: str, nearest: Sequence[str]) -> str:
    """Say that there is no such command; most who get here left out `ask`."""
    return f"There is no command “{words.split(maxsplit=1)[0]}”.{_did_you_mean(nearest)} To ask, write: recap ask {words}"


def bad_option(program: str, why: str) -> str:
    """Pass on what is wrong with an option."""
    return f"{why[:1].upper()}{why[1:]}. To see all: {program} --help"


def reading(source: str, done: int, events: int) -> str:
    """Say how far the reading is."""
    found = f", {events:,} found" if events else ""
    return f"Reading {source}{found}, {done} done …" if done else f"Reading {source}{found} …"


def _did_you_mean(nearest: Sequence[str]) -> str:
    return f" Did you mean {' or '.join(nearest)}?" if nearest else ""
