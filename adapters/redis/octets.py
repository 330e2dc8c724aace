"""What a client of ours reads: octets, which redis-py's types cannot promise, since a client may be told to decode."""

from collections.abc import Sequence
from typing import Any, cast


def octets(value: Any) -> bytes | None:
    """Return a value, or nothing where there is none."""
    return cast("bytes | None", value)  # see above


def all_octets(values: Any) -> Sequence[bytes]:
    """Return the members of a list of values."""
    return cast("Sequence[bytes]", values)  # see above
