"""What there is in Slack: channels, messages with each state that they had, views, groups and tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.servers.slack.markup import Marks, marks_of

if TYPE_CHECKING:
    from tests.servers.slack.workspace import Workspace

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """What a message said from some time on."""

    at: float  # seconds since 1970
    text: str
    blocks: Sequence[Json] = ()
    metadata: Json | None = None


@dataclass(slots=True, eq=False)
class Message:
    """A message; `only_for` is the one person who sees an ephemeral one."""

    channel: "Channel"
    ts: str
    user: str  # id of its author
    edits: list[State]
    bot: str = ""  # id of the bot that posted it
    thread_ts: str = ""
    only_for: str = ""
    flags: Mapping[str, Any] = field(default_factory=dict)  # unfurl_links, unfurl_media, mrkdwn, parse, link_names as they came
    client_id: str = ""  # client_msg_id
    replies: list["Message"] = field(default_factory=list)
    is_deleted: bool = False

    @property
    def now(self) -> State:
        return self.edits[-1]

    @property
    def text(self) -> str:
        return self.now.text

    @property
    def blocks(self) -> Sequence[Json]:
        return self.now.blocks

    @property
    def metadata(self) -> Json | None:
        return self.now.metadata

    @property
    def marks(self) -> Marks:
        return marks_of(self.text, self.blocks, self.flags)

    @property
    def mentions(self) -> Sequence[str]:
        """What in it calls somebody: `<!channel>`, `<@U1>`, `<!subteam^S1>`."""
        return self.marks.mentions

    @property
    def links(self) -> Sequence[str]:
        """The addresses that a click opens."""
        return self.marks.links

    @property
    def unfurls(self) -> Sequence[str]:
        """The links that Slack may fetch and show; whether one is media is known only by fetching it."""
        is_shy = not self.flags.get("unfurl_links") and self.flags.get("unfurl_media") is False
        return () if is_shy or self.only_for else self.links


@dataclass(slots=True, eq=False)
class Channel:
    """A conversation of any kind."""

    id: str
    workspace: "Workspace"
    name: str = ""
    members: list[str] = field(default_factory=list)  # ids
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    is_org_shared: bool = False  # open to several workspaces of one Enterprise organisation
    is_pending_ext_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)  # by ts, ephemeral ones too

    @property
    def visible(self) -> list[Message]:
        """What everybody in it sees, oldest first."""
        return [one for one in self.messages.values() if not one.is_deleted and not one.only_for]

    @property
    def kind(self) -> str:
        """Return the kind as events name it: "channel", "group", "im", "mpim"."""
        if self.is_im or self.is_mpim:
            return "im" if self.is_im else "mpim"
        return "group" if self.is_private else "channel"


@dataclass(slots=True, eq=False)
class View:
    """A modal, or somebody's App Home; `root` is the first of its stack."""

    id: str
    workspace: "Workspace"
    user: str
    body: Json  # as it was sent
    hash: str
    root: str = ""
    previous: str = ""
    is_open: bool = True


@dataclass(slots=True, eq=False)
class Group:
    """A user group."""

    id: str
    handle: str
    members: list[str]  # ids
    is_disabled: bool = False


@dataclass(slots=True, eq=False)
class Token:
    """A token that the server issued; an app's one has no workspace."""

    text: str
    workspace: "Workspace | None"
    scopes: tuple[str, ...]
    is_revoked: bool = False


@dataclass(slots=True, eq=False)
class Trigger:
    """What allows one modal, for three seconds."""

    user: str
    workspace: "Workspace"
    until: float
    view: str = ""  # the modal in which it arose
    is_used: bool = False
