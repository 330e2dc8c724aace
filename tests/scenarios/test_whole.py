"""What counts as a whole recap."""

from core.messages.talking import LOOKING
from tests.scenarios.whole import problems

WHOLE = "Ana · Mon 9 – Sun 15 Nov (UTC) · acme/web\n• Added login (!1)\n• Fixed it (acme/web!2, 9fe73cc, +2)\n4 of 4 events told"


def test_whole_recaps_have_a_header_whole_lines_and_all_told() -> None:
    assert problems([LOOKING, WHOLE, f"{WHOLE} · 3 events hidden here\n⚠ No model\n[Shorter]"]) == []


def test_what_is_cut_or_does_not_add_up_is_found() -> None:
    for cut, why in (
        (WHOLE.partition("\n")[2], "no header"),
        (WHOLE.replace(" (!1)", ""), "half a line: • Added login"),
        (WHOLE.replace("4 of 4", "3 of 4"), "not all is told"),
        (WHOLE.rpartition("\n")[0], "0 lines of coverage"),
        (f"{WHOLE}\nand so", "a strange line: and so"),
        (LOOKING, "no header"),
    ):
        assert any(why in found for found in problems([WHOLE, cut])), why
