"""What is said where somebody allows something to be told, or takes that back."""

ALLOW, TITLE, FIELD = "Allow", "What may be told here", "Repositories"
LINES = "What you choose may then be shown to everybody who reads this place. The list has only repositories that you can read yourself."
OUTSIDE = "People from outside read this place, such as guests or another company, or nobody can say who does."
HOW = "Write it as: allow owner/name here, or allow owner/* everywhere."
NOTHING_TO_ALLOW = "There is nothing that you could allow here: your accounts read no other repository that is not public."
OPENED = "More people read this place than when you were asked. Nothing was changed; press Allow again if you still want it."
NOTHING_ALLOWED = "Only what is public may be told here. To allow more: /recap allow owner/name here"
TOLD_ALONE = "Only you read this, so everything that you may see is told here. To allow something elsewhere, say that there."
NOTHING_CHANGED = "Nothing was changed."
NOT_ALLOWED = "That is not allowed here, so there is nothing to take back."
ASK_AGAIN = "Ask again, or press Refresh, to see it."


def choice(pattern: str, host: str) -> str:
    """Return how a repository is offered in a list."""
    return f"{pattern} ({host})"


def allowed(pattern: str, host: str, *, is_everywhere: bool) -> str:
    """Say what may be told, and where."""
    return f"{pattern} at {host} may be told {'everywhere' if is_everywhere else 'here'}."


def not_readable(pattern: str) -> str:
    """Refuse to allow what who asks cannot read."""
    return f"Your accounts read nothing that is called {pattern}: only who can read a repository can allow it."


def public_already(pattern: str) -> str:
    """Say that nothing needs to be allowed, nor can be by somebody who reads only what everybody reads."""
    return f"What you read of {pattern} is public, and is told everywhere already."


def take_back(pattern: str) -> str:
    """Name the button that takes an allowance back."""
    return f"Not {pattern}"[:30]


def taken_back(pattern: str, host: str) -> str:
    """Say that an allowance is gone."""
    return f"{pattern} at {host} is no longer allowed."
