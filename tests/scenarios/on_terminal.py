"""The company's people at a terminal, each with folders of their own and the company's store."""

import asyncio
import os
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from typing_extensions import override

from core.messages.terminal import COMMANDS
from tests.scenarios.company import NAMES, ZONE, Company
from tests.scenarios.stage import CannotError, Post, Stage
from tests.servers.openai import MODEL

_WORDS = {"shorter": "shorter", "longer": "longer", "why": "why", "gitlab": ""}  # what is typed where others press
_ASIDE = ("accounts", "disconnect", "repos", "settings", "export-me", "forget-me", "help")


class TerminalStage(Stage):
    """What they do at the real command line: `recap ask`, `recap chat` for what follows, and `recap connect`."""

    name = "terminal"

    def __init__(self, company: Company) -> None:
        self._company = company
        self._talks: dict[str, list[str]] = {name: [] for name in NAMES}
        self._shown: dict[str, list[Post]] = {name: [] for name in NAMES}
        self._connecting = ""
        self._said: dict[tuple[str, ...], str] = {}  # what was printed in a talk

    @override
    async def says(self, who: str, words: str, room: str) -> None:
        if words.startswith("/") and not words.startswith("/recap"):
            raise CannotError("A terminal has no standups.")
        words = re.sub(r"^/?recap\b", "", words).replace("@Recap", "").strip()
        command = words.partition(" ")[0]
        if command == "connect":
            self._connecting = words.partition(" ")[2]
        elif command in _ASIDE:
            self._told(who, *await self._recap(who, *shlex.split(words)))
        elif command in COMMANDS and command != "ask":
            raise CannotError(f"Here a terminal has ask, connect, {', '.join(_ASIDE)}.")
        else:
            self._talks[who] = [re.sub(r"^ask\b\s*", "", words)]
            self._told(who, *await self._recap(who, "ask", *self._talks[who], *self._options()))

    @override
    async def replies(self, who: str, words: str) -> None:
        """Have the whole talk again, with a turn more: what is new at its end is the answer."""
        talk = self._talks[who]
        before = self._said.get(tuple(talk)) or (await self._chat(who, talk))[0]
        talk.append(words)
        out, err = await self._chat(who, talk)
        self._said[tuple(talk)] = out
        self._told(who, out.removeprefix(before), err)

    @override
    async def presses(self, who: str, label: str) -> None:
        if label.casefold() not in _WORDS:
            raise CannotError(f"A terminal has no “{label}”.")
        if label.casefold() == "gitlab":
            self._connecting = "gitlab"
        else:
            await self.replies(who, _WORDS[label.casefold()])

    @override
    async def fills(self, who: str, values: Mapping[str, str]) -> None:
        if not self._connecting or "token" not in values:
            raise CannotError("There is no form.")
        self._told(who, *await self._recap(who, "connect", self._connecting, "--token-stdin", typed=values["token"] + "\n"))
        self._connecting = ""

    @override
    def posts(self, who: str) -> Sequence[Post]:
        return self._shown[who]

    @override
    def form(self, who: str) -> str:
        return "It asks for a token, which is not shown while it is typed." if self._connecting else ""

    async def _chat(self, who: str, talk: Sequence[str]) -> tuple[str, str]:
        return await self._recap(who, "chat", *self._options(), typed="\n".join(talk) + "\n")

    def _told(self, who: str, out: str, err: str) -> None:
        posts = self._shown[who]
        out = out.replace(f" {shlex.join(self._options())}", "")  # the company's time, which nobody typed
        posts.append(Post(str(len(posts)), "at the terminal", "recap", ["\n".join(filter(None, (out.strip(), err)))], is_ours=True))

    def _options(self) -> Sequence[str]:
        return ("--now", self._company.time().isoformat(), "--zone", ZONE)

    async def _recap(self, who: str, *words: str, typed: str = "") -> tuple[str, str]:
        folder = self._company.folder / "terminals" / who
        folder.mkdir(parents=True, exist_ok=True)
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words), cwd=folder, env=self._environment(folder), stdin=pipe, stdout=pipe, stderr=pipe
        )
        out, err = await child.communicate(typed.encode())
        return out.decode(), _quiet(err.decode())

    def _environment(self, folder: Path) -> Mapping[str, str]:
        read = self._company.settings
        homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CONFIG", "STATE", "CACHE", "DATA")}
        model = {"RECAP_MODEL": MODEL, "OPENAI_BASE_URL": read.base_url} if read.model else {}
        store = {"REDIS_URL": read.store.reveal(), "RECAP_SECRET_KEYS": read.secret_keys.reveal()} if read.store else {}
        ours = {"PYTHONPATH": str(Path(__file__).parents[2]), "GITLAB_URL": read.gitlab.url, "HOME": str(folder)}
        return {**os.environ, **homes, **model, **store, **ours}


def _quiet(text: str) -> str:
    return re.sub(r"^Reading .*\n?", "", text, flags=re.MULTILINE).strip()
