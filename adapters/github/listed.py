"""Requests and issues of which only ids are known, to be asked for by those: each once, whoever had a hand in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from adapters.github.answer import Json, text

_MOST = 100  # ids that one lookup takes


@dataclass(slots=True)
class Listed:
    """Ids, and whether each is told with its commits."""

    _named: dict[str, bool] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def add(self, nodes: Sequence[Json], *, has_commits: bool) -> None:
        """Take results of a search."""
        for one in nodes:
            self._named[text(one, "id")] = has_commits or self._named.get(text(one, "id"), False)

    def new(self) -> Iterator[tuple[list[str], bool]]:
        """Yield what was not asked for yet, as much as one lookup takes, and whether it is told with commits."""
        for has_commits in (True, False):
            ids = [one for one, with_commits in self._named.items() if one not in self._asked and with_commits is has_commits]
            yield from ((ids[start : start + _MOST], has_commits) for start in range(0, len(ids), _MOST))
        self._asked.update(self._named)
