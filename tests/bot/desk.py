"""A person at a terminal, beside a host that issued every token it is shown, and a store."""

import asyncio
import base64
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.model import Provider, Secret
from tests.servers.oauth import CLIENT, OAuthServer, User
from tests.store import Server

ROOT = Path(__file__).parents[2]
ORGANISATIONS = "your organisations and teams (read:org)"
ANA = User("583231", "ana", ("ana@example.org",))


@dataclass
class Done:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@dataclass
class Desk:
    """A person at a terminal, beside a host."""

    host: OAuthServer
    folder: Path
    store: Server | None
    more: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.host.url.removeprefix("http://")

    def environment(self) -> dict[str, str]:
        url = "GITHUB_API_URL" if self.host.provider is Provider.GITHUB else "GITLAB_URL"
        stored = {"REDIS_URL": self.store.url, "RECAP_SECRET_KEYS": KEY} if self.store else {}
        return {**os.environ, url: self.host.url, **stored, **self.more}

    async def recap(self, *words: str, typed: str = "") -> Done:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "bot", *words),
            cwd=self.folder,
            env=self.environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await child.communicate(typed.encode())
        assert child.returncode is not None
        return Done(out.decode(), err.decode(), child.returncode)

    async def linked(self, *scopes: str, user: User = ANA) -> Secret:
        token = self.host.personal(user, *(scopes or ("repo", "read:org", "user:email")))
        done = await self.recap("connect", self.host.provider, "--token-stdin", typed=token.reveal() + "\n")
        assert (done.code, done.err) == (0, ""), done
        return token


KEY = base64.b64encode(os.urandom(32)).decode()


def registered(desk: Desk) -> Desk:
    kind = desk.host.provider.upper()
    return Desk(desk.host, desk.folder, desk.store, {f"{kind}_CLIENT_ID": CLIENT, f"{kind}_CLIENT_SECRET": desk.host.secret})
