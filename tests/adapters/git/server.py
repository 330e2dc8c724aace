"""A git host on loopback: `git http-backend` behind a small HTTP server, with the manners that a test asks for."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_TYPES = {"content-type": "CONTENT_TYPE", "content-encoding": "HTTP_CONTENT_ENCODING", "git-protocol": "GIT_PROTOCOL"}


class GitServer:
    """Serves every repository below a folder; `answer` replaces what it says, `hangs` makes it say nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = 0
        self.answer = ""  # "401 Unauthorized", "302 Found\r\nLocation: ..."
        self.hangs = False
        self.requests: list[str] = []

    def url(self, name: str) -> str:
        """Return a repository's clone URL."""
        return f"http://127.0.0.1:{self.port}/{name}"

    @asynccontextmanager
    async def running(self) -> AsyncGenerator["GitServer", None]:
        """Serve until the block is left."""
        listener = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            listener.close()
            await listener.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            line, headers, body = await self._request(reader)
            self.requests.append(line)
            if self.hangs:
                await reader.read()
            elif self.answer:
                writer.write(f"HTTP/1.1 {self.answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            else:
                await self._backend(writer, line, headers, body)
            await writer.drain()
        writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        if headers.get("transfer-encoding") != "chunked":
            return head[0], headers, await reader.readexactly(int(headers.get("content-length", "0")))
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
        return head[0], headers, body

    async def _backend(self, writer: asyncio.StreamWriter, line: str, headers: dict[str, str], body: bytes) -> None:
        method, target, _ = line.split(" ")
        path, _, question = target.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.devnull,
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PATH_INFO": path,
            "QUERY_STRING": question,
            "REQUEST_METHOD": method,
            "CONTENT_LENGTH": str(len(body)),
            **{variable: headers[name] for name, variable in _TYPES.items() if name in headers},
        }
        options = ("-c", "uploadpack.allowFilter=true", "-c", "uploadpack.allowAnySHA1InWant=true", "-c", "safe.directory=*")
        backend = await asyncio.create_subprocess_exec(
            "git", *options, "http-backend", env=environment, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        output, _ = await backend.communicate(body)
        head, _, rest = output.partition(b"\r\n\r\n")
        fields = head.decode("latin-1").split("\r\n")
        status = next((field[8:] for field in fields if field.startswith("Status: ")), "200 OK")
        kept = [field for field in fields if not field.startswith("Status: ")]
        lines = [f"HTTP/1.1 {status}", *kept, f"Content-Length: {len(rest)}", "Connection: close", "", ""]
        writer.write("\r\n".join(lines).encode("latin-1"))
        writer.write(rest)
