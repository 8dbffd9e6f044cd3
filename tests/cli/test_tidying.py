"""Duplicates and empty cards on the command line."""

from pathlib import Path

import flashcards
from flashcards.model.enums import Rating
from flashcards.model.messages import message
from tests.cli.said import Run


def _add(collection_path: Path, *fronts: str) -> None:
    with flashcards.open(collection_path) as collection:
        for front in fronts:
            collection.add_note({"Front": front, "Back": "b"}, deck="D")


def test_notes_that_say_the_same_are_listed(filled: Run, collection_path: Path) -> None:
    assert filled("duplicates").out == "No duplicates.\n"
    question = "When did the French Revolution begin?"
    _add(collection_path, question, f"**{question.lower()}**", question.replace("io", "o"))
    said = filled("duplicates")
    assert said.code == 0
    assert f"{question}  (2 notes; nid:4,5)\n1 group.\n" == said.out
    near = filled("duplicates", "--near", "--json").json
    assert near["listed"] == [{"text": question, "note_ids": [4, 5, 6], "near": True}]
    assert filled("duplicates", "--field", "Back").out.startswith("b  (3 notes; nid:4,5,6)")


def test_a_field_that_is_nowhere_is_an_error_and_no_clean_bill(filled: Run) -> None:
    said = filled("duplicates", "--field", "Frnt")
    assert said.code == 2
    assert said.out == ""
    assert "No note type has a field “Frnt”. Did you mean “Front”?" in said.err


def test_empty_cards_are_listed_and_answered_ones_stay(filled: Run, collection_path: Path) -> None:
    assert filled("empty-cards").out == "0 empty cards and notes.\n"
    with flashcards.open(collection_path) as collection:
        fields = {"Text": "{{c1::a}} {{c2::b}}"}
        answered = collection.add_note(fields, "D", note_type="cloze")
        other = collection.add_note(fields, "E", note_type="cloze")
        session = collection.study("D")
        assert session.next() is not None
        session.answer(Rating.GOOD)
        with collection._store.writing(message("From elsewhere")) as conn:
            conn.exec_driver_sql(
                "UPDATE notes SET fields = replace(fields, '{{c1::a}}', 'a') WHERE id IN (?, ?)",
                (answered, other),
            )
    said = filled("empty-cards")
    assert "a b  (Cloze 1: its gap or item is gone, 1 review)" in said.out
    assert said.out.endswith("2 empty cards and notes.\n")
    assert filled("empty-cards", "--delete-unanswered").out == "Deleted 1 empty card and 0 notes.\n"
    (left,) = filled("empty-cards", "--json").json["empty"]
    assert (left["note_id"], left["reviews"], left["reason"]) == (answered, 1, "number gone")
