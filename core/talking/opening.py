"""Which gestures may open a form: a platform whose forms must be the very first answer leaves these open for a moment."""

from core.model.chat import Deed, Pressed, Typed

_COMMANDS = frozenset(["connect", "settings"])
_BUTTONS = frozenset(["connect", "reconnect", "token", "settings", "allow"])


def may_open_form(deed: Deed) -> bool:
    """Say whether what somebody did may be answered with a form."""
    match deed:
        case Typed(words, command="recap"):
            first, _, rest = words.strip().lower().partition(" ")
            return first in _COMMANDS and (first == "connect" or not rest)
        case Pressed(name, _):
            return name in _BUTTONS
    return False
