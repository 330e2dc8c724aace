"""What was remarked at lines in reviews: asked for afterwards, and once, for in the first document each review would cost a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from adapters.github import documents
from adapters.github.answer import part, text
from adapters.github.asking import Part

_MOST = 100  # ids that one lookup takes


@dataclass(slots=True)
class Remarks:
    """Remembers for which reviews they were asked."""

    _asked: set[str] = field(default_factory=set)

    def new(self, reviews: Mapping[str, Any]) -> list[Part]:
        """Make the parts that ask for what was not asked for yet, and put the answers into the reviews, which come by their ids."""
        ids = [one for one in reviews if one and one not in self._asked]
        self._asked.update(ids)
        return [
            Part(documents.remarks(ids[start : start + _MOST]), partial(_take, reviews), is_search=True)
            for start in range(0, len(ids), _MOST)
        ]


def _take(reviews: Mapping[str, Any], answer: object) -> None:
    for one in answer if isinstance(answer, list) else ():
        if text(one, "id") in reviews:
            reviews[text(one, "id")]["comments"] = part(one, "comments")
