"""The words of a plain recap: what stands around what people wrote themselves."""

from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(number: int, thing: str, things: str = "") -> str:
    """Return "1 commit" or "3 commits"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def spelled(number: int) -> str:
    """Return a small number as a word, others in digits."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def listed(things: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    return things[0] if len(things) == 1 else ", ".join(things[:-1]) + " and " + things[-1]


def released(versions: Sequence[str], candidates: int) -> str:
    """Say which versions came out, and after how many steps towards them."""
    after = {0: "", 1: ", after a candidate"}.get(candidates, f", after {spelled(candidates)} candidates")
    return f"released {listed(versions)}{after}"


def numbered(versions: Sequence[str]) -> str:
    """Say that a version's number was set, where no tag shows that it came out."""
    return f"set the version to {listed(versions)}"


def cut(versions: Sequence[str], step: str) -> str:
    """Say that only steps towards a version were made."""
    return f"cut the {step if len(versions) == 1 else step + 's'} {listed(versions)}"


def further(commits: int) -> str:
    """Say how much of one piece of work is not told one by one."""
    return f"and {counted(commits, 'more commit')}"


def on_branch(branch: str) -> str:
    """Say where work is that the default branch does not hold."""
    return f", on {branch}"


def waiting_on(branch: str, text: str) -> str:
    """Tell what stands on a branch, under a title that says that such work is not merged."""
    return f"on {branch}: {text}"


def breaking(what: str) -> str:
    """Say that users of the work must change something."""
    return f"{what}, a breaking change"


def with_these(what: str, coming: str) -> str:
    """Say what came with several things."""
    return f"{what}, with {coming}"


def by(actors: Sequence[str], text: str, *, is_act: bool, has_scope: bool) -> str:
    """Say who it was, before a text that begins with what was done, with a part of the whole, or with anything."""
    sign = "," if has_scope else "" if is_act else ":"
    return f"{listed(actors)}{sign} {text}"


def undone(what: str) -> str:
    """Say that a change and its revert cancel each other."""
    return f"{what}, and reverted it"


def quoted(title: str) -> str:
    """Set off what somebody else called their work."""
    return f"“{title}”"


def smaller(count: int, names: Sequence[str]) -> str:
    """Return the line's part for what was too small for a bullet."""
    told = f" ({', '.join(names)})" if names else ""
    return f"{counted(count, 'smaller change')}{told}"


def rest(parts: Sequence[str]) -> str:
    """Return the line of what has no bullet."""
    return "+ " + ", ".join(parts)


TESTS = "tests"
DOCUMENTATION = "documentation"
REVIEW_WORKED_IN = "the review's suggestions in"
