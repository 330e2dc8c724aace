"""What the bot says of Discord itself."""

BUSY = "Discord wants fewer calls just now; this goes on in a moment."
DOWN = "Discord did not answer; please try again in a moment."
MAYBE = "Discord did not say whether it took this."
TOO_MUCH = "More was said in that channel than Recap can look through for its own message; it is looked for again later."
DEAD = "Discord does not accept DISCORD_TOKEN any more: take a new one from the developer portal."
GONE = "That message is gone from Discord."
NOT_OURS = "Discord lets nobody but its author change that message."
NO_CHANNEL = "That channel or thread is gone from Discord."
CLOSED_THREAD = "That thread is archived or locked: nothing can be said in it any more."
LATE_FORM = "Discord gives a form three seconds to open, and they were over. Please do that again."
NO_FORM = "Discord opens a form after a command or a button only."
LATE = "Discord takes answers for fifteen minutes, and they were over."
NO_DIRECT = "Discord lets Recap write to this person in no direct message."
NO_DIRECT_TO_YOU = "Discord lets Recap write no direct message to you. Allow them in this server's privacy settings."
UNDELIVERED = f"Something could not be told earlier: {NO_DIRECT_TO_YOU}"
OUR_ROLE = (
    "That calls Recap's role, and Discord shows me only what calls me myself: choose the Recap that has a picture, or use /recap ask."
)
UNTOLD = "What I have to say is for you alone. Allow direct messages in this server's privacy settings, or use /recap."
UNKNOWN = "Discord does not know this person, role or server."
NO_LIST = (
    "Discord tells Recap who is in a channel or role only with the Server Members Intent, which is not on in the developer portal. "
    "Name people instead: @ana @bob."
)
REFUSED = "Discord refused this."
INTENTS = "Discord refused the connection: the developer portal does not allow what this version of Recap asks for."
CLIPPED = "The rest does not fit into a form."

VIEW, SEND, SEND_IN_THREADS, HISTORY = "View Channels", "Send Messages", "Send Messages in Threads", "Read Message History"
PERMISSIONS = {  # bit, name and reason
    VIEW: (10, "to see the channels in which it is asked to speak"),
    SEND: (11, "to answer a mention, to show an answer to everybody with “here”, and to post standups"),
    SEND_IN_THREADS: (38, "the same, in threads"),
    HISTORY: (16, "to reply to a message, and to find its own messages again before it posts one twice"),
}
INTENTS_USED = {  # none of them is privileged
    "GUILDS": "to know servers, channels and roles, so that it sees who reads an answer",
    "GUILD_MESSAGES": "to hear “@Recap last week”, and replies that ping it; Discord shows it the text of no other message",
    "DIRECT_MESSAGES": "to hear what people write to it directly",
}

SHAPES = ("bullets", "standup", "changelog", "brief", "numbers")
KINDS = ("github", "gitlab", "azure")
ABOUT = {"recap": "What you, a colleague or the team did in git, with evidence", "standup": "A digest of the team, every working day"}
OPTIONS = {
    "question": "In your own words: last week, @ana since monday as standup, in acme/web",
    "who": "Whose work; yours unless you say",
    "when": "last week, yesterday, since monday, 1 May to 3 May",
    "where": "Repositories: acme/web, acme/*",
    "shape": "How it is told",
    "here": "Show the answer to everybody in this channel",
    "kind": "Where your work is",
    "host": "If it is your own, like gitlab.example.org",
    "account": "Kind, host or login",
    "change": "Like zone=Europe/Lisbon bullets=5; a form opens without it",
    "repository": "owner/name, or owner/*",
    "place": "In this channel alone, or on the whole server",
    "what": "When and what: friday 16:00 last week",
    "switch": "On or off",
    "time": "When, like 09:30",
    "rest": "More, in words: mon-fri, Europe/Lisbon, @ana @bob",
    "standup": "Which one, where there are several, and what",
}
RECAP = {  # of each subcommand: what it does, and its options
    "ask": ("Say what you, a colleague or the team did", ("question", "who", "when", "where", "shape", "here")),
    "connect": ("Link an account", ("kind", "host")),
    "disconnect": ("Take an account away again", ("account",)),
    "accounts": ("Which accounts are linked", ()),
    "settings": ("Your time zone, language and habits", ("change",)),
    "repos": ("What your accounts can read", ()),
    "allow": ("What may be told here of repositories that are not public", ("repository", "place")),
    "disallow": ("Take an allowance back", ("repository!", "place")),
    "every": ("Your own recap in a direct message, on a schedule", ("what!",)),
    "why": ("Which facts the last answer stands on", ()),
    "help": ("What can be asked, and which commands there are", ()),
    "here": ("Answer commands in this channel openly, or to who asks", ("switch!",)),
    "team": ("Whether everybody on this server works together", ("switch!",)),
    "ai": ("Whether a language model may read along", ("switch!",)),
    "hide-me": ("Keep out of what others ask in shared places", ("switch",)),
    "export-me": ("All that is kept of you", ()),
    "forget-me": ("Erase all that is kept of you", ()),
}
STANDUP = {
    "new": ("Post a digest in this channel every working day", ("time!", "rest")),
    "join": ("Be told of in a standup of this channel", ("standup",)),
    "leave": ("Be told of no more", ("standup",)),
    "list": ("The standups of this channel", ()),
    "now": ("Post one now", ("standup",)),
    "skip": ("Leave the next one out", ("standup",)),
    "pause": ("Post none for now", ("standup",)),
    "resume": ("Post them again", ("standup",)),
    "edit": ("Change time, days, zone or people", ("standup",)),
    "delete": ("End a standup", ("standup",)),
    "help": ("What all of these take", ()),
}


def lacking(permission: str) -> str:
    """Name the permission without which something could not be done."""
    return (
        f"Recap lacks the permission “{permission}” here. Whoever manages this server gives it to its role, or in the channel's settings."
    )


def install(link: str) -> str:
    """Say how the bot gets into a server."""
    return f"Open this, and choose a server that you manage:\n{link}\n"
