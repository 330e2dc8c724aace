"""What the bot says of Slack itself."""

BUSY = "Slack wants fewer calls just now; this goes on in a moment."
DOWN = "Slack did not answer; please try again in a moment."
MAYBE = "Slack did not say whether it took this."
TOO_MUCH = "More was said in that channel than Recap can look through for its own message; it is looked for again later."
ADDRESS = "Slack calls an address that begins with https://, as in: python -m adapters.slack.manifest https://recap.example.org"
DEAD = "Slack does not know Recap in this workspace any more: its token was revoked, or the app was removed. Install it again."
GONE = "That message is gone from Slack."
NO_THREAD = "Nothing can be said in that thread any more."
LATE_FORM = "Slack gives a form three seconds to open, and they were over. Please do that again."
NO_FORM = "Slack opens a form after a command or a button only."
NOT_IN = "Recap is not in that channel, or it is closed for it. Invite it with /invite @Recap, and try again."
NO_DIRECT = "Slack lets Recap write to this person in no direct message."
UNKNOWN = "Slack does not know this person, group or channel."
NOT_ALLOWED = "A setting of this workspace does not let Recap do this."
LACKING = "The Slack app lacks a permission that this needs. Whoever manages it adds the scopes of manifest.yaml, and installs it again."
REFUSED = "Slack refused this."
CLIPPED = "The rest does not fit into a form."
APP_TOKEN = "Slack does not accept SLACK_APP_TOKEN: it begins with xapp-, and has the scope connections:write."  # noqa: S105  a sentence

ABOUT = "What you, a colleague or the team did in git, with evidence"
COMMANDS = {  # what it does, and a hint of how it goes on
    "recap": ("Say what you, a colleague or the team did", "[who] [when] [in where], or help"),
    "standup": ("Set up a standup in this channel, or change it", "new 09:30, join, leave, list, help"),
}
SCOPES = {  # why each is asked for
    "app_mentions:read": "to hear “@Recap last week” in channels",
    "channels:history": "to hear follow-ups in threads where Recap answered, and to find its own messages again before it posts one twice",
    "channels:read": "to see who reads a public channel before anything private is shown there",
    "chat:write": "to answer, and to change and take away its own messages",
    "commands": "for /recap and /standup",
    "groups:history": "as channels:history, in private channels that Recap was invited to",
    "groups:read": "as channels:read, for private channels that Recap was invited to",
    "im:history": "to read what people write to Recap directly",
    "im:read": "to tell a direct message from a channel",
    "im:write": "to open a direct message with somebody who asked for one, or whose token ended",
    "mpim:history": "as channels:history, in group messages that Recap was invited to",
    "mpim:read": "as channels:read, for group messages that Recap was invited to",
    "usergroups:read": "to know who is in a group that somebody asks about",
    "users:read": "for people's names, time zones and languages, and to see who is a guest",
    "users:read.email": "to know a person's commits by their address; without it people name their addresses themselves",
}
