"""The corpus is what the measure needs: enough of each kind, over real facts, labelled rightly as far as a rule can tell."""

import re
from collections import Counter
from pathlib import Path

import pytest

from core.model import WorkItem
from tests.grounding import corpus
from tests.grounding.collect import collect
from tests.grounding.corpus import Case, How, Verdict

HISTORIES = {"tune": "bolt-python", "measure": "python-slack-sdk"}
HASH = re.compile(r"(?=[a-f]*\d)[0-9a-f]{7,}")
REFERENCE = re.compile(r"#\d+")
IDENTIFIER = re.compile(r"#\d+|\b\w+(?:[._/]\w+)+|\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b|\bPerson \d+|(?=[a-f]*\d)\b[0-9a-f]{7,}\b")
FEW = {"negation-lost"}  # few subjects say "not" at all

splits = pytest.mark.parametrize("split", corpus.SPLITS)


def _counts(split: str, verdict: Verdict, how: How) -> Counter[str]:
    return Counter(case.kind for case in corpus.load(split) if case.verdict is verdict and case.how is how)


def _held(item: WorkItem) -> str:
    """Return all that an item holds, as one text in lower case."""
    parts = [item.repository, *(link.ref for link in item.links)]
    for event in item.events:
        parts += [event.ref, event.title, event.body, event.actor.name, *(other.name for other in event.others)]
        parts += event.change.paths if event.change else ()
    return " ".join(parts).lower()


def _unbacked(line: str, case: Case) -> list[str]:
    """Return the identifiers that stand in no cited fact as a whole; of a hash the beginning is enough."""
    held = " ".join(map(_held, case.facts))
    return [found for found in IDENTIFIER.findall(line) if not _stands(found.lower(), held)]


def _stands(found: str, held: str) -> bool:
    end = r"" if HASH.fullmatch(found) else r"(?!\w)"
    return re.search(rf"(?<!\w)v?{re.escape(found)}{end}", held) is not None


@splits
def test_rules_make_as_many_kinds_of_lies_as_the_issue_asks_for(split: str) -> None:
    identifier, word = (_counts(split, verdict, How.RULE) for verdict in (Verdict.IDENTIFIER, Verdict.WORD))

    assert len(identifier) >= 12
    assert min(identifier.values()) >= 30
    assert len(set(word) - FEW) >= 8
    assert min(count for kind, count in word.items() if kind not in FEW) >= 30


@splits
def test_lines_written_by_hand_are_as_many_as_the_issue_asks_for(split: str) -> None:
    words = _counts(split, Verdict.WORD, How.HAND)

    assert words.total() >= 120
    assert len(words) >= 8
    assert _counts(split, Verdict.TRUTH, How.HAND).total() >= 120
    assert _counts(split, Verdict.TRUTH, How.RULE).total() >= 200


@splits
def test_corpus_has_no_line_twice(split: str) -> None:
    lines = Counter((case.line, case.facts) for case in corpus.load(split))

    assert [line for (line, _), count in lines.items() if count > 1] == []


@splits
def test_corpus_is_the_same_when_it_is_made_again(split: str) -> None:
    first = corpus.load(split)
    corpus.load.cache_clear()

    assert corpus.load(split) == first


@splits
def test_splits_share_no_fact(split: str) -> None:
    assert {item.repository for item in corpus.facts(split).values()} == {f"slackapi/{HISTORIES[split]}"}


@splits
def test_identifiers_of_truths_stand_in_their_facts(split: str) -> None:
    truths = [case for case in corpus.load(split) if case.verdict is Verdict.TRUTH]

    assert {case.line: unbacked for case in truths if (unbacked := _unbacked(case.line, case))} == {}


@splits
def test_lies_in_words_have_no_identifier_that_gives_them_away(split: str) -> None:
    lies = [case for case in corpus.load(split) if case.verdict is Verdict.WORD]

    assert {case.line: unbacked for case in lies if (unbacked := _unbacked(case.line, case))} == {}


@splits
def test_references_that_were_changed_stand_in_no_cited_fact(split: str) -> None:
    for case in corpus.load(split):
        if case.kind in {"changed-reference", "other-reference"}:
            held = REFERENCE.findall(" ".join(map(_held, case.facts)))
            assert set(REFERENCE.findall(case.line)) - set(held), case.line


@splits
def test_facts_are_what_the_shared_history_holds(split: str) -> None:
    stored = (Path(corpus.__file__).parent / f"{split}.facts.jsonl").read_text(encoding="utf-8")

    assert list(collect(split)) == stored.splitlines()


@splits
def test_translations_carry_the_english_or_lie_about_an_identifier(split: str) -> None:
    cases = corpus.translations(split)
    verdicts = Counter(case.verdict for case in cases)

    assert min(verdicts[Verdict.TRUTH], verdicts[Verdict.IDENTIFIER]) >= 12
    assert len({case.language for case in cases}) >= 4
    assert {case.line: unbacked for case in cases if (unbacked := _unbacked(case.line, case))} == {}
    for case in cases:
        carries = set(IDENTIFIER.findall(case.line)) == set(IDENTIFIER.findall(case.translation))
        assert carries or case.verdict is Verdict.IDENTIFIER, case.translation
