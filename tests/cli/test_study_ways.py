"""``flashcards study`` over a few minutes or chosen cards, in place of the day's queue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import flashcards
from flashcards.study.custom import CustomKind, CustomStudy
from tests.cli.said import Run

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def answer_all(path: Path, at: datetime, rating: flashcards.Rating) -> None:
    with flashcards.open(path, lambda: at) as collection:
        session = collection.study()
        while session.next() is not None:
            session.answer(rating)


def test_minutes_ask_part_of_the_day_and_say_what_is_left(filled: Run) -> None:
    said = filled("study", "--minutes", 1, typed="\n4\n" * 4)
    assert said.code == 0
    assert "left for today." in said.out
    whole = filled("study", "--minutes", 60, typed="\n4\n" * 4)
    assert "Nothing is left for today." in whole.out


def test_ahead_asks_what_tomorrow_would(filled: Run) -> None:
    filled("study", typed="\n4\n" * 4)
    assert filled("study").out.startswith("\nNothing is left for today.")
    said = filled("study", "--ahead", 1, typed="\n4\n" * 4)
    assert "3 answers" in said.out
    assert said.out.endswith("These were all of them.\n")


def test_what_was_forgotten_can_be_asked_again(filled: Run, collection_path: Path) -> None:
    answer_all(collection_path, YESTERDAY, flashcards.Rating.GOOD)
    refused = filled("study", "--forgotten", 7)
    assert refused.code != 0
    assert "No card fits this choice." in refused.err
    filled("study", typed="\n1\nq\n")
    said = filled("study", "--forgotten", 1, typed="q\n")
    assert "1 to go" in said.out
    assert said.out.endswith("1 card left.\n")


def test_a_search_asks_what_it_finds_due_or_not(filled: Run) -> None:
    filled("study", typed="\n4\n" * 4)
    said = filled("study", "--search", "penguins", typed="\n4\n")
    assert "What do penguins eat?" in said.out
    assert "1 answer in" in said.out


def test_cramming_and_previewing_change_no_schedule(filled: Run, collection_path: Path) -> None:
    for way in ("--cram", "--preview"):
        said = filled("study", way, "--search", "penguins", typed="\n4\n")
        assert "1 answer in" in said.out
        with flashcards.open(collection_path) as collection:
            assert {row.due_at for row in collection.card_rows(collection.search(""))} == {None}


def test_a_session_that_was_kept_is_begun_by_its_name(filled: Run, collection_path: Path) -> None:
    assert "No session is kept." in filled("study", "--saved", "Birds").err
    with flashcards.open(collection_path) as collection:
        study = CustomStudy(CustomKind.CRAM, query="penguins")
        collection.planning.save_session("My penguins", study)
    assert "“My penguins”" in filled("study", "--saved", "Birds").err
    said = filled("study", "--saved", "my penguins", typed="q\n")
    assert "1 to go" in said.out
    refused = filled("study", "birds", "--saved", "my penguins")
    assert "Leave out the deck" in refused.err


def test_ways_that_exclude_each_other_are_refused(filled: Run) -> None:
    assert filled("study", "--cram", "--ahead", 2).code != 0
    assert "Leave out --search" in filled("study", "--minutes", 5, "--search", "x").err
