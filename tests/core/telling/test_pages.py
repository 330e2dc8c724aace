"""A recap as lines of plain text."""

from dataclasses import replace

from core.model import Bullet, Link, Shape
from core.telling.pages import Line, page, text
from tests.core.recaps import recap


def test_page_marks_titles_bullets_and_warnings() -> None:
    link = Link("#4", "https://example.org/4")
    whole = replace(recap(), bullets=(Bullet("Fixed #4", ("W1",), (link,), section="Done"),), footer=("api failed",))
    assert page(whole) == (
        Line("Ana · Mon 12 – Sun 18 Jul 2021 (UTC)", is_title=True),
        Line("Done", is_title=True),
        Line("Fixed #4", mark="• ", links=(link,)),
        Line("api failed", mark="⚠ "),
    )


def test_page_of_a_brief_keeps_the_links_of_all_bullets() -> None:
    four, five = Link("#4", "https://example.org/4"), Link("#5", "https://example.org/5")
    both = recap()
    brief = replace(
        both,
        request=replace(both.request, shape=Shape.BRIEF),
        bullets=(Bullet("Fixed #4", ("W1",), (four,)), Bullet("Fixed #5!", ("W2",), (five,))),
    )
    assert page(brief)[1:] == (Line("Fixed #4. Fixed #5!", links=(four, five)),)


def test_text_of_an_empty_answer_is_its_header_and_notes() -> None:
    assert text(replace(recap(), notes=("Nothing happened.",))) == "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)\nNothing happened."
