"""Decks, searches and numbers on the command line."""

from pathlib import Path

import pytest

from flashcards.api import Collection
from tests.cli.said import Run


def test_decks_are_a_tree_with_counts(filled: Run) -> None:
    said = filled("decks")
    assert said.code == 0
    head, top, below = said.out.splitlines()
    assert head.split() == ["deck", "new", "learning", "due", "cards", "next"]
    assert top.split() == ["Animals", "3", "-", "-", "4"]
    assert below.startswith("  Birds ")


def test_decks_line_up_whatever_the_script(run: Run, tmp_path: Path) -> None:
    for number, name in enumerate(["日本語の単語", "עברית", "العربية", "Cafe\u0301"]):
        file = tmp_path / f"{number}.csv"
        file.write_text("a,b\n", encoding="utf-8")
        assert run("import", file, "--deck", name).code == 0
    rows = run("decks").out.splitlines()
    wide = sum(sign >= "\u3000" for sign in next(row for row in rows if "日本" in row))
    ends = {
        row.split()[0]: len(row.rstrip().replace("\u0301", "")) + (wide if "日本" in row else 0)
        for row in rows[1:]
    }
    assert len(set(ends.values())) == 1


def test_decks_report_as_json(filled: Run) -> None:
    (top,) = filled("decks", "--json").json["decks"]
    (birds,) = top.pop("children")
    assert top == {
        "name": "Animals", "new": 3, "learning": 0, "due": 0, "total": 4, "next_due": None,
    }  # fmt: skip
    assert birds["name"] == "Animals::Birds"


def test_without_decks_the_next_step_is_told(run: Run, collection_path: Path) -> None:
    collection_path.touch()
    assert run("decks").out == "No decks yet. “flashcards import FILE” adds one.\n"


def test_a_search_lists_cards_with_tabs_for_a_pipe(filled: Run) -> None:
    said = filled("search", "penguin")
    assert said.code == 0
    number, *cells = said.out.rstrip("\n").split("\t")
    assert number.isdigit()
    assert cells == ["What do penguins eat?", "Animals::Birds", "new"]


def test_a_search_without_a_word_needs_no_trick(filled: Run) -> None:
    assert "penguins" not in filled("search", "-penguin").out
    assert filled("search", "-penguin", "--json").json["count"] == 3


def test_a_search_reports_as_json(filled: Run) -> None:
    report = filled("search", "deck:animals", "--limit", "1", "--json").json
    assert report["query"] == "deck:animals"
    assert report["count"] == 4
    (card,) = report["cards"]
    assert card["deck"] == "Animals::Birds"
    assert card["state"] == "new"
    assert card["due_at"] is None
    assert card["tags"] == ["animals"]


def test_a_search_that_means_nothing_is_refused_in_one_sentence(filled: Run) -> None:
    said = filled("search", "is:nonsense")
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_statistics_are_told_in_words_and_as_json(collection: Collection, run: Run) -> None:
    session = collection.study()
    session.next()
    from flashcards import Rating

    session.answer(Rating.GOOD, 4_000)
    collection.close()
    said = run("stats", "birds", "--days", "30")
    assert said.code == 0
    assert said.out.startswith("Animals::Birds\nToday       1 answer in 4 s")
    assert "Last 30 days" in said.out
    report = run("stats", "--days", "all", "--json").json
    assert report["days"] is None
    assert report["today"]["answers"] == 1
    assert report["cards"]["new"] + report["cards"]["young"] == 4
    assert report["work"]["taken_ms"] == 4_000
    assert report["answers"]["total"] == 1


def test_statistics_tell_of_the_cards_that_are_asked_again_today(
    collection: Collection, run: Run
) -> None:
    from flashcards import Rating

    session = collection.study()
    session.next()
    session.answer(Rating.AGAIN, 4_000)
    collection.close()
    said = run("stats", "birds")
    assert "Due         0 today, 1 to repeat today, 1 in the 7 days after, 1 in 30" in said.out
    assert run("stats", "--json").json["learning"] == 1
    assert run("stats", "Animals", "--json").json["learning"] == 1


@pytest.mark.parametrize("days", ["0", "-3", "many", "٣"])
def test_days_that_are_no_number_are_refused(filled: Run, days: str) -> None:
    said = filled("stats", f"--days={days}")
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_a_deck_is_found_by_the_last_part_of_its_name(filled: Run) -> None:
    assert filled("stats", "BIRDS", "--json").json["deck"] == "Animals::Birds"


def test_a_mistyped_deck_gets_a_suggestion(filled: Run) -> None:
    said = filled("stats", "Brids")
    assert said.code == 2
    assert said.err == "There is no deck called “Brids”. Did you mean “Animals::Birds”?\n"


def test_a_mistyped_collection_is_not_made(run: Run, collection_path: Path) -> None:
    said = run("decks")
    assert said.code == 2
    assert "no collection" in said.err
    assert not collection_path.exists()
