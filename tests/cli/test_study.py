"""Study sessions whose keys come line by line, as from a pipe."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating
from flashcards.api import Collection
from tests.cli.said import Run


def test_a_session_asks_shows_rates_and_sums_up(filled: Run, collection_path: Path) -> None:
    said = filled("study", "birds", typed="\n3\n\n4\nq\n")
    assert said.code == 0
    assert "Animals › Birds · 3 to go (3 new)" in said.out
    assert "What do penguins eat?" in said.out
    assert "Fish and krill." in said.out
    assert "source: birds: Chapter one" in said.out or "Chapter one" in said.out
    assert "1 Again (today, then 1 d)" in said.out
    assert "2 answers in 0 s, 100% remembered." in said.out
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 2


def test_the_answer_does_not_repeat_the_question(filled: Run) -> None:
    said = filled("study", typed="\nq\n")
    assert said.out.count("What do penguins eat?") == 1


def test_clozes_are_hidden_then_shown(filled: Run, collection_path: Path) -> None:
    _together(collection_path)
    said = filled("study", typed="\n4\n" * 3 + "\nq\n")
    assert "An [...] runs, a swift flies." in said.out
    assert "An [ostrich] runs, a swift flies." in said.out
    assert "An ostrich runs, a [fast one] flies." in said.out


def test_a_rating_before_the_answer_is_shown_does_nothing(
    filled: Run, collection_path: Path
) -> None:
    said = filled("study", typed="3\nq\n")
    assert "Look at the answer first" in said.out
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 0


def test_undo_brings_the_card_back_and_redo_puts_it_away(
    filled: Run, collection_path: Path
) -> None:
    said = filled("study", typed="\n1\nu\nr\nu\n\n4\nq\n")
    assert said.out.count("Undid: Answer card.") == 2
    assert "Redone: Answer card." in said.out
    assert "1 answer in 0 s, 100% remembered." in said.out
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 1


def test_cards_can_be_buried_suspended_and_explained(filled: Run, collection_path: Path) -> None:
    said = filled("study", typed="w\nb\ns\nq\n")
    assert "This is a new card" in said.out
    with flashcards.open(collection_path) as collection:
        rows = collection.card_rows(collection.search(""))
    assert sum(row.buried for row in rows) == 1
    assert sum(row.suspended for row in rows) == 1


def _together(path: Path) -> None:
    """Let the cards of a note be asked on one day."""
    with flashcards.open(path) as collection:
        collection.set_options("Animals::Birds", bury_new=False, bury_reviews=False)


def test_an_unknown_key_lists_the_known_ones(filled: Run) -> None:
    assert "digits rate" in filled("study", typed="x\n").out


def test_studying_ends_when_nothing_is_left(filled: Run) -> None:
    said = filled("study", typed="\n4\n" * 4)
    assert said.code == 0
    assert said.out.endswith("Nothing is left for today. Next: tomorrow.\n")
    assert filled("study").out == "\nNothing is left for today. Next: tomorrow.\n"


def test_a_deck_with_six_qualities_takes_0_to_5(filled: Run, collection_path: Path) -> None:
    with flashcards.open(collection_path) as collection:
        collection.set_options("Animals::Birds", six_qualities=True)
    said = filled("study", typed="\n0\n\n5\nq\n")
    assert "0 Blackout (today, then 1 d)" in said.out
    assert "2 answers in 0 s, 50% remembered." in said.out


def test_repeats_of_the_same_day_are_not_counted_as_remembered_here_or_in_the_statistics(
    filled: Run, collection_path: Path
) -> None:
    _together(collection_path)
    said = filled("study", typed="\n1\n\n3\n\n3\n\n3\n\n3\nq\n")
    assert "5 answers in 0 s, 75% remembered; 1 repeat of the same day not counted." in said.out
    assert "75.0% remembered" in filled("stats").out


def test_a_session_reports_as_json_alone_on_standard_output(filled: Run) -> None:
    said = filled("study", "--json", typed="\n2\nq\n")
    report = said.json
    report.pop("taken_ms")
    assert report == {
        "deck": None,
        "answers": 1,
        "asked": 1,
        "remembered": 1,
        "remaining": {"new": 2, "learning": 1, "due": 0},
    }
    assert "Fish and krill." in said.err


def test_an_unlikely_clock_is_told_before_anything_is_scheduled(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path, lambda: datetime(2090, 1, 1, tzinfo=UTC)) as ahead:
        session = ahead.study()
        session.next()
        session.answer(Rating.GOOD)
    said = filled("study", typed="\n3\n")
    assert said.code == 2
    assert said.err.startswith("The clock says ")
    assert said.err.count("\n") == 1
    assert "Fish" not in said.out
    assert "1 answer " in filled("study", "--yes", typed="\n3\nq\n").out


def test_card_text_cannot_control_the_terminal(
    collection: Collection, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\u202eab\u2066 &#27;[2J <b>x</b>"
    collection.add_note({"Front": evil, "Back": "\x9b2J"}, "Evil::\u202egnp")
    collection.close()
    for command in (["study", "Evil"], ["search", "deck:evil*"], ["decks"], ["search", "x"]):
        said = run(*command, typed="\n3\n")
        assert said.code == 0
        for sign in "\x1b\x9b\u202e\u2066":
            assert sign not in said.out + said.err


def test_studying_a_collection_that_is_not_there_is_refused(
    run: Run, collection_path: Path
) -> None:
    said = run("study")
    assert said.code == 2
    assert "There is no collection" in said.err
    assert not collection_path.exists()


def test_an_answer_can_be_typed_and_the_rating_proposed_taken(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path) as collection:
        note = {"Front": "Capital of France?", "Back": "Paris"}
        collection.add_note(note, "Capitals", note_type="type-answer")
    said = filled("study", "Capitals", typed="t\nLondon\n\n")
    assert "t types the answer" in said.out
    assert "✗ London" in said.out.replace("\u00a0", " ")
    assert "Enter: Again" in said.out
    assert "Again: today, then 1 d" in said.out
    said = filled("study", "Capitals", typed="t\nparis\n\n")
    assert "✓ paris" in said.out.replace("\u00a0", " ")
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 2


def test_an_option_is_chosen_by_its_digit(filled: Run, collection_path: Path) -> None:
    with flashcards.open(collection_path) as collection:
        note = {"Question": "Capital?", "Answer": "Paris", "Wrong answers": "Lyon"}
        note_id = collection.add_note(note, "Capitals", note_type="choice")
        card = collection.study("Capitals").next()
        assert card is not None
        place = card.order.index(0) + 1
        assert card.note_id == note_id
    said = filled("study", "Capitals", typed=f"{place}\n\n")
    assert "digits choose" in said.out
    assert "Enter: Good" in said.out
    assert "Good: 1 d" in said.out
    assert "Paris right" in said.out


def test_an_option_beyond_the_ninth_is_chosen_by_typing_its_number(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path) as collection:
        right = "\n".join(f"city {number}" for number in range(11))
        note = {"Question": "Cities?", "Answer": right, "Wrong answers": "river"}
        collection.add_note(note, "Many", note_type="choice")
        card = collection.study("Many").next()
        assert card is not None
        line = ", ".join(str(number) for number, at in enumerate(card.order, 1) if at < 11)
    said = filled("study", "Many", typed=f"t\n{line}, 99, {'9' * 5000}\n\n\nq\n")
    assert "t types numbers" in said.out
    assert "Enter: Good" in said.out
    assert "Good: 1 d" in said.out


def test_an_item_of_a_list_is_asked_after_those_before_it(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path) as collection:
        note = {"Question": "Planets?", "Items": "Mercury\nVenus"}
        collection.add_note(note, "Stars", note_type="list")
        collection.set_options("Stars", bury_new=False)
    said = filled("study", "Stars", typed="\n4\n\nq\n")
    assert "2. Venus" in said.out.replace("[Venus]", "Venus")
    assert said.out.count("Mercury") >= 2
