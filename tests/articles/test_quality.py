"""The finders against articles that a careful reader has marked, and against their own promises."""

import importlib.util
import json
from types import ModuleType

from flashcards.articles.finding import find
from flashcards.articles.reading import read
from flashcards.articles.report import as_json
from tests.articles.scoring import Card, score
from tests.bench import article_quality as bench
from tests.reference import reference

NO_CARDS = {"05_redux_faq_index.md", "37_h5bp_questions_only.md"}


def test_cards_of_real_articles_are_what_a_careful_reader_would_make() -> None:
    figures = bench.measure(bench.real_articles(reference()))
    assert figures.precision >= 0.95
    assert figures.recall >= 0.95
    for row in figures.rows:
        if row.score.wanted >= bench.ENOUGH_CARDS:
            assert min(row.score.precision, row.score.recall) >= 0.8, row.name


def test_pages_without_answers_yield_no_card_of_any_kind() -> None:
    pairs = [pair for pair in bench.real_articles(reference()) if pair[0].name in NO_CARDS]
    assert [row.any_kind for row in bench.measure(pairs).rows] == [0, 0]


def test_definitions_in_prose_are_found() -> None:
    figures = bench.measure(bench.own_articles(bench.PROSE))
    assert len(figures.rows) >= 32
    assert figures.precision >= 0.96
    assert figures.recall >= 0.9


def test_entries_of_articles_of_many_structures_are_found() -> None:
    figures = bench.measure(bench.own_articles(bench.STRUCTURED))
    assert len(figures.rows) >= 32
    assert figures.precision >= 0.98
    assert figures.recall >= 0.98


def test_articles_that_teach_nothing_yield_no_card_of_any_kind() -> None:
    found = bench.found_in_nothing()
    assert len(found) >= 19
    assert {name: terms for name, terms in found.items() if terms} == {}


def test_the_raw_article_loses_no_entry_but_those_no_rule_can_phrase() -> None:
    assert len(bench.uncovered(reference())) <= 2


EXPECTED: list[Card] = [
    {"front": "The **tides** (of the sea)", "back_contains": "rise and fall of the sea"},
    {"front": "Neap tide", "back_contains": "the smallest difference of the month"},
    {"front": "Ebb", "back_contains": "going out", "optional": True},
]


def test_a_card_is_right_by_its_name_and_answer_and_once_only() -> None:
    tide = {"term": "tide", "back": "The *rise and fall* of the sea."}
    found = score([tide, dict(tide), {"term": "Neap tides", "back": "Weak."}], EXPECTED)
    assert (found.right, found.doubled, found.wrong) == (1, ["tide"], ["Neap tides"])
    assert (found.wanted, found.missed) == (2, ["Neap tide"])
    assert (found.precision, found.recall) == (1 / 3, 1 / 2)


def test_an_answer_that_another_has_run_into_is_wrong_and_an_unasked_list_counts_not() -> None:
    both = "The rise and fall of the sea. The smallest difference of the month."
    listed = {"kind": "list", "front": "Kinds of tide", "back": "Two."}
    found = score([{"term": "Tides", "back": both}, listed], EXPECTED)
    assert (found.right, found.wrong, found.others) == (0, ["Tides"], 1)
    assert score([listed], []).wrong == ["Kinds of tide"]


def test_own_articles_are_scored_as_the_reference_data_scores_them() -> None:
    path = reference("bench", "score_articles.py")
    spec = importlib.util.spec_from_file_location("score_articles", path)
    assert spec is not None
    assert spec.loader is not None
    other: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    for folder in (bench.PROSE, bench.STRUCTURED):
        for article, wanted in bench.own_articles(folder):
            document = read(article.read_bytes(), article.name)
            candidates = as_json(document, find(document))["candidates"]
            expected = json.loads(wanted.read_text(encoding="utf-8"))
            ours, theirs = score(candidates, expected), other.score(candidates, expected)
            for name in ("right", "found", "wanted", "missed"):
                assert getattr(ours, name) == theirs[name], article.name
            assert ours.counted == theirs["candidates"], article.name
