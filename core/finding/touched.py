"""Whether the paths of some work bear out what its title says that it is about: documents may be the product."""

import re
from collections.abc import Sequence

from core.model import Event, WorkKind

_PLACES = {
    WorkKind.DOCUMENTATION: re.compile(
        r"(?i)(?:^|/)(?:docs?[\w.-]*|documentation|website|site|wiki|man|\.github|[\w-]*(?:guides?|tutorials?|examples?|samples?))/"
        r"|(?:^|/)(?:readme|changelog|changes|contributing|licen[sc]e|authors|notice|news)[^/]*$|\.(?:md|mdx|rst|adoc|txt|ipynb|tex|html?)$"
    ),
    WorkKind.TEST: re.compile(
        r"(?i)(?:^|/)[\w-]*(?:tests?|specs?|e2e|testing|fixtures?|mocks?|benchmarks?)/|(?:^|/)(?:test|conftest|codecov|tox|\.coverage)[^/]*$"
        r"|[._-](?:test|spec)s?\.\w+$|tests?\.\w+$|\.github/|\.ya?ml$"
    ),
}


def is_elsewhere(kind: WorkKind, events: Sequence[Event]) -> bool:
    """Say whether work that is called documentation or tests touched neither; of work without paths it is not known."""
    places = _PLACES.get(kind)
    paths = [path for event in events if event.change for path in event.change.paths]
    return places is not None and bool(paths) and not any(places.search(path) for path in paths)
