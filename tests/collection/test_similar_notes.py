"""Notes that ask nearly the same are found, and no others."""

from pathlib import Path

import flashcards
from flashcards.collection.decks.similar import MOST_LOOKED_AT


def test_a_question_in_other_words_is_found(tmp_path: Path) -> None:
    with flashcards.open(tmp_path / "a.flashcards") as collection:
        near = collection.add_note({"Front": "Name the capital of France", "Back": "Paris"}, "D")
        collection.add_note({"Front": "What is the capital of Spain?", "Back": "Madrid"}, "D")
        same = collection.add_note({"Front": "What is the capital of France?", "Back": "P"}, "D")
        assert collection.similar_notes("What is the capital of France?") == [near]
        assert collection.similar_notes("of France, the capital is") == [near, same]
        assert collection.similar_notes("France") == []
        assert collection.similar_notes('"AND" OR (NEAR *') == []


def test_of_very_many_notes_only_the_likeliest_are_looked_at(tmp_path: Path) -> None:
    with flashcards.open(tmp_path / "a.flashcards") as collection:
        for number in range(MOST_LOOKED_AT + 20):
            collection.add_note({"Front": f"tide number{number} harbour{number}", "Back": "x"}, "D")
        near = collection.add_note({"Front": "tide of Saint Malo harbour", "Back": "x"}, "D")
        assert collection.similar_notes("Saint Malo harbour tide") == [near]
