"""A chat server in a process of its own, which outlives everything else here, and misbehaves by a plan that its seed makes.

A third of the calls end in a way that tells the caller nothing for sure, or that it must come again: as those of a real platform do.
"""

import asyncio
import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

HARM = 1 / 3  # of the calls
TIME_OUT = 0.2  # seconds that a client waits
LATE = (0.25, 1.2)  # seconds until a call takes effect whose client has given up
OUTCOMES = ("limited", "internal_error", "fatal_error", "reply lost", "request lost", "late")


@dataclass
class Message:
    """What stands in a channel."""

    id: str
    channel: str
    mark: str
    text: str


class ChatServer:
    """Messages, and who asks for them over a socket, one line of JSON a call."""

    def __init__(self, seed: int, harm: float = HARM) -> None:
        self._random = random.Random(seed)  # noqa: S311  a plan, not a secret
        self._harm = harm
        self._messages: dict[str, Message] = {}
        self._marked: dict[tuple[str, str], list[str]] = {}
        self._count = 0
        self._later: set[asyncio.Task[None]] = set()

    async def serve(self, path: Path) -> None:
        """Answer until the process ends."""
        server = await asyncio.start_unix_server(self._answer, path)
        async with server:
            await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            call = json.loads(await reader.readline())
            is_watched = call["verb"] in {"all", "posts"}
            outcome = self._random.choice(OUTCOMES) if not is_watched and self._random.random() < self._harm else ""
            answer = await self._done(call, outcome)
            if answer is not None:
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError):  # who asked is dead
            pass
        finally:
            writer.close()

    async def _done(self, call: Mapping[str, str], outcome: str) -> object:
        """Do a call, or not, now or later, and return what its caller hears; nothing is a line that breaks."""
        match outcome:
            case "limited":
                return {"error": "limited"}
            case "request lost":
                return None
            case "late":
                task = asyncio.create_task(self._do_later(call))
                self._later.add(task)
                task.add_done_callback(self._later.discard)
                await asyncio.sleep(2 * TIME_OUT)
                return None
        result = self._do(call)
        if outcome == "reply lost":
            return None
        return {"error": outcome} if outcome else {"result": result}

    async def _do_later(self, call: Mapping[str, str]) -> None:
        await asyncio.sleep(self._random.uniform(*LATE))
        self._do(call)

    def _do(self, call: Mapping[str, str]) -> object:
        match call["verb"]:
            case "post":
                self._count += 1
                message = Message(f"{self._count:06}", call["channel"], call["mark"], call["text"])
                self._messages[message.id] = message
                self._marked.setdefault((message.channel, message.mark), []).append(message.id)
                return message.id
            case "find":
                return [one for one in self._marked.get((call["channel"], call["mark"]), ()) if one in self._messages]
            case "edit" if call["id"] in self._messages:
                self._messages[call["id"]].text = call["text"]
            case "delete":
                self._messages.pop(call["id"], None)
            case "all":
                return [asdict(one) for one in self._messages.values()]
            case "posts":
                return self._count
        return True
