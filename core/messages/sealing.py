"""What is said about the keys that accounts are sealed with; never a key, only its number."""

from collections.abc import Sequence

KEY_SHAPE = "it takes 32 random bytes in base64, several with commas, the newest first; make one: openssl rand -base64 32"
KEY_WEAK = "it holds a key that is no chance: make another one: openssl rand -base64 32"
KEY_TWICE = "it names a key twice"
NEEDED = "RECAP_SECRET_KEYS is needed where REDIS_URL names a store. Make a key: openssl rand -base64 32"


def unopened(number: str) -> str:
    """Say that a sealed thing was changed, or belongs to somebody else."""
    return f"Something in the store was sealed with key {number} and does not open: it was changed, or moved from another place."


def no_key(number: str) -> str:
    """Say which key is missing."""
    return f"Something in the store is sealed with key {number}, which is not among RECAP_SECRET_KEYS (or in the store's own key file)."


NOT_DONE = "Another process still seals with an old key: start every process with the newest key in front, then run this again."
NO_ENVELOPE = "Something in the store is no sealed thing of Recap's."


def wrong_key(numbers: Sequence[str], wanted: str) -> str:
    """Refuse to start with keys that open nothing."""
    return (
        f"The store's accounts are sealed with key {wanted}; the keys here are {', '.join(numbers)}. "
        "Put the right one into RECAP_SECRET_KEYS (or back into the store's key file). Nothing was changed."
    )


def open_file(path: str) -> str:
    """Refuse a key file that others may read."""
    return f"{path} can be read by others, or belongs to somebody else. Close it: chmod 600 {path}"


def bad_file(path: str, why: str) -> str:
    """Say that the key file cannot be used."""
    return f"The key file {path} cannot be used: {why}. Without it, the accounts that were linked cannot be opened."


def rotated(count: int, newest: str, unopened: int) -> str:
    """Say what a rotation did."""
    things = "thing is" if count == 1 else "things are"
    done = f"{count} {things} sealed with key {newest} now."
    return f"{done} {unopened} could not be opened, and stand as they were." if unopened else done


def may_go(numbers: Sequence[str]) -> str:
    """Say which keys nothing needs any more."""
    return f"Nothing needs {', '.join(numbers)} any more: take the rest out of RECAP_SECRET_KEYS, once every process has the newest one."
