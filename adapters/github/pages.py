"""How many pages a list has, as its `Link` header tells."""

import re
from collections.abc import Mapping
from typing import Final

_LINK: Final = re.compile(r'<[^<>]*[?&]page=(\d{1,4})\b[^<>]*>\s*;\s*rel="?(?:next|last)\b')


def last_page(headers: Mapping[str, str]) -> int:
    """Return the number of the last page, or of the next one where no more is told; 1 where nothing follows.

    A page may be shorter than was asked for although others follow, and one behind the last is an error (REST API, Using pagination).
    """
    return max(map(int, _LINK.findall(headers.get("link", ""))), default=1)
