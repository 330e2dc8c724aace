"""Run it by hand: `python -m tests.storm messages --events 1000 --kills 20`."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from tests.storm import discord, live, messages
from tests.storm.crew import warm


def main(arguments: Sequence[str]) -> int:
    """Print what stood in the end; return 1 where that is not what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    kinds = parser.add_subparsers(required=True)
    one = kinds.add_parser("messages", help=messages.__doc__)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--events", type=int, default=1000)
    one.add_argument("--kills", type=int, default=20)
    one.add_argument("--rate", type=float, default=12.0, help="messages a second")
    one.set_defaults(run=_messages)
    two = kinds.add_parser("discord", help=discord.__doc__)
    two.add_argument("--commands", type=int, default=1000)
    two.add_argument("--flaps", type=int, default=30)
    two.set_defaults(run=_discord)
    three = kinds.add_parser("live", help=live.__doc__)
    three.add_argument("--states", type=int, default=4, help="a run for each number of states up to this")
    three.set_defaults(run=_live)
    chosen = parser.parse_args(arguments)
    return int(not chosen.run(chosen))


def _messages(chosen: argparse.Namespace) -> bool:
    outcome = messages.run(messages.Plan(seed=chosen.seed, events=chosen.events, kills=chosen.kills, a_second=chosen.rate))
    sys.stdout.write(
        f"{outcome.events} events, {outcome.again} deliveries more, {outcome.kills} kills: {outcome.lost} lost, {outcome.double} double, "
        f"{outcome.strange} strange, {outcome.broken} broken; {outcome.seconds:.1f} s, the last {outcome.worst:.1f} s after the others\n"
    )
    return outcome.is_good


def _discord(chosen: argparse.Namespace) -> bool:
    outcome = discord.run(discord.Plan(commands=chosen.commands, flaps=chosen.flaps))
    sys.stdout.write(
        f"{outcome.commands} commands, {outcome.unheard} more without a session, "
        f"{outcome.resumes} resumes, {outcome.identifies} identifies: "
        f"{outcome.lost} lost, {outcome.double} double, {outcome.strange} strange, {outcome.broken} broken; {outcome.seconds:.1f} s\n"
    )
    return outcome.is_good


def _live(chosen: argparse.Namespace) -> bool:
    warm()
    are_good = []
    for states in range(1, chosen.states + 1):
        outcome = asyncio.run(live.run(live.Plan(at=states)))
        sys.stdout.write(f"killed at state {states}: {outcome.messages} message, whole after {outcome.seconds:.1f} s\n")
        are_good.append(outcome.is_whole and outcome.messages == 1)
    return all(are_good)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
