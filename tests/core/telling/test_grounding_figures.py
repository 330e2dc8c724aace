"""The figures that the grounding check must reach, over the corpus; `python -m tests.grounding.measure` prints them."""

import pytest

from core.telling.grounding import carried
from tests.grounding.case import How, Verdict
from tests.grounding.corpus import SPLITS, translations
from tests.grounding.measure import cases, chosen, figure

SWAPS = ("swapped-hashes", "swapped-references", "swapped-numbers")
MOST = {
    (Verdict.IDENTIFIER, How.RULE): 0.01,
    (Verdict.WORD, How.RULE): 0.05,
    (Verdict.WORD, How.HAND): 0.20,
    (Verdict.TRUTH, How.RULE): 0.05,
    (Verdict.TRUTH, How.HAND): 0.25,
}


@pytest.mark.fault("F086")
@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("verdict", "how"), MOST)
def test_each_class_stays_within_its_bound(split: str, verdict: Verdict, how: How) -> None:
    found = figure(chosen(cases(split), verdict, how))
    assert found.all > 100
    assert found.share <= MOST[verdict, how], str(found)


@pytest.mark.parametrize("split", SPLITS)
def test_no_identifier_lie_passes_but_a_few_swaps(split: str) -> None:
    lies = [case for case in cases(split) if case.verdict is Verdict.IDENTIFIER]
    assert figure(case for case in lies if case.kind not in SWAPS).wrong == 0
    assert figure(case for case in lies if case.kind in SWAPS).share <= 0.10


# Lies in words that pass, and truths that are refused, at most; what was found when this was written is a point or two lower.
ELSEWHERE = {"elsewhere": (0.02, 0.10), "further": (0.03, 0.12), "distant": (0.04, 0.18), "others": (0.04, 0.15)}


@pytest.mark.parametrize("split", ELSEWHERE)
def test_the_words_of_other_projects_are_known_too(split: str) -> None:
    lies, truths = ELSEWHERE[split]
    assert figure(case for case in cases(split) if case.verdict is Verdict.WORD).share <= lies
    assert figure(case for case in cases(split) if case.verdict is Verdict.TRUTH).share <= truths
    assert figure(case for case in cases(split) if case.verdict is Verdict.IDENTIFIER).wrong == 0


@pytest.mark.parametrize("split", SPLITS)
def test_a_translation_that_names_something_else_is_refused(split: str) -> None:
    for case in translations(split):
        refused = carried(case.line, case.translation, case.facts) is not None
        assert refused == (case.verdict is not Verdict.TRUTH), case.translation
