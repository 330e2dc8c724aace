"""What is said about GitHub and GitHub Enterprise Server where they refuse, fail or show only a part."""

from collections.abc import Sequence
from datetime import datetime

UNKNOWN_AUTHOR = "unknown author"
_NAMED = 5


def connect(host: str) -> str:
    """Tell the command that links an account anew."""
    return "recap connect github" if host == "github.com" else f"recap connect github --host {host}"


def refused(host: str, login: str) -> str:
    """Tell that a token is dead."""
    return f"{host} refused the token of {login} (expired or revoked): {connect(host)}"


def someone_else(host: str, login: str) -> str:
    """Tell that an answer was made for another account; nothing of it is used."""
    return f"{host} answered for another account than {login}, so its answer is not used: ask again, and look at proxies on the way."


def sso(host: str, url: str) -> str:
    """Tell that an organisation wants its single sign-on."""
    where = url or "the token's settings at GitHub"
    return f"{host} wants the organisation's single sign-on (SAML) for this token: authorize it at {where}, then ask again."


def address_blocked(host: str, _login: str) -> str:
    """Tell that an organisation's list of addresses stands in the way."""
    return f"{host} refused this machine's address (the organisation has an IP allow list): ask from an allowed network, or its owner."


def kind_forbidden(host: str, login: str) -> str:
    """Tell that an organisation takes no tokens of a kind, or none that live so long."""
    how = f"{connect(host)} with a fine-grained token, or with one that ends sooner"
    return f"An organisation at {host} forbids tokens like that of {login} (classic, or of too long a life): {how}."


def app_forbidden(host: str, _login: str) -> str:
    """Tell that an organisation has not let an application in."""
    return (
        f"An organisation at {host} restricts applications and has not approved Recap: ask its owner to, or {connect(host)} with a token."
    )


def suspended(host: str, login: str) -> str:
    """Tell that an account is shut."""
    return f"{host} has suspended the account of {login}: ask its support, or your administrator."


def scope_missing(host: str, login: str, needed: str) -> str:
    """Tell what a token may not do."""
    what = f"the scope {needed}" if needed else "a permission that this needs"
    return f"The token of {login} at {host} lacks {what}: {connect(host)} with a token that has it."


def forbidden(host: str, login: str) -> str:
    """Tell that a host forbids something and does not say why."""
    return f"{host} forbids this to the token of {login}: check what the token may read, or {connect(host)}"


def not_found(host: str) -> str:
    """Tell that there is nothing, or nothing for this token."""
    return f"{host} has nothing there, or does not show it to this token: check the address and the token's scopes."


def moved(host: str) -> str:
    """Tell that something stands elsewhere at the same host."""
    return f"{host} has this under another name or address now (renamed, transferred, or https alone): ask for it by that."


def renamed(host: str, before: str, now: str) -> str:
    """Tell what a repository is called now."""
    return f"{host} calls {before} {now} now: ask for it by that name."


def limited(host: str, login: str, at: datetime | None) -> str:
    """Tell until when a host answers nothing more."""
    when = f" until {at:%H:%M} UTC" if at else ""
    return f"{host} answers no more requests of {login}{when} (rate limit): ask again then."


def failed(host: str, status: int) -> str:
    """Tell that a host broke."""
    return f"{host} failed (status {status}): ask again in a moment."


def rejected(host: str, status: int) -> str:
    """Tell that a host did not understand."""
    return f"{host} rejected the request (status {status}): is it GitHub, and of a version that is still kept?"


def no_answer(host: str) -> str:
    """Tell that no answer came in time."""
    return f"{host} did not answer in time: ask again in a moment."


def unreachable(host: str) -> str:
    """Tell that no connection came about, or that it broke."""
    return f"{host} could not be reached, or the connection broke: check the network and ask again."


def not_json(host: str) -> str:
    """Tell that something else than the API answered."""
    return f"{host} answered with something that is not its API's (a login page, or an answer that was cut): check network and proxies."


def too_large(host: str) -> str:
    """Tell that an answer was given up."""
    return f"{host} sent more than an answer may have, so it was given up: ask for a shorter time."


def redirected(host: str) -> str:
    """Tell that a token was not sent elsewhere."""
    return f"{host} redirects to another host, and the token is not sent there: check the address of the API."


def complained(host: str) -> str:
    """Tell that a query was refused, without repeating foreign text."""
    return f"{host} refused a query and gave nothing for it: what is told may lack something."


def nobody(host: str, who: Sequence[str]) -> str:
    """Tell whom a host does not know."""
    return f"{host} knows no account of {', '.join(who[:_NAMED])}: name a login, like github:ana."


def too_many_repositories(host: str, shown: int, more: int) -> str:
    """Tell that a list of repositories was cut."""
    return f"{host} lists {shown} repositories; {more} more had commits: ask for a shorter time to see them."


def too_many_named(host: str, shown: int, total: int) -> str:
    """Tell that more repositories were meant than are looked at for everybody's work."""
    looked = f"{host} was looked at in {shown} of the {total} repositories that are meant, those with the newest pushes"
    return f"{looked}: name some with in OWNER/NAME."


def too_many_results(host: str, shown: int, total: int) -> str:
    """Tell that a search was cut."""
    return f"{host} gives {shown:,} results of a search; {total - shown:,} more matched: ask for a shorter time to see them."


def feed_too_short(host: str, login: str, shown: int, since: datetime) -> str:
    """Tell that somebody did more than a feed holds."""
    return (
        f"{host} lists the last {shown} events of {login}; branches pushed before {since:%d %b %H:%M} UTC are seen only in pull requests."
    )


def feed_too_young(host: str, since: datetime) -> str:
    """Tell that a window begins before the feed does."""
    return f"{host} keeps events for 30 days: branches pushed before {since:%d %b} are seen only where they became pull requests."


def others_private(host: str) -> str:
    """Tell what a feed of another person does not show."""
    return f"{host} shows only public events of other people: their releases and bare pushes in private repositories are not seen."


def events_denied(host: str) -> str:
    """Tell what a token may not see of its owner's feed."""
    what = "releases and bare pushes in private repositories are not seen"
    return f"{host} showed no private events to this token: where it may not read Events (a permission of the account), {what}."


def too_many_pages(host: str) -> str:
    """Tell that pages were not followed to their end."""
    return f"{host} had more pages than are followed: ask for a shorter time to see the rest."


def organisations_left_out(host: str) -> str:
    """Tell that organisations are missing from lists."""
    return f"{host} left out organisations whose single sign-on this token has not passed: authorize it in the token's settings at GitHub."


def by_rest(host: str) -> str:
    """Tell that the better way failed."""
    return f"{host} could not answer the whole query, so it was asked piece by piece: reviews and comments may be missing."


def without_fields(host: str, fields: Sequence[str]) -> str:
    """Tell what an older version does not have."""
    return f"{host} is of a version without {', '.join(fields)}: what depends on it is not told."


def too_long(host: str) -> str:
    """Tell that only some years were looked at."""
    return f"{host} counts commits by the year, and three years are looked at: ask for a shorter time to see what is older."
