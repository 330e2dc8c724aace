"""Through which proxy a host is asked, as the system's settings have it.

aiohttp's own way to them (`trust_env`) reads logins from ~/.netrc too, and then refuses a request that brings a token.
"""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def proxy_for(url: str) -> str | None:
    """Return the proxy that HTTPS_PROXY names for an address, unless NO_PROXY excepts its host; none for what is not https."""
    parts = urlsplit(url)
    if parts.scheme != "https" or proxy_bypass(parts.hostname or ""):
        return None
    named = getproxies().get("https", "")
    if not named:
        return None
    return named if "://" in named else f"http://{named}"
