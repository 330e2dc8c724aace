"""What a question is about: persons, whole repositories, or everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from core.finding.asked import Known, asked_people, hints, matches_for
from core.finding.where import matches_repository
from core.model import Identity, Person, Provider, Who, WhoKind
from core.reading.logins import login_at


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom and what to look for; nobody and no repository is everybody."""

    persons: tuple[Who, ...]
    repositories: tuple[str, ...]  # asked for as a `who`
    me: tuple[Identity, ...]
    known: Known = field(default_factory=lambda: MappingProxyType({}))  # by the words for them

    @classmethod
    def of(cls, asked: Sequence[Who], me: Sequence[Identity], known: Known = MappingProxyType({})) -> Self:
        """Read the `who` of a question; an asker of whom nothing is known is not looked for."""
        if any(who.kind is WhoKind.EVERYONE for who in asked):
            return cls((), (), tuple(me), known)
        repositories = tuple(who.text for who in asked if who.kind is WhoKind.REPOSITORY)
        persons = (who for who in asked if who.kind is not WhoKind.REPOSITORY)
        return cls(tuple(who for who in persons if me or who.kind is not WhoKind.ME), repositories, tuple(me), known)

    @property
    def is_everyone(self) -> bool:
        """Say whether nothing narrows whose events count."""
        return not self.persons and not self.repositories

    def is_likely(self, identity: Identity) -> bool:
        """Say whether an identity is asked for by its own name, address or login; joining may add others."""
        return any(match(identity) for who in self.persons for match in matches_for(who, self.me, self.known))

    def people(self, counts: Mapping[Identity, int]) -> list[Person]:
        """Return the asked persons under all identities that were seen."""
        return asked_people(self.persons, self.me, counts, self.known) if self.persons else []

    def strangers(self, hosts: Sequence[str], people: Sequence[Person]) -> tuple[str, ...]:
        """Name those of the asked people, the asker aside, of whom one of the hosts has a name or an address to go by, and no login."""
        return self._named(hosts, people, is_nameless=False)

    def nameless(self, hosts: Sequence[str], people: Sequence[Person]) -> tuple[str, ...]:
        """Name those of them of whom one of the hosts has nothing to go by: a name of one word is nobody's for sure."""
        return self._named(hosts, people, is_nameless=True)

    def _named(self, hosts: Sequence[str], people: Sequence[Person], *, is_nameless: bool) -> tuple[str, ...]:
        asked = [(who, hints([who], self.me, self.known)) for who in self.persons if who.kind is not WhoKind.ME]
        unknown = [(who, own) for who, own in asked if any(not _has_login(own, host) for host in hosts)]
        meant = [who for who, own in unknown if is_nameless is not any(one.email or " " in one.name.strip() for one in own)]
        return tuple(dict.fromkeys(person.name for who in meant for person in asked_people([who], self.me, _once(people), self.known)))

    def includes(self, doers: Sequence[Identity], repository: str, identities: frozenset[Identity]) -> bool:
        """Say whether what somebody did counts: one of the `identities` did it, alone or with others, or it is in an asked repository."""
        if self.is_everyone or not identities.isdisjoint(doers):
            return True
        return any(matches_repository(pattern, repository) for pattern in self.repositories)


def _has_login(identities: Sequence[Identity], host: str) -> bool:
    return any(login_at(identity, provider, host) for identity in identities for provider in Provider)


def _once(people: Sequence[Person]) -> Mapping[Identity, int]:
    return {identity: 1 for person in people for identity in person.identities}
