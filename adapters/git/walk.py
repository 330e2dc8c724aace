"""The walk over a history: every commit since the window's start, without messages and sizes, one small record each."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from adapters.git.dates import DAY, Calendar, moment, shown
from adapters.git.place import NOWHERE, Names, Place
from adapters.git.refs import Ref, RefKind
from core.messages import git as messages

_ARGUMENTS = ("log", "--no-decorate", "--no-mailmap", "--topo-order", "--boundary", "--stdin", "--format=%m%H %ct %at %P")
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Found:
    """A commit of the window: where it stands, and when it was made (seconds since 1970)."""

    hash: str
    parents: tuple[str, ...]
    at: float
    committed: float
    place: Place
    tags: tuple[str, ...] = ()
    doubt: str = ""


def arguments(since: float | None) -> tuple[str, ...]:
    """Return the command that walks back to a time, or to the beginning; the commits to start from are fed to it.

    Children come before their parents, so that one pass can pass on what holds a commit.
    """
    return _ARGUMENTS if since is None else (*_ARGUMENTS, f"--max-age={max(int(since) - DAY, 0)}")


def starts(refs: Iterable[Ref], head: str, calendar: Calendar) -> tuple[list[str], list[str]]:
    """Return the commits to walk from, and those that are left out: what was committed before the window cannot hold what was made in it.

    An impossible date says nothing, so such a commit is kept. Leaving the old ones out keeps git from walking down to each of them.
    """
    every = {ref.commit: not calendar.is_possible(ref.committed) or (ref.committed or 0) >= calendar.start - DAY for ref in refs}
    if head:
        every.setdefault(head, True)  # it is detached, and nobody knows how old
    return [name for name, is_young in every.items() if is_young], [name for name, is_young in every.items() if not is_young]


class Walk:
    """One pass over a history, children first. Only the commits between the seen and the unseen are held."""

    def __init__(self, refs: Iterable[Ref], names: Names, calendar: Calendar, *, grafts: Container[str] = ()) -> None:
        self._names = names
        self._calendar = calendar
        self._refs: dict[str, list[Ref]] = {}
        for ref in refs:
            self._refs.setdefault(ref.commit, []).append(ref)
        self._frontier: dict[str, tuple[Place, float]] = {}  # with the earliest time at which a child was committed
        self._undated: dict[str, list[tuple[Found, float]]] = {}  # by the parent that may date them
        self._grafts = grafts
        known = [ref for named in self._refs.values() for ref in named]
        self._is_cut = any(_hides(ref.committed) for ref in known)
        self._is_begun = False
        self._awaited = {ref.commit for ref in known if not ref.is_nested and (ref.committed or 0) >= calendar.start - DAY}
        self.cut_at: float | None = None  # from where on a shallow clone has its history
        self.ends: list[str] = []  # the commits at which it stopped, as they are too old

    def take(self, records: Iterable[bytes]) -> Iterator[Found]:
        """Read the next records, and pass on those of the window."""
        self._is_begun = True
        for record in records:
            name, committed_text, authored_text, *parents = record[1:].decode("ascii", errors="replace").split(" ")
            committed, authored = moment(committed_text), moment(authored_text)
            if record[:1] == b"-":
                self.ends.append(name)
                self._is_cut = self._is_cut or _hides(committed) or (committed or 0) >= self._calendar.start - DAY
            else:
                yield from self._visit(name, tuple(filter(None, parents)), committed, authored)

    @property
    def is_cut(self) -> bool:
        """Say whether a date hid something: it stood before 1970, or git reads it in another way than it prints it."""
        return self._is_cut or (self._is_begun and bool(self._awaited))

    def rest(self) -> Iterator[Found]:
        """Return the commits that no parent could date."""
        for waiting in self._undated.values():
            for found, latest in waiting:
                yield self._between(found, None, latest)

    def _visit(self, name: str, parents: tuple[str, ...], committed: int | None, authored: int | None) -> Iterator[Found]:
        place, child = self._frontier.pop(name, (NOWHERE, _NEVER))
        refs = self._refs.get(name, ())
        self._awaited.discard(name)
        for ref in refs:
            place = self._names.told(place, ref)
        when = float(committed) if committed is not None and self._calendar.is_possible(committed) else None
        if name in self._grafts and when is not None:
            self.cut_at = max(when, self.cut_at or when)
        self._pass_on(name, parents, place, child if when is None else when)
        if self._undated:
            yield from self._date(name, parents, when)
        is_possible = self._calendar.is_possible(authored)
        made = authored if is_possible else when
        if made is not None and not self._calendar.holds(made):
            return
        tags = tuple(ref.name for ref in refs if ref.kind is RefKind.TAG)
        if made is None:
            yield from self._wait(Found(name, parents, -1, -1, place, tags, messages.both_dates_impossible(shown(authored))), child)
        else:
            doubt = "" if is_possible else messages.author_date_impossible(shown(authored))
            yield Found(name, parents, made, made if when is None else when, place, tags, doubt)

    def _pass_on(self, name: str, parents: tuple[str, ...], place: Place, committed: float) -> None:
        for index, parent in enumerate(parents):
            told = place if index == 0 else place.beside(name)
            known = self._frontier.get(parent)
            self._frontier[parent] = (told, committed) if known is None else (known[0].joined(told), min(known[1], committed))

    def _wait(self, found: Found, child: float) -> Iterator[Found]:
        """Keep a commit without any date until a parent tells how early it can be."""
        latest = min(child, self._calendar.now)
        if latest < self._calendar.start:
            return
        if found.parents:
            self._undated.setdefault(found.parents[0], []).append((found, latest))
        else:
            yield self._between(found, None, latest)

    def _date(self, name: str, parents: tuple[str, ...], when: float | None) -> Iterator[Found]:
        """Tell the commits that wait for this one; where it has no date either, they wait for its parent."""
        waiting = self._undated.pop(name, [])
        if waiting and when is None and parents:
            self._undated[parents[0]] = [*self._undated[parents[0]], *waiting] if parents[0] in self._undated else waiting
            return
        for found, latest in waiting:
            if when is None or when < self._calendar.end:
                yield self._between(found, when, latest)

    def _between(self, found: Found, earliest: float | None, latest: float) -> Found:
        """Place a commit as near to its neighbours as the window allows: it may have happened there."""
        near = latest if earliest is None else earliest
        when = max(self._calendar.start, min(near, self._calendar.end - 1))
        return replace(found, at=when, committed=when)


def _hides(committed: int | None) -> bool:
    return committed is None or committed < DAY
