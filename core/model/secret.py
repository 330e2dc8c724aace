"""A text that must not be printed by accident."""


class Secret:
    """A key or token: shows as stars in logs, messages and tracebacks; only `reveal` gives it away."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text, for whoever sends it where it belongs."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __repr__(self) -> str:
        return "Secret('***')" if self._text else "Secret('')"

    def __str__(self) -> str:
        return "***" if self._text else ""

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not written down")
