"""Who acts: one human under many names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """One name under which somebody acts: as git or a host writes it, after `.mailmap`."""

    name: str
    email: str = ""
    login: str = ""  # "github:ana", or at a host of one's own "gitlab:git.acme.dev/ana"
    is_bot: bool = False  # the host's word, where it has one


@dataclass(frozen=True, slots=True)
class Person:
    """One human under all the identities that were joined."""

    name: str
    identities: tuple[Identity, ...] = ()
