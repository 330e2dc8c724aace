"""Why an open request does not go on."""

from enum import StrEnum


class Blocker(StrEnum):
    """What an open request waits for, as its host says."""

    CHANGES = "changes requested"
    REVIEW = "review waiting"
    CHECKS = "checks red"
    CONFLICTS = "conflicts"
