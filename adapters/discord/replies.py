"""What Discord needs to be answered, as it travels in a turn; each part of it is a capability."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The ways back from one gesture."""

    interaction: str = ""  # its id: by that and the token it is acknowledged, or opens a form
    token: str = ""  # takes answers for fifteen minutes
    message: str = ""  # of the one who spoke, which is replied to
    is_open: bool = False  # acknowledged for everybody in the place to see
    is_waiting: bool = False  # not acknowledged yet: a form may follow
    is_own: bool = False  # in the bot's own direct messages, where a message is as private as any

    def packed(self) -> str:
        """Return it as text for `Turn.reply`."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))


def reply(packed: str) -> Reply:
    """Read what `packed` wrote."""
    return Reply(**json.loads(packed)) if packed else Reply()
