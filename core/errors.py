"""Every expected failure; `str(error)` is a sentence for the user, safe to show.

RecapError
├── AskError              the question has a word that cannot be placed
├── SettingsError         options, variables or the settings file are wrong; every problem at once
├── NoSourceError         nothing could be looked at
├── WriterError           the model did not finish its text; `plain` stays
└── OutsideError          something remote, or on disk, failed
    ├── TransientError        trying again may help
    ├── RateLimitedError      trying again helps after `retry_at`
    ├── AuthError             the credential is missing, expired or not enough
    ├── PermanentError        trying again does not help
    │   └── GoneError             what was to be changed is not there any more
    └── AmbiguousError        it may have happened
"""

from collections.abc import Sequence
from datetime import datetime


class RecapError(Exception):
    """An expected failure, told to the user as it stands."""


class AskError(RecapError):
    """A question that was not understood, and where."""

    def __init__(self, sentence: str, *, word: str = "", position: int = 0, nearest: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.word = word
        self.position = position  # characters from the start of the question, from 1
        self.nearest = tuple(nearest)


class SettingsError(RecapError):
    """Options, variables or the settings file are wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class NoSourceError(RecapError):
    """Nothing could be looked at; `failures` are pairs of a source and why."""

    def __init__(self, sentence: str, *, failures: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.failures = tuple(failures)


class WriterError(RecapError):
    """The model's text is missing, cut or refused."""


class OutsideError(RecapError):
    """Something outside of Recap failed; `is_partial` where all else that was to be looked at there was."""

    is_partial = False


class TransientError(OutsideError):
    """Trying again may help."""


class RateLimitedError(OutsideError):
    """Trying again helps later."""

    def __init__(self, sentence: str, *, retry_at: datetime | None = None) -> None:
        super().__init__(sentence)
        self.retry_at = retry_at


class AuthError(OutsideError):
    """The credential is missing, expired or not enough; `is_refused` where the host does not know it any more, whatever is asked."""

    def __init__(self, sentence: str, *, is_refused: bool = False) -> None:
        super().__init__(sentence)
        self.is_refused = is_refused


class PermanentError(OutsideError):
    """Trying again does not help."""


class GoneError(PermanentError):
    """What was to be changed is not there any more: somebody took it away."""


class AmbiguousError(OutsideError):
    """It may have happened."""
