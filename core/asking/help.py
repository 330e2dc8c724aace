"""The help: the grammar's own examples, part by part."""

from collections.abc import Iterator, Sequence

from core.asking.changes import CHANGES
from core.asking.rules import RULES, Part
from core.messages import asking as say

_WIDTH = 80
_INDENT = 9
_SOLID = "\N{NO-BREAK SPACE}"
_QUESTIONS = (
    "what did I do last week in acme/web please",
    "@ana since monday as standup",
    "everyone yesterday, 5 bullets, in Spanish",
)
_FOLLOW_UPS = ("yesterday?", "in name", "in German", "as standup", "what about @name?", "why is #42 in there?", "why is @name in there?")


def examples() -> Sequence[str]:
    """Return questions that the grammar reads: each one alone, and some in full."""
    return (*_QUESTIONS, *(example for part in Part for example in _of(part)))


def follow_up_examples() -> Sequence[str]:
    """Return what can be said after an answer."""
    return (*(example for rule in CHANGES for example in rule.examples), *_FOLLOW_UPS)


def help_text() -> str:
    """Return what can be asked, as text of at most 80 columns."""
    return "\n".join(
        (
            say.HELP_HEAD,
            *(f"  {question}" for question in _QUESTIONS),
            "",
            *(_paragraph(*one) for one in _sections()),
        )
    )


def help_lines() -> Sequence[str]:
    """Return what can be asked, one line for each part, for where lines are broken by whoever shows them."""
    parts = (f"{name}: {about} – {', '.join(shown)}" for name, about, shown in _sections())
    return (say.HELP_HEAD, *(f"  {question}" for question in _QUESTIONS), *parts)


def _sections() -> Iterator[tuple[str, str, Sequence[str]]]:
    for part in Part:
        yield part.value, say.PARTS[part.value], _of(part)
    yield "then", say.FOLLOW_UPS, follow_up_examples()


def _of(part: Part) -> list[str]:
    return [example for rule in RULES if rule.part is part for example in rule.examples]


def _paragraph(name: str, about: str, shown: Sequence[str]) -> str:
    """Set examples beside the name of their part; no example is broken over two lines."""
    import textwrap

    whole = ", ".join(example.replace(" ", _SOLID) for example in shown)
    text = textwrap.fill(f"{about}: {whole}", _WIDTH - _INDENT, break_on_hyphens=False, break_long_words=False)
    return textwrap.indent(text, " " * _INDENT).replace(" " * _INDENT, f"{name:{_INDENT}}", 1).replace(_SOLID, " ")
