"""Whole bots in processes of their own, as `recap run` has them, which are killed and replaced."""

import asyncio
import logging
import multiprocessing
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Self

from adapters.files import Files, Folders
from bot.environment.variables import settings
from bot.loop import runner, settled
from bot.serving.beforehand import HOSTS, MODEL, beforehand
from bot.serving.roles import Role
from bot.serving.serving import serving

_FORKS = multiprocessing.get_context("forkserver")  # what is forked has imported everything, and shares nothing with the harness
_FORKS.set_forkserver_preload([__name__, *HOSTS, *MODEL])


@dataclass
class Crew:
    """Some processes with one environment; `lease` is in seconds."""

    environment: Mapping[str, str]
    folder: Path
    lease: float = 3.0
    dice: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311  a plan, not a secret
    role: Role = Role.BOT
    members: list[ForkServerProcess] = field(default_factory=list)
    kills: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self.members:
            one.kill()
            one.join()

    def hire(self) -> None:
        """Start one more."""
        one = _FORKS.Process(target=_work, args=(dict(self.environment), str(self.folder), self.lease, self.role), daemon=True)
        one.start()
        self.members.append(one)

    def kill(self) -> None:
        """Kill one, whichever, as a crash does, and start another in its place."""
        self.members.pop(self.dice.randrange(len(self.members))).kill()
        self.kills += 1
        self.hire()


def warm() -> None:
    """Start what processes are forked from."""
    one = _FORKS.Process(target=os.getpid)
    one.start()
    one.join()


def _work(environment: Mapping[str, str], folder: str, lease: float, role: Role) -> None:
    os.environ.update(environment)
    logging.getLogger().addHandler(logging.NullHandler())  # what goes wrong here is meant to; metrics are made of it all the same
    with runner() as loop:
        loop.run(_serve(Path(folder), lease, role))


async def _serve(folder: Path, lease: float, role: Role) -> None:
    """Serve as long as the harness lives."""
    files, parent = Files(Folders.of({"XDG_DATA_HOME": str(folder)})), multiprocessing.parent_process()
    read = settings(own_folder=folder, is_serving=True)
    beforehand(read)
    async with serving(read, files, role=role, lease=lease):
        settled()
        while parent is not None and parent.is_alive():  # noqa: ASYNC110  no event comes from a parent that died
            await asyncio.sleep(0.2)
