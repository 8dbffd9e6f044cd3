"""The finders against articles that a careful reader has marked, and against their own promises."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
NO_CARDS = {"05_redux_faq_index.md", "37_h5bp_questions_only.md"}


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "article_quality", ROOT / "tests" / "bench" / "article_quality.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


needs_shared = pytest.mark.skipif(
    not (SHARED / "bench" / "score_articles.py").exists(), reason="needs the shared folder"
)


@needs_shared
def test_cards_of_real_articles_are_what_a_careful_reader_would_make() -> None:
    bench = _bench()
    figures = bench.measure(bench.real_articles(SHARED), bench.scorer(SHARED))
    assert figures.precision >= 0.95
    assert figures.recall >= 0.95
    for row in figures.rows:
        if row["wanted"] >= bench.ENOUGH_CARDS:
            assert min(row["precision"], row["recall"]) >= 0.8, row["name"]


@needs_shared
def test_pages_without_answers_yield_no_card_of_any_kind() -> None:
    bench = _bench()
    pairs = [pair for pair in bench.real_articles(SHARED) if pair[0].name in NO_CARDS]
    figures = bench.measure(pairs, bench.scorer(SHARED))
    assert [row["any_kind"] for row in figures.rows] == [0, 0]


@needs_shared
def test_definitions_in_prose_are_found() -> None:
    bench = _bench()
    figures = bench.measure(bench.own_articles(bench.PROSE), bench.scorer(SHARED))
    assert len(figures.rows) >= 32
    assert figures.precision >= 0.96
    assert figures.recall >= 0.9


@needs_shared
def test_entries_of_articles_of_many_structures_are_found() -> None:
    bench = _bench()
    figures = bench.measure(bench.own_articles(bench.STRUCTURED), bench.scorer(SHARED))
    assert len(figures.rows) >= 32
    assert figures.precision >= 0.98
    assert figures.recall >= 0.98


def test_articles_that_teach_nothing_yield_no_card_of_any_kind() -> None:
    found = _bench().found_in_nothing()
    assert len(found) >= 19
    assert {name: terms for name, terms in found.items() if terms} == {}


@needs_shared
def test_the_raw_article_loses_no_entry_but_those_no_rule_can_phrase() -> None:
    bench = _bench()
    assert len(bench.uncovered(SHARED)) <= 2
