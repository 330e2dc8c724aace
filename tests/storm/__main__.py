"""Run it by hand: `python -m tests.storm messages --events 1000 --kills 20`."""

import argparse
import sys
from collections.abc import Sequence

from tests.storm import messages


def main(arguments: Sequence[str]) -> int:
    """Print what stood in the end; return 1 where that is not what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    kinds = parser.add_subparsers(required=True)
    one = kinds.add_parser("messages", help=messages.__doc__)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--events", type=int, default=1000)
    one.add_argument("--kills", type=int, default=20)
    one.add_argument("--rate", type=float, default=15.0, help="messages a second")
    one.set_defaults(run=_messages)
    chosen = parser.parse_args(arguments)
    return int(not chosen.run(chosen))


def _messages(chosen: argparse.Namespace) -> bool:
    outcome = messages.run(messages.Plan(seed=chosen.seed, events=chosen.events, kills=chosen.kills, a_second=chosen.rate))
    sys.stdout.write(
        f"{outcome.events} events, {outcome.again} deliveries more, {outcome.kills} kills: {outcome.lost} lost, {outcome.double} double, "
        f"{outcome.strange} strange, {outcome.broken} broken; {outcome.seconds:.1f} s, the last {outcome.worst:.1f} s after the others\n"
    )
    return outcome.is_good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
