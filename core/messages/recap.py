"""The words of a plain recap: what stands around what people wrote themselves."""

from collections.abc import Sequence

_VERSIONS = 5  # that are named one by one
_PEOPLE = 3
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
    if len(versions) > _VERSIONS:
        steps = f", and {counted(candidates, 'candidate')}" if candidates else ""
        return f"released {_many(versions)}{steps}"
    after = {0: "", 1: ", after a candidate"}.get(candidates, f", after {spelled(candidates)} candidates")
    return f"released {listed(versions)}{after}"


def numbered(versions: Sequence[str]) -> str:
    """Say that a version's number was set, where no tag shows that it came out."""
    return f"set the version to {listed(versions) if len(versions) <= _VERSIONS else _many(versions)}"


def cut(versions: Sequence[str], step: str) -> str:
    """Say that only steps towards a version were made."""
    if len(versions) > _VERSIONS:
        return f"cut {counted(len(versions), step)}, {versions[0]} to {versions[-1]}"
    return f"cut the {step if len(versions) == 1 else step + 's'} {listed(versions)}"


def _many(versions: Sequence[str]) -> str:
    return f"{versions[0]} to {versions[-1]}: {counted(len(versions), 'version')}"


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


def by(actors: Sequence[str], text: str, scope: str = "", *, is_act: bool, is_apart: bool) -> str:
    """Say who it was, before a text that begins with what was done, or with anything; and in which part of the whole.

    Args:
        actors: those who did it.
        text: what was done.
        scope: the part of the whole.
        is_act: the text begins with a verb.
        is_apart: the text begins with where it stands.
    """
    who = people(actors)
    if scope:
        return f"{who}, in {scope}: {text}"
    return f"{who}{',' if is_apart else '' if is_act else ':'} {text}"


def had_part(acts: Sequence[str], names: Sequence[str], where: str = "", *, is_all: bool = True) -> str:
    """Return "reviewed and merged by A and B (#4)": who did not do the work."""
    return f"{'' if is_all else 'some '}{listed(acts)} by {people(names)}{f' ({where})' if where else ''}"


_NOUNS = {
    "co-written": "co-author",
    "opened": "request",
    "reported": "issue",
    "reviewed": "review",
    "commented on": "comment",
    "merged": "merge",
    "closed": "close",
}


def part_in_any_language(acts: Sequence[str], names: Sequence[str], where: str = "") -> str:
    """Return "review, merge: A, B (#4)", in the words that hosts have in every language."""
    more = len(names) - _PEOPLE
    whom = ", ".join([*names[:_PEOPLE], *([f"+{more}"] if more > 0 else [])])
    return f"{', '.join(_NOUNS[act] for act in acts)}: {whom}{f' ({where})' if where else ''}"


def people(names: Sequence[str]) -> str:
    """Return "A, B and C", or "A, B, C and 12 others"."""
    more = len(names) - _PEOPLE
    return listed(names) if more <= 0 else f"{', '.join(names[:_PEOPLE])} and {counted(more, 'other')}"


def undone(what: str) -> str:
    """Say that a change and its revert cancel each other."""
    return f"{what}, and reverted it"


def brought_back(what: str) -> str:
    """Say that a change was reverted, and the revert too."""
    return f"{what}, reverted it and brought it back"


def quoted(title: str) -> str:
    """Set off what somebody else called their work."""
    return f"“{title}”"


def requests(count: int, *, is_gitlab: bool) -> str:
    """Count requests that were merged, as their host calls them."""
    return counted(count, "merge request" if is_gitlab else "pull request")


def without_message(commits: int) -> str:
    """Say of commits that nobody wrote what they do."""
    return f"{counted(commits, 'commit')} without a message"


def smaller(count: int, names: Sequence[str], kinds: Sequence[str] = (), doers: Sequence[str] = (), *, is_theirs: bool = True) -> str:
    """Return the line's part for what was too small for a bullet.

    Args:
        count: pieces of work.
        names: what each is about.
        kinds: else how many of them are of each kind.
        doers: those of them who are in no bullet.
        is_theirs: all of it is theirs.
    """
    told = f" ({', '.join(names or kinds)})" if names or kinds else ""
    by_whom = f"{'' if is_theirs else ', some'} by {people(doers)}" if doers else ""
    return f"{counted(count, 'smaller change')}{told}{by_whom}"


def rest(parts: Sequence[str]) -> str:
    """Return the line of what has no bullet."""
    return "+ " + ("; " if any("; " in part for part in parts) else ", ").join(parts)


TESTS = "tests"
DOCUMENTATION = "documentation"
REVIEW_WORKED_IN = "the review's suggestions in"
