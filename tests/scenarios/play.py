"""Plays lines on the company's platforms, and shows after each what is new to the one who did it."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic

from adapters.redis.inbox import TWIN
from tests.scenarios import breaking
from tests.scenarios.company import NAMES, ROOMS, Company
from tests.scenarios.facts import Facts, facts, read_out
from tests.scenarios.script import Done, Spoken, read
from tests.scenarios.stage import DIRECT, CannotError, Post, Stage

TOKEN = "TOKEN"  # noqa: S105  what stands for one in a script
_SPAN = re.compile(r"\+((?:\d+[mhd])+)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(slots=True)
class Player:
    """Somebody at a platform, who does what lines say. Expectations that are not met are in `failures`."""

    company: Company
    stages: Mapping[str, Stage]
    show: Callable[[str], None]
    platform: str = "slack"
    who: str = "ana"
    room: str = "dev"
    told: list[tuple[str, tuple[Facts, ...]]] = field(default_factory=list)  # what each line led to
    failures: list[str] = field(default_factory=list)
    only: Sequence[str] = ()  # the platforms on which lines are played, of all
    _new: list[str] = field(default_factory=list)  # what was shown last
    _seen: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    _done: dict[tuple[str, str, str], float] = field(default_factory=dict)  # when something was done last

    async def plays(self, line: str) -> bool:
        """Play a line; return whether another may follow."""
        try:
            step = read(line)
            if step is None or self._is_elsewhere(step):
                return True
            return await self._does(step, line.strip())
        except (CannotError, ValueError, AssertionError) as error:  # the platforms assert what their clients let nobody do
            self._fails(str(error))
        return True

    def _is_elsewhere(self, step: Spoken | Done) -> bool:
        return bool(self.only) and self.platform not in self.only and not (isinstance(step, Done) and step.verb == "on")

    async def _does(self, step: Spoken | Done, line: str) -> bool:
        if isinstance(step, Spoken):
            await self._speaks(step, line)
        elif step.verb == "quit":
            return False
        elif step.verb in ("reply", "press", "fill"):
            await self._acts(step, line)
        elif step.verb == "clock":
            await self._waits(step.rest, line)
        else:
            self._looks(step)
        return True

    async def _speaks(self, step: Spoken, line: str) -> None:
        if step.who not in NAMES:
            raise CannotError(f"Nobody here is called {step.who}: type people.")
        if step.room and step.room not in (*ROOMS, DIRECT):
            raise CannotError(f"There is no #{step.room}: type people.")
        self.platform, self.who, self.room = step.platform or self.platform, step.who, step.room or self.room
        self._notice(self.who)
        if step.words:
            await self._is_no_slip(step.words)
            await self.stage.says(self.who, step.words, self.room)
            await self._settled()
        if step.words.startswith("/standup now"):  # whose report comes by the clock
            await self.company.ticked()
        self._tell(line)

    async def _acts(self, step: Done, line: str) -> None:
        await self._is_no_slip(step.verb + step.rest)
        match step.verb:
            case "reply":
                await self.stage.replies(self.who, step.rest)
            case "press":
                await self.stage.presses(self.who, step.rest)
            case _:
                await self.stage.fills(self.who, self._values(step.rest))
        await self._settled()
        self._tell(line)

    async def _settled(self) -> None:
        if self.platform != "terminal":  # whose commands end by themselves
            await self.company.settled(self.platform)

    async def _is_no_slip(self, what: str) -> None:
        """Let so much time pass between the same and the same again that it is taken as meant."""
        key = (self.platform, self.who, what)
        if (left := self._done.get(key, 0.0) + TWIN - monotonic()) > 0:
            await asyncio.sleep(left)
        self._done[key] = monotonic()

    async def _waits(self, rest: str, line: str) -> None:
        now = self.company.time()
        if found := _SPAN.fullmatch(rest):
            span = timedelta(**{_UNITS[unit]: int(number) for number, unit in re.findall(r"(\d+)([mhd])", found[1])})
        elif found := re.fullmatch(r"(\d\d?):(\d\d)", rest):
            at = now.replace(hour=int(found[1]), minute=int(found[2]), second=1, microsecond=0)
            span = (at if at > now else at + timedelta(days=1)) - now
        elif found := re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", rest):
            span = max(datetime.fromisoformat(rest).replace(tzinfo=UTC) - now, timedelta())
        else:
            raise CannotError("Write it as: clock +1d, clock +2h30m, clock 09:30, clock 2026-11-17 09:30 (UTC)")
        self.company.time.jumps(span)
        await self.company.ticked()
        self.show(f"  It is {self.company.time():%A %d %B, %H:%M} UTC.")
        self._tell(line, has_acted=False)

    def _looks(self, step: Done) -> None:
        match step.verb:
            case "=" | "!":
                self._expects(step)
            case "break" | "mend":
                breaking.change(self.company, step.rest)
            case "on":
                self.only = () if step.rest in ("", "all") else tuple(step.rest.split())
            case "screen":
                self._show(self.stage.posts(self.who))
            case "edits":
                for number, state in enumerate([one for one in self.stage.posts(self.who) if one.is_ours][-1].states, 1):
                    self.show(f"  {number}.\n{_indented(state)}")
            case _:
                self.show(_PEOPLE if step.verb == "people" else HELP)

    @property
    def stage(self) -> Stage:
        """The platform at which somebody sits."""
        return self.stages[self.platform]

    def _values(self, text: str) -> Mapping[str, str]:
        """Read "name=value name=value"; a value goes on until the next name."""
        found = re.findall(r"(\w+)=(.*?)(?=\s+\w+=|$)", text)
        return {name: self.company.token(self.who) if value == TOKEN else value for name, value in found}

    def _expects(self, step: Done) -> None:
        is_there = any(step.rest in text for text in self._new)
        if is_there is (step.verb == "!"):
            self._fails(f"“{step.rest}” was {'shown' if is_there else 'not shown'}.")

    def _fails(self, why: str) -> None:
        self.failures.append(why)
        self.show(f"  ({why})")

    def _tell(self, line: str, *, has_acted: bool = True) -> None:
        """Show what is new to who did something; a form that they left open is not."""
        seen = self._seen.get((self.platform, self.who), {})
        new = [one for one in self.stage.posts(self.who) if seen.get(one.id) != one.shown]
        ours = [one for one in new if one.is_ours]
        form = self.stage.form(self.who) if has_acted else ""
        self._new = [read_out(text) for text in (*(one.shown for one in ours), form)]
        self._show(ours)
        if form:
            self.show(_indented(form))
        self.told.append((line, facts(self._new)))
        self._notice(self.who)

    def _notice(self, who: str) -> None:
        self._seen[self.platform, who] = {one.id: one.shown for one in self.stage.posts(who)}

    def _show(self, posts: Sequence[Post]) -> None:
        for one in posts:
            self.show(f"  {one.text}, {one.room}:\n{_indented(one.shown)}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


HELP = """\
  ana> /recap @me last week – Ana types a command, here
  #leads ana> @Recap last week – in another channel; dm ana> last week – in her direct messages with Recap
  discord ana> /recap last week – on another platform: slack, discord, terminal
  reply shorter – she answers what she was told last
  press why – she presses the newest button that is called so
  fill token=TOKEN – she fills in the form; TOKEN is one that the GitLab issued to her
  clock +1d – a day passes; also +2h, +30m, and 09:30, the next time that it is (UTC)
  break model – also host, chat; mend sets all right
  screen, edits – all that she sees; all that the last message showed, one after the other
  people, help, quit"""
_HOST = "  Ana and Ben have an account at the GitLab, in which acme/web and acme/docs are public, and acme/billing is private."
_WHO = [f"  {name}: {real}" for name, real in NAMES.items()]
_WHERE = [f"  #{name}: {what}" for name, what in ROOMS.items()]
_PEOPLE = "\n".join([*_WHO, *_WHERE, _HOST])
