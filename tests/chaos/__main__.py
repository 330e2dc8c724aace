"""Run it by hand: `python -m tests.chaos --runs 200`; the obvious designs come first, and must fail."""

import argparse
import sys
from collections.abc import Sequence

from tests.chaos.run import SCENARIOS, Outcome, Plan, run


def main(arguments: Sequence[str]) -> int:
    """Print a line a run, and what they come to; return 1 where anything was lost or double, or posted again and again."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Standups while everything around them breaks.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", choices=SCENARIOS, help="else each in turn")
    parser.add_argument("--standups", type=int, default=60)
    parser.add_argument("--kills", type=int, default=55)
    parser.add_argument("--naive", type=int, default=3, help="runs of each of the obvious designs")
    chosen = parser.parse_args(arguments)
    caught = [_catches(design, chosen) for design in ("claim then post", "post then mark")]
    outcomes = []
    for number in range(chosen.runs):
        scenario = chosen.scenario or SCENARIOS[number % len(SCENARIOS)]
        plan = Plan(chosen.seed + number, scenario=scenario, standups=chosen.standups, kills=chosen.kills)
        outcomes.append(run(plan))
        sys.stdout.write(f"{plan.seed} {scenario}: {_told(outcomes[-1:], chosen.standups)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"outbox: {_told(outcomes, chosen.standups)}\n")
    return int(not all(caught) or not all(one.is_good(chosen.standups) for one in outcomes))


def _catches(design: str, chosen: argparse.Namespace) -> bool:
    """Run an obvious design, and say whether the harness shows what is wrong with it."""
    plans = [Plan(chosen.seed + number, design=design, standups=chosen.standups, kills=chosen.kills) for number in range(chosen.naive)]
    told = [run(plan) for plan in plans]
    sys.stdout.write(f"{design}: {_told(told, chosen.standups)}\n")
    return not told or any(one.lost or one.double for one in told)


def _told(outcomes: Sequence[Outcome], standups: int) -> str:
    lost, double, untold = (sum(getattr(one, name) for one in outcomes) for name in ("lost", "double", "untold"))
    kills, posts, seconds = (sum(getattr(one, name) for one in outcomes) for name in ("kills", "posts", "seconds"))
    reports = standups * len(outcomes)
    return f"{reports} reports, {lost} lost, {double} double, {untold} without content; {kills} kills, {posts} posts, {seconds:.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
