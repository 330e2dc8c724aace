"""A writer without patience at a loopback endpoint, and what is heard of it."""

from adapters.openai import Limits, OpenAIWriter
from core.errors import WriterError
from core.model import Prompt, Secret
from tests.servers.openai import MODEL, OpenAIServer, chunk

PROMPT = Prompt(system="Write.", user="W1 | fix | merged | acme/web | Fix login", limit=500)
TEXT = "[W1] Fixed the login für Ünïcode 🙂 (#4)\n[W2] Added 表 support\n"
QUICK = Limits(first=0.5, idle=0.2, total=5.0)
FIRST = chunk({"content": "[W1] Fixed"})


class Sleeps:
    """Remembers how long it was asked to sleep, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def writer(server: OpenAIServer, *, model: str = MODEL, limits: Limits = QUICK, sleep: Sleeps | None = None) -> OpenAIWriter:
    key = Secret(server.key) if server.key else None
    return OpenAIWriter(model, api_key=key, base_url=server.url, limits=limits, sleep=sleep or Sleeps(), jitter=lambda: 0.0)


async def heard(writing: OpenAIWriter) -> tuple[str, str]:
    """Return the text that came, and the sentence of the failure or nothing."""
    text = ""
    try:
        async for piece in writing.write(PROMPT):
            text += piece
    except WriterError as error:
        return text, str(error)
    return text, ""
