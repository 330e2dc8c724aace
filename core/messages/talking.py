"""What is said in a chat: signs of life, refusals, what buttons and forms are called."""

from collections.abc import Mapping, Sequence

from core.messages.recap import counted

LOOKING = "Looking at what was done…"
UNTOLD = "There is no answer to show here; the person who asked was told why."
WITHDRAWN = "More people can read this place than when you asked, so the answer was taken back. Ask again to see what may be told here."
REVOKE = (
    "That holds a token or a key, which others may have seen. I did not keep it. Revoke it where you made it, and make a new one. "
    "To link an account: /recap connect"
)
ERASED = "I deleted your message."
TO_ERASE = "Please delete your message too: I may not do that here."
OLD = "That is too old, or somebody else's. Begin again."
NOT_YOURS = "Only the person who asked can do that, where they asked, and within a day. To ask for yourself: /recap"
NO_GUESTS = "Guests cannot decide that. Ask a member."
NO_MANAGER = "Only who manages this workspace or server can decide that. Ask one of them."
POST, DIRECT, SHORTER, LONGER, WHY, REFRESH, POST_NOW = "Post here", "Live in DM", "Shorter", "Longer", "Why", "Refresh", "Post"
PREVIEW = "Others here will see this:"
CHANGED = (
    "Something changed since you looked: who reads this place, or who may read what is told. Nothing was posted; press Post here again."
)
NO_PROFILE = "The chat does not say who that is: name a login, an address or a full name instead, as in github:ana."
KEEPS_OUT = "They do not want to be recapped where others read it. Ask privately: /recap … private"
ONE_TEAM = "That is for servers which people may join who do not work together; this workspace says itself who is a member."
POSTED = "It is posted already."
NOTHING_NEW = "I looked again: nothing is new since then."
WRITTEN = "I wrote to you directly."
NO_MODEL = ", and whoever runs Recap has set up none"
NO_MODEL_HERE = "and none may read along here"
NO_MODEL_ALONE = "which words nothing here that one person is shown first: mention Recap, or ask in a direct message"
TO_CHANGE = r"\1 changes an answer: say it in the thread of one, or as a reply to it, or press a button below it."
NO_TEAM = (
    "There is no standup here that says who the team is: /standup new 09:30 makes one. "
    "Or name people or a group, as in “@ana, @bob last week”, or say “everyone here”."
)
COMMANDS = "Other commands, behind /recap or in a message to Recap:"
HELP: Mapping[str, str] = {
    "connect": "  connect [github | gitlab | azure] [host]: link an account",
    "disconnect": "  disconnect [kind, host or login]: take one away again",
    "accounts": "  accounts: which are linked",
    "repos": "  repos: what they can read",
    "settings": "  settings [key=value ...]: your time zone, language and habits",
    "allow": "  allow [owner/name | owner/*] [here | everywhere]: what may be told here of repositories that are not public",
    "disallow": "  disallow owner/name [here | everywhere]: take that back",
    "here": "  here on | off: show answers to /recap in this channel to everybody, or only to the person who asks",
    "team": "  team on | off: everybody on this server works together (who manages it)",
    "ai": "  ai on | off: whether a language model may word the answers (who manages the workspace or server)",
    "hide-me": "  hide-me [off]: others cannot recap you in shared places",
    "export-me": "  export-me: what is kept of you",
    "forget-me": "  forget-me: erase it",
    "why": "  why: which facts the last answer stands on",
    "standup": "  /standup new 09:30: a digest of the team every working day; /standup help lists what else it does",
    "every": "  every friday 16:00 [question]: your own recap in a direct message",
}
HERE_ON = "From now on everybody here sees the answers to /recap. Add “private” to keep one to yourself."
HERE_OFF = "From now on only the person who asks sees the answer to /recap. Add “here” to show one to everybody."
TEAM_ON = "Everybody who is on this server counts as the team now."
TEAM_OFF = "This server no longer counts as a team."
AI_ON = "A language model may word the answers here, where one is set up."
AI_OFF = "No language model reads anything of this workspace or server from now on."
CONNECT_FIRST = "Link an account first; then I answer your question. Where is your work?"
NOT_CONNECTED = "No account is linked: /recap connect"
CONNECT_WHERE = "Where is your work?"
NO_KIND = "Name where your work is: /recap connect github, gitlab or azure. Nothing was linked."
NO_ACCOUNT = "No account is linked yet."
PART_WITH = "Which account do you want to disconnect?"
NO_SUCH_ACCOUNT = "No such account is linked: /recap accounts lists them."
BY_PAGE, BY_CODE, BY_TOKEN, CONNECT, MAKE_TOKEN = "Sign in", "Use a code", "Use a token", "Connect", "Make a token"
TOKEN_FIELD, HOST = "Token", "Host"
_LIKE: Mapping[str, str] = {"github": "ghe.example.org", "gitlab": "gitlab.example.org"}
_ORGANISATION = "Your organisation, as in dev.azure.com/ORGANISATION"
ONLY_YOU = "Only you read this: say that in the channel that you mean."
WHICH_SERVER = "You are in several servers with Recap: say that in the one that you mean."
SETTINGS, SAVE = "Settings", "Save"
FIELDS: Mapping[str, str] = {
    "zone": "Time zone",
    "country": "Country, for public holidays",
    "language": "Language of answers",
    "bullets": "Bullets at most",
    "length": "Length",
}
HINTS: Mapping[str, str] = {
    "zone": "Like Europe/Lisbon",
    "country": "Two letters, like PT, or a region's code, like DE-BY",
    "language": "Its English name, like German",
    "bullets": "1 to 15",
}
HIDDEN = "Others cannot recap you in shared places any more. /recap hide-me off takes that back."
NOT_HIDDEN = "Others can recap you in shared places again."
EXPORT = "What is kept of you, without tokens:"
FORGET = (
    "This erases your accounts, your settings, your answers of the last day, what you allowed and your part in standups. "
    "It cannot be undone. Tokens that Recap got itself are revoked; those that you made and pasted work on until you end them at the host."
)
FORGET_ALL = "Erase everything"
ERASED_SETTINGS = "Erased: your settings."
NOTHING_ERASED = "There was nothing to erase."


def allow(events: int) -> str:
    """Name the button that lets people with access show what is hidden."""
    return f"{events:,} hidden here"


def needs_model(wish: str, why: str) -> str:
    """Say why a tone or a language is left out."""
    return f"{wish[:1].upper()}{wish[1:]} needs a model, {why}"


def no_zone(zone: str) -> str:
    """Ask for a time zone."""
    return f"Your days begin in the time zone {zone} until you set yours: /recap settings zone=Europe/Lisbon"


def zone_hint(zone: str, *, is_of_profile: bool) -> str:
    """Say which time zone is meant where none is named."""
    return f"{HINTS['zone']}; empty is {'that of your profile' if is_of_profile else zone}"


def host_hint(kind: str, usual: str) -> str:
    """Say which host is meant where none is named."""
    return f"{usual} unless you name another, like {_LIKE[kind]}" if kind in _LIKE else _ORGANISATION


def kept_out(people: int) -> str:
    """Say that not everybody is told of."""
    return f"{counted(people, 'person is', 'people are')} left out, as they wish: they are not recapped where others read it."


def too_many(people: int, most: int) -> str:
    """Refuse a question about too many people."""
    return f"That is {people} people, and {most} at most are told of at once: name some of them, or a smaller group."


def device(address: str, code: str) -> str:
    """Ask a person to type a code at a host."""
    return f"Open {address} and type the code {code}. I go on by myself once you did."


def ways(host: str) -> str:
    """Offer the ways to link an account."""
    return f"Link your account at {host}:"


def connect_title(name: str) -> str:
    """Return the title of the form that takes a token."""
    return f"Connect {name}"


def made_at(address: str) -> str:
    """Say where a token is made, and that nobody else should see it."""
    return f"Make a token at {address} and paste it into the form, nowhere else."


def unknown_command(word: str, nearest: Sequence[str]) -> str:
    """Say of a word that is neither of a question nor a command which command it may have been."""
    return f"I do not understand “{word}”. Did you mean {' or '.join(f'/recap {name}' for name in nearest)}? /recap help lists what I know."


def dead(where: str, login: str) -> str:
    """Tell somebody that a host refuses their token, and what that means."""
    why = "it expired or was revoked. What only it reads is missing from answers until you link it again."
    return f"{where} no longer takes the token of {login}: {why}"


def part(name: str, which: str = "") -> str:
    """Name the button that takes an account away; `which` says it where there are several."""
    return f"Disconnect {name}: {which}"[:75] if which else f"Disconnect {name}"


def known_as(names: Sequence[str]) -> str:
    """Say under which names somebody's work is found, and how to add some."""
    return f'Your work is found under: {", ".join(names)}. More: /recap settings name="Ana Lima" email=ana@example.org'


def repository(host: str, name: str, visibility: str) -> str:
    """Return one repository's line in a list."""
    return f"{name} at {host} ({visibility})"


def listed_repositories(rows: Sequence[str]) -> Sequence[str]:
    """Return a list of repositories, cut where it is long."""
    most = 50
    head = f"Your accounts read {counted(len(rows), 'repository', 'repositories')}."
    return [head, *rows[:most], *([f"and {len(rows) - most:,} more"] if len(rows) > most else [])]


def other_settings(keys: Sequence[str]) -> str:
    """Say which settings only words set."""
    return f"By words, as in /recap settings week-start=sunday: {', '.join(keys)}."


def erased(count: int, thing: str) -> str:
    """Say how many of a thing were erased."""
    return f"Erased: {counted(count, thing)}."


def more(lines: int) -> str:
    """Say that an explanation goes on, and how to be told of a part of it."""
    return f"and {counted(lines, 'more line')}. Ask for a part: why is #42 in there?"
