"""A master, its replica and three Sentinels that watch them, hurried along so that a failover takes a second."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from adapters.redis import binary
from tests.store import Server, free_port, until

HURRY = "info-period 100 publish-period 1000 ask-period 50 election-timeout 500 slave-reconf-timeout 500"


class Sentinel(Server):
    """One of those who agree on which server is the master."""

    def __init__(self, master: Server, *, patience: int) -> None:
        super().__init__(port=free_port())
        (self.folder / "sentinel.conf").write_text(
            f"port {self.port}\nsentinel monitor main 127.0.0.1 {master.port} 1\n"
            f"sentinel down-after-milliseconds main {patience}\nsentinel failover-timeout main 2000\n"
        )

    @override
    def command(self) -> list[str | Path]:
        return [binary.found(), self.folder / "sentinel.conf", "--sentinel"]

    def master(self) -> int:
        """Return the port of whom it takes for the master."""
        return int(self.answer("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "main").split()[-1])

    def sees_all(self) -> bool:
        known = self.answer("SENTINEL", "MASTER", "main").split()
        return all(known[known.index(name) + 2] == number for name, number in (("num-slaves", "1"), ("num-other-sentinels", "2")))


@dataclass(frozen=True, slots=True)
class Trio:
    """All of them."""

    master: Server
    replica: Server
    sentinels: Sequence[Sentinel]

    @property
    def url(self) -> str:
        return f"redis+sentinel://{','.join(f'127.0.0.1:{one.port}' for one in self.sentinels)}/main"

    def fail_over(self) -> None:
        """Tell a Sentinel to let the replica take over; it does so while others work."""
        until(lambda: self.sentinels[0].said("SENTINEL", "FAILOVER", "main") == "+OK", "a Sentinel that can")

    def has_changed(self) -> bool:
        """Say whether all know the new master."""
        return all(one.master() == self.replica.port for one in self.sentinels)


@contextmanager
def trio() -> Iterator[Trio]:
    """Have all of them run, and know each other."""
    with ExitStack() as stack:
        master = stack.enter_context(Server("--repl-diskless-sync-delay", "0", port=free_port()))
        replica = stack.enter_context(
            Server("--repl-diskless-sync-delay", "0", "--replicaof", "127.0.0.1", str(master.port), port=free_port())
        )
        patience = (300, 60_000, 60_000)  # milliseconds; one alone begins, the others vote: no tie, which would cost seconds
        sentinels = [stack.enter_context(Sentinel(master, patience=one)) for one in patience]
        for one in sentinels:
            assert one.said("SENTINEL", "DEBUG", *HURRY.split()) == "+OK"
        until(lambda: all(one.sees_all() for one in sentinels), "Sentinels that know each other")
        until(lambda: "master_link_status:up" in replica.answer("INFO", "replication"), "a replica in step")
        yield Trio(master, replica, sentinels)
