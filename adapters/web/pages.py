"""Plain pages: everything is escaped, nothing is loaded, nothing runs."""

from collections.abc import Mapping, Sequence
from html import escape

from aiohttp import web

from core.messages import web as messages

# https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with no-referrer, a form of ours would come from nowhere
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Server": "Recap",  # and not which versions of what
}


def page(title: str, lines: Sequence[str], *, form: str = "", status: int = 200) -> web.Response:
    """Return a page of paragraphs; `form` is HTML of ours, with whatever is not ours escaped."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{body}{form}</body></html>"
    )
    return web.Response(text=text, content_type="text/html", status=status)


def question(action: str, name: str) -> str:
    """Return a form that says yes or no to what has this name."""
    return (
        f'<form method="post" action="{escape(action)}"><input type="hidden" name="offer" value="{escape(name)}">'
        f'<button name="answer" value="yes">{escape(messages.YES)}</button> '
        f'<button name="answer" value="no">{escape(messages.NO)}</button></form>'
    )
