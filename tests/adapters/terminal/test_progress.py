"""Progress is the first sign of life where it is seen, stays on its line, and is gone."""

from io import StringIO

from adapters.terminal.progress import ERASE, Progress


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_is_the_first_sign_of_life_and_then_gone() -> None:
    out = StringIO()
    progress = Progress(out, is_shown=True)
    progress.start()
    assert out.getvalue() == ERASE + "Reading …"
    progress.clear()
    progress("web", 3, False)
    progress.clear()
    assert out.getvalue() == ERASE + "Reading …" + ERASE


def test_progress_names_what_is_being_read() -> None:
    out, clock = StringIO(), Clock()
    progress = Progress(out, is_shown=True, clock=clock)
    progress.start()
    progress("web", 3, False)  # too soon
    clock.now = 1.0
    progress("web", 500, False)
    clock.now = 2.0
    progress("api", 20, True)
    clock.now = 3.0
    progress("web", 1_000, True)
    assert out.getvalue().split(ERASE)[2:] == [
        "Reading web, 500 found …",
        "Reading web, 520 found, 1 done …",
        "Reading web, 1,020 found, 2 done …",
    ]


def test_progress_stays_on_its_line_and_obeys_nothing() -> None:
    out, clock = StringIO(), Clock()
    progress = Progress(out, is_shown=True, width=20, clock=clock)
    progress("a\x1b[2Jb" * 10, 0, False)
    assert len(out.getvalue().removeprefix(ERASE)) <= 19
    assert out.getvalue().removeprefix(ERASE).isprintable()


def test_progress_says_nothing_where_it_is_not_seen() -> None:
    out = StringIO()
    progress = Progress(out, is_shown=False)
    progress.start()
    progress("web", 500, False)
    progress.clear()
    assert out.getvalue() == ""
