"""Whom a question asks about: matches the words of `who` against the identities that were seen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from core.finding.people import joined, name_key
from core.model import Identity, Person, Provider, Who, WhoKind
from core.reading.addresses import logins
from core.reading.logins import bare, is_anywhere, means

Match = Callable[[Identity], bool]
Known = Mapping[str, Sequence[Identity]]
"""Under which names people act whom a question names by a word of their own, such as `<@U1>` in a chat."""
_NOBODY: Known = MappingProxyType({})


def matcher(text: str) -> Match:
    """Return what says whether an identity is meant by `"Full Name"`, `ana@example.org`, `@ana` or `github:ana`.

    A name matches whole, in any case: "Person 5" is not "Person 50". A login is meant at each host of its kind, one with a host there.
    """
    wanted = name_key(text)
    if wanted.startswith("@"):
        return partial(_is_called, wanted[1:])
    if _is_login(wanted):
        return lambda identity: any(means(wanted, login) for login in logins(identity))
    if "@" in wanted:
        return lambda identity: identity.email.strip().casefold() == wanted
    return lambda identity: name_key(identity.name) == wanted


def matches_for(who: Who, me: Sequence[Identity], known: Known = _NOBODY) -> list[Match]:
    """Return what recognises one asked-for person: several ways where several names of theirs are known."""
    own = _known(who, me, known)
    return [matcher(who.text)] if own is None else [match for identity in own for match in _own(identity)]


def hints(asked: Sequence[Who], me: Sequence[Identity], known: Known = _NOBODY) -> tuple[Identity, ...]:
    """Return asked people as identities that a host can look for: the asker's own, and others by login, address or name."""
    owns = [(who, _known(who, me, known)) for who in asked]
    found = [identity for who, own in owns for identity in (_hinted(who.text) if own is None else own)]
    return tuple(dict.fromkeys(found))


def asked_people(asked: Sequence[Who], me: Sequence[Identity], counts: Mapping[Identity, int], known: Known = _NOBODY) -> list[Person]:
    """Return the persons that are asked for, in the order of the question; one without identities was not seen."""
    everybody = joined(counts)
    found: dict[tuple[Identity, ...], Person] = {}
    for who in asked:
        person = _person(who, me, everybody, known)
        found.setdefault(person.identities or (Identity(person.name),), person)
    return list(found.values())


def _known(who: Who, me: Sequence[Identity], known: Known) -> Sequence[Identity] | None:
    return me if who.kind is WhoKind.ME else known.get(who.text)


def _person(who: Who, me: Sequence[Identity], everybody: Sequence[Person], known: Known) -> Person:
    matches = matches_for(who, me, known)
    meant = [person for person in everybody if any(match(identity) for identity in person.identities for match in matches)]
    identities = tuple(identity for person in meant for identity in person.identities)
    own = _known(who, me, known)
    if own:
        named = next((identity.name for identity in own if identity.name), "")
        return Person(named or _name(meant) or own[0].email or own[0].login, identities or tuple(own))
    return Person(_name(meant) or who.text, identities)


def _hinted(text: str) -> list[Identity]:
    """Read how somebody was written: "@ana" may be a login anywhere."""
    if text.startswith("@"):
        return [Identity("", login=f"{provider}:{text[1:]}") for provider in Provider]
    if _is_login(text):
        return [Identity("", login=text)]
    return [Identity("", text)] if "@" in text else [Identity(text)]


def _is_login(text: str) -> bool:
    """Say whether a text is "github:ana"; a login at Azure DevOps is an address."""
    return ":" in text and " " not in text


def _own(identity: Identity) -> list[Match]:
    """Return what recognises an identity of the asker's; a name of one word does so only where there is nothing better."""
    login = identity.login.casefold()
    sure = [matcher(identity.email)] if identity.email else []
    if login:
        sure.append(matcher(login) if is_anywhere(identity) else lambda one: login in logins(one))
    return [*sure, matcher(identity.name)] if identity.name and (" " in identity.name.strip() or not sure) else sure


def _name(meant: Sequence[Person]) -> str:
    return meant[0].name if meant else ""


def _is_called(wanted: str, identity: Identity) -> bool:
    """Say whether `@wanted` is an identity's login, its address's local part, or its name where that is one word."""
    if name_key(identity.name) == wanted or identity.email.casefold().partition("@")[0] == wanted:
        return True
    return any(bare(login) == wanted for login in logins(identity))
