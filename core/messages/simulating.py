"""What is said where somebody plays with made-up platforms."""

WELCOME = """\
A made-up company, on this machine alone: Acme, with Ana, Ben and Cleo, in Slack, in Discord and at a terminal. It is Monday morning.
Type what they do, as in:

  ana> /recap @me last week
  press GitLab
  fill token=TOKEN

help lists all that can happen, quit ends it."""
ONLY_IN_CLONE = "recap simulate plays with what Recap's tests are made of, which only a clone of its repository has."


def not_installed(name: str) -> str:
    """Say what is missing, and how it comes."""
    return f"recap simulate needs what Recap's tests need, and {name} is not installed: python3 run.py simulate installs it."
