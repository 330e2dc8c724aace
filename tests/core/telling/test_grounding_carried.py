"""A translation carries what its English line names, and names nothing else."""

import pytest

from core.model import WorkKind
from core.telling.grounding import Rule, carried
from tests.grounding.fact import commit, item

FACT = item(
    commit("Rename Parser to DateReader in core/dates.py (#12)", body='See https://docs.example/dates\nSay "hello"', others=("Bo Li",))
)
OTHER = item(commit("Add 3 Django examples (#15)", number=2), kind=WorkKind.DOCUMENTATION)
ENGLISH = "Renamed Parser to DateReader in core/dates.py (#12)"
BOTH = "Renamed Parser to DateReader (#12) and added three Django examples (#15)"


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        (ENGLISH, "Parser en DateReader umbenannt, in core/dates.py (#12)"),
        ("Renamed Parser to DateReader for the page (#12)", "Parser in DateReader umbenannt, für die neue Seite (#12)"),
        (ENGLISH, "core/dates.py の Parser をDateReaderに改名しました（#12）"),
        (ENGLISH, "Переименован Parser в DateReader в core/dates.py (#12)"),
        (BOTH, "Renombró Parser a DateReader (#12) y añadió tres ejemplos de Django (#15)"),
        (BOTH, "Renombró Parser a DateReader (#12) y añadió 3 ejemplos de Django (#15)"),
        ("Made it say “hello” with Bo Li (#12)", "Hizo que diga “hello”, con Bo Li (#12)"),
        ("Renamed Parser to DateReader, see https://docs.example/dates", "Renombró Parser a DateReader, véase https://docs.example/dates"),
    ],
)
def test_a_translation_with_the_same_names_is_shown(english: str, translation: str) -> None:
    assert carried(english, translation, (FACT, OTHER)) is None


@pytest.mark.parametrize(
    ("english", "translation", "rule"),
    [
        (ENGLISH, "", Rule.EMPTY),
        (ENGLISH, "Parser in DateReader umbenannt, in core/dates.py (#13)", Rule.NAME),
        (ENGLISH, "Parser in DateReader umbenannt (#12)", Rule.NAME),
        (ENGLISH, "DateReader in Parser umbenannt, in core/dates.py (#12)", Rule.ORDER),
        (ENGLISH, "Parser in DateReader umbenannt, in core/dates.py (#12) und util_dates", Rule.NAME),
        (ENGLISH, "Parser in DateReader umbenannt, in core/dates.py (#12), siehe https://x.example", Rule.LINK),
        (ENGLISH, "Parser in Date\u200bReader umbenannt, in core/dates.py (#12)", Rule.CHARACTER),
        (ENGLISH, "Parser in DateReader umbenannt, in core/dates.py (#١٢)", Rule.CHARACTER),
        (ENGLISH, "Parser in DateRеader umbenannt, in core/dates.py (#12)", Rule.CHARACTER),  # a Cyrillic letter
        (ENGLISH, "Parser in DateReader\u115f umbenannt, in core/dates.py (#12)", Rule.CHARACTER),
        (ENGLISH, "**Parser** in DateReader umbenannt, in core/dates.py (#12)", Rule.MARKUP),
        (ENGLISH, "Renombró Parser a DateReader para Anna en core/dates.py (#12)", Rule.NAME),
        (ENGLISH, "Parser von Bob Berg in DateReader umbenannt, in core/dates.py (#12)", Rule.NAME),
        (BOTH, "Renombró Parser a DateReader (#15) y añadió tres ejemplos de Django (#12)", Rule.NAME),
        (BOTH, "Renombró Parser a DateReader (#12) y añadió tres ejemplos (#15)", Rule.NAME),
        (BOTH, "Renombró Parser a DateReader (#12), añadió tres ejemplos de Django (#15) (#15)", Rule.NAME),
        ("Made it say “hello” (#12)", "Hizo que diga “hola” (#12)", Rule.QUOTE),
        ("Renamed it with Bo Li (#12)", "Lo renombró con Ana Silva (#12)", Rule.PERSON),
    ],
)
def test_a_translation_with_other_names_is_refused(english: str, translation: str, rule: Rule) -> None:
    refused = carried(english, translation, (FACT, OTHER))
    assert refused is not None
    assert refused.rule is rule
