"""One human, many names: joins the identities under which somebody acts."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from core.finding.forest import Forest
from core.model import Identity, Person
from core.reading import addresses

# One human rarely has more; a key that would join more belongs to nobody in particular ("Your Name", a pair's shared machine).
_MOST_ADDRESSES = 12  # under one name
_MOST_NAMES = 5  # under one address


def joined(counts: Mapping[Identity, int]) -> list[Person]:
    """Join identities that share an address, a login or a name of at least two words, directly or through others.

    `counts` says how often each acted: the full name that a person uses most is the person's. Addresses that many share join
    nobody; names and addresses that lead to too many others are taken for generic, so that no chain runs through them.
    """
    identities = sorted(counts, key=lambda identity: (identity.name, identity.email, identity.login))
    forest = Forest(len(identities))
    for key, numbers in _keys(identities).items():
        forest.tie_all(numbers, key)
    people = [_person([identities[number] for number in numbers], counts) for numbers in forest.sets()]
    return sorted(people, key=lambda person: person.name.casefold())


def name_key(name: str) -> str:
    """Return a name as it is compared: in any case, with single spaces."""
    return " ".join(name.casefold().split())


def author_key(identity: Identity) -> str:
    """Return what tells one author from another where nobody was joined: a full name, else an address."""
    name = name_key(identity.name)
    return name if " " in name or not addresses.is_personal(identity.email) else identity.email.strip().casefold()


def _keys(identities: Sequence[Identity]) -> dict[Hashable, list[int]]:
    """Return what joins identities, and the identities that each such thing joins."""
    keys: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, identity in enumerate(identities):
        for login in addresses.logins(identity):
            keys["login", login].append(number)
        if addresses.is_personal(identity.email):
            keys["address", identity.email.strip().casefold()].append(number)
        if " " in name_key(identity.name):
            keys["name", name_key(identity.name)].append(number)
    return {key: numbers for key, numbers in keys.items() if not _is_generic([identities[number] for number in numbers])}


def _is_generic(identities: Sequence[Identity]) -> bool:
    names = {name_key(identity.name) for identity in identities}
    return len(names) > _MOST_NAMES or len({identity.email.casefold() for identity in identities}) > _MOST_ADDRESSES


def _person(identities: Sequence[Identity], counts: Mapping[Identity, int]) -> Person:
    names: Counter[str] = Counter()
    for identity in identities:
        names[identity.name] += counts[identity]
    name = max(names, key=lambda name: (" " in name.strip(), names[name], name))
    return Person(name or identities[0].email, tuple(identities))
