"""Which gestures may open a form: a platform whose forms must be the very first answer leaves these open for a moment."""

from core.model.chat import Deed, Pressed, Typed

_COMMANDS = frozenset(["connect", "settings"])
_STANDUP = frozenset(["new", "edit"])
_BUTTONS = frozenset(["connect", "token", "settings", "allow"])


def may_open_form(deed: Deed) -> bool:
    """Say whether what somebody did may be answered with a form."""
    match deed:
        case Typed(words, command=name):
            first, _, rest = words.strip().partition(" ")
            is_bare = not rest or first.lower() == "connect"
            return is_bare and first.lower() in (_STANDUP if name == "standup" else _COMMANDS)
        case Pressed(name, _):
            return name in _BUTTONS
    return False
