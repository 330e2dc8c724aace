"""What is said about a turn that is not taken, or that broke."""

STALE = "That reached me more than five minutes late, so I did not do it. Ask again if you still want it."
RUNNING = "You did the same a moment ago, so I do it once."
GIVEN_UP = "I was interrupted several times while I answered this, so I stopped. Ask again."


def bug(recap_id: str) -> str:
    """Say that it is our mistake, and what to quote."""
    return f"Something went wrong inside Recap; that is our mistake. Tell whoever runs it this number: {recap_id}"
